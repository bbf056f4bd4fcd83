"""Coroutines work in an event loop that is not asyncio's own."""

from __future__ import annotations

import asyncio

import pytest
import uvloop

import voxtoken
from voxtoken.sandbox import Sandbox


def test_calls_in_uvloop_succeed_fail_and_are_cancelled(voxtoken_sandbox: Sandbox) -> None:
    async def main() -> None:
        assert isinstance(asyncio.get_running_loop(), uvloop.Loop)
        tokens = await asyncio.gather(*(nls.apply_async() for _ in range(16)))
        assert len({token.value for token in tokens}) == 16
        voxtoken_sandbox.set_mode("throttle", times=1)
        with pytest.raises(voxtoken.ThrottledError):
            await nls.fetch_async()
        voxtoken_sandbox.set_mode("hang", times=1)
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(nls.fetch_async(), 0.05)
        assert (await nls.apply_async()).is_usable()

    nls = voxtoken.NlsToken(Sandbox.ACCESS_KEY_ID, Sandbox.ACCESS_KEY_SECRET, endpoint=voxtoken_sandbox.nls)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main())


def test_callers_of_a_cache_in_uvloop_wait_for_one_call_and_are_cancelled(voxtoken_sandbox: Sandbox) -> None:
    async def main() -> None:
        voxtoken_sandbox.set_mode("hang", times=1)
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(cache.get_async(), 0.05)
        others = [asyncio.ensure_future(cache.get_async()) for _ in range(16)]
        failures = await asyncio.gather(*others, return_exceptions=True)
        assert {type(failure) for failure in failures} == {voxtoken.RequestTimeoutError}

    nls = voxtoken.NlsToken(Sandbox.ACCESS_KEY_ID, Sandbox.ACCESS_KEY_SECRET, endpoint=voxtoken_sandbox.nls, timeout=2)
    cache = voxtoken.TokenCache(nls)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main())
    assert voxtoken_sandbox.calls("nls") == 1
