"""In asyncio a call blocks nothing, in whichever loop, and can be cancelled."""

from __future__ import annotations

import asyncio
import inspect
import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

import voxtoken
from held_server import PATIENCE, HeldServer
from voxtoken import NlsToken, Token

TOKEN = Token("held-token", 4_000_000_000)


def source(server: HeldServer) -> NlsToken:
    return NlsToken("id", "secret", endpoint=server.url, timeout=PATIENCE)


async def arrival(server: HeldServer, count: int = 1) -> None:
    """Waits for requests without blocking the loop."""
    await asyncio.get_running_loop().run_in_executor(None, server.wait_for_requests, count)


def test_apply_async_keeps_the_token_and_fetch_async_does_not() -> None:
    async def main(nls: NlsToken) -> None:
        assert await nls.fetch_async() == TOKEN
        assert nls.last is None
        assert await nls.apply_async() == TOKEN
        assert nls.last == TOKEN

    with HeldServer() as server:
        server.release()
        asyncio.run(main(source(server)))


def test_a_call_is_a_coroutine_that_sends_nothing_until_it_is_awaited() -> None:
    with HeldServer() as server:
        for call in (source(server).apply_async(), source(server).fetch_async()):
            assert inspect.iscoroutine(call)
            call.close()
        assert not server.arrived.acquire(blocking=False)


def test_the_loop_goes_on_while_the_server_holds_the_answer_back() -> None:
    async def main(server: HeldServer) -> None:
        call = asyncio.ensure_future(source(server).apply_async())
        await arrival(server)
        for _ in range(100):  # one turn of the loop each
            await asyncio.sleep(0)
        assert not call.done()
        server.release()
        assert await call == TOKEN

    with HeldServer() as server:
        asyncio.run(main(server))


def test_many_calls_wait_in_one_loop_at_the_same_time() -> None:
    async def main(server: HeldServer) -> None:
        nls = source(server)
        calls = [asyncio.ensure_future(nls.apply_async()) for _ in range(32)]
        await arrival(server, 32)
        server.release()
        assert await asyncio.gather(*calls) == [TOKEN] * 32

    with HeldServer() as server:
        asyncio.run(main(server))


def test_one_object_serves_one_loop_after_another() -> None:
    with HeldServer() as server:
        server.release()
        nls = source(server)
        for _ in range(2):
            assert asyncio.run(await_it(nls)) == TOKEN


def test_one_object_serves_two_loops_in_two_threads() -> None:
    with HeldServer() as server, ThreadPoolExecutor(2) as pool:
        nls = source(server)
        calls = [pool.submit(asyncio.run, await_it(nls)) for _ in range(2)]
        server.wait_for_requests(2)
        server.release()
        assert [call.result(PATIENCE) for call in calls] == [TOKEN, TOKEN]


async def await_it(nls: NlsToken) -> Token:
    return await nls.apply_async()


def test_errors_are_raised_where_the_call_is_awaited() -> None:
    async def main(nls: NlsToken) -> None:
        with pytest.raises(voxtoken.ThrottledError):
            await nls.apply_async()
        with pytest.raises(voxtoken.ThrottledError):
            await nls.fetch_async()

    with HeldServer(status=400) as server:
        server.release()
        asyncio.run(main(source(server)))


def test_a_failed_call_forgets_the_token_that_was_there() -> None:
    async def main(server: HeldServer) -> None:
        nls = source(server)
        await nls.apply_async()
        server.status = 400
        with pytest.raises(voxtoken.ThrottledError):
            await nls.apply_async()
        assert nls.last is None

    with HeldServer() as server:
        server.release()
        asyncio.run(main(server))


def test_a_clock_that_fails_is_raised_by_the_await() -> None:
    async def main() -> None:
        nls = NlsToken("id", "secret", endpoint="http://127.0.0.1:1", clock=lambda: 1 / 0)
        with pytest.raises(voxtoken.InvalidArgumentError, match="^clock: raised ZeroDivisionError"):
            await nls.apply_async()

    asyncio.run(main())


@pytest.mark.parametrize("way", ["cancel", "wait_for"])
def test_a_cancelled_call_ends_at_once_and_its_answer_is_lost(way: str) -> None:
    async def main(server: HeldServer) -> None:
        nls = source(server)
        call = asyncio.ensure_future(nls.apply_async())
        await arrival(server)
        if way == "cancel":
            call.cancel()
            with pytest.raises(asyncio.CancelledError):
                await call
        else:
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(call, 0.01)
        server.release()
        server.wait_for_answers()
        assert nls.last is None
        assert await nls.apply_async() == nls.last == TOKEN, "the next call is not disturbed"

    with HeldServer() as server:
        asyncio.run(main(server))


def test_cancelling_leaves_the_last_token_as_it_is() -> None:
    async def main(server: HeldServer) -> None:
        nls = source(server)
        server.release()
        await nls.apply_async()
        server.wait_for_requests()
        server.hold()
        call = asyncio.ensure_future(nls.apply_async())
        await arrival(server)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        assert nls.last == TOKEN

    with HeldServer() as server:
        asyncio.run(main(server))


def test_a_loop_may_be_closed_while_a_call_is_under_way() -> None:
    with HeldServer() as server:
        loop = asyncio.new_event_loop()
        call = source(server).apply_async()
        task = loop.create_task(call)
        task._log_destroy_pending = False  # type: ignore[attr-defined]  # it is meant to be
        loop.run_until_complete(arrival(server))
        loop.close()
        call.close()
        server.release()
        server.wait_for_answers()


def test_calls_leave_no_descriptor_behind() -> None:
    async def main(server: HeldServer) -> None:
        nls = source(server)
        await nls.apply_async()
        before = len(os.listdir("/proc/self/fd"))
        for _ in range(20):
            await nls.apply_async()
        for _ in range(200):  # the server, which is in this process, closes its side a moment later
            if len(os.listdir("/proc/self/fd")) <= before:
                break
            await asyncio.sleep(0.05)
        assert len(os.listdir("/proc/self/fd")) <= before

    with HeldServer() as server:
        server.release()
        asyncio.run(main(server))


def test_a_sync_call_in_another_thread_of_the_loop_is_fine() -> None:
    async def main(server: HeldServer) -> None:
        nls = source(server)
        loop = asyncio.get_running_loop()
        call = loop.run_in_executor(None, nls.apply)
        await arrival(server)
        server.release()
        assert await call == TOKEN

    with HeldServer() as server:
        asyncio.run(main(server))
    assert threading.current_thread() is threading.main_thread()
