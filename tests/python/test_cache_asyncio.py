"""In asyncio a cache blocks nothing, in whichever loop, and its callers can be cancelled."""

from __future__ import annotations

import asyncio
import inspect
import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

import voxtoken
from counted_source import CountedSource, landed, until
from held_server import PATIENCE
from voxtoken import Token, TokenCache

WAITERS = 10_000


async def waiting(cache: TokenCache, count: int) -> None:
    """Goes on with the loop until so many wait."""
    while cache.status().counters["waited"] < count:
        await asyncio.sleep(0)


async def get(cache: TokenCache) -> Token:
    return await cache.get_async()


def test_a_call_is_a_coroutine_that_asks_nothing_until_it_is_awaited() -> None:
    source = CountedSource()
    for call in (source.cache().get_async(), source.cache().refresh_async()):
        assert inspect.iscoroutine(call)
        call.close()
    assert source.calls == 0


def test_a_token_that_is_there_comes_at_once() -> None:
    source = CountedSource()
    cache = source.cache()
    token = cache.get()
    assert asyncio.run(get(cache)) is token
    assert source.calls == 1


def test_the_loop_goes_on_while_10_000_wait_for_one_call() -> None:
    async def main() -> None:
        calls = [asyncio.ensure_future(cache.get_async()) for _ in range(WAITERS)]
        await waiting(cache, WAITERS)
        before = len(os.listdir("/proc/self/fd"))
        source.release()
        assert {token.token for token in await asyncio.gather(*calls)} == {"T1"}
        assert len(os.listdir("/proc/self/fd")) <= before

    source = CountedSource()
    source.hold()
    cache = source.cache()
    asyncio.run(main())
    assert source.calls == 1


def test_10_000_refreshes_wait_for_one_call_without_a_thread_or_a_descriptor_each() -> None:
    async def main() -> None:
        calls = [asyncio.ensure_future(cache.refresh_async()) for _ in range(WAITERS)]
        while not source.calls:
            await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert (len(os.listdir("/proc/self/task")), len(os.listdir("/proc/self/fd"))) <= (before[0] + 1, before[1] + 3)
        source.release()
        assert {token.token for token in await asyncio.gather(*calls)} == {"T1"}

    source = CountedSource()
    source.hold()
    cache = source.cache()
    before = len(os.listdir("/proc/self/task")), len(os.listdir("/proc/self/fd"))
    asyncio.run(main())
    assert source.calls == 1


def test_10_000_waiters_share_one_failure() -> None:
    async def main() -> None:
        calls = [asyncio.ensure_future(cache.get_async()) for _ in range(WAITERS)]
        await waiting(cache, WAITERS)
        source.release()
        failures = await asyncio.gather(*calls, return_exceptions=True)
        assert {type(failure) for failure in failures} == {voxtoken.ThrottledError}

    source = CountedSource()
    source.error = voxtoken.ThrottledError("as told")
    source.hold()
    cache = source.cache()
    asyncio.run(main())
    assert source.calls == 1


def test_two_loops_in_two_threads_wait_for_one_call() -> None:
    source = CountedSource()
    source.hold()
    cache = source.cache()
    with ThreadPoolExecutor(2) as pool:
        calls = [pool.submit(asyncio.run, get(cache)) for _ in range(2)]
        until(lambda: cache.status().counters["waited"] == 2)
        source.release()
        assert [call.result(PATIENCE).token for call in calls] == ["T1", "T1"]
    assert source.calls == 1


def test_one_cache_serves_one_loop_after_another() -> None:
    source = CountedSource()
    cache = source.cache()
    assert [asyncio.run(get(cache)).token for _ in range(2)] == ["T1", "T1"]
    source.now += 3600
    assert asyncio.run(get(cache)).token == "T2"
    assert source.calls == 2


@pytest.mark.parametrize("way", ["cancel", "wait_for"])
def test_a_cancelled_caller_ends_at_once_and_the_fetch_goes_on(way: str) -> None:
    async def main() -> None:
        call = asyncio.ensure_future(cache.get_async())
        await waiting(cache, 1)
        if way == "cancel":
            call.cancel()
            with pytest.raises(asyncio.CancelledError):
                await call
        else:
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(call, 0.01)
        source.release()
        assert (await cache.get_async()).token == "T1"

    source = CountedSource()
    source.hold()
    cache = source.cache()
    asyncio.run(main())
    assert source.calls == 1


def test_a_loop_that_was_closed_disturbs_nobody() -> None:
    source = CountedSource()
    source.hold()
    cache = source.cache()
    loop = asyncio.new_event_loop()
    call = cache.get_async()
    task = loop.create_task(call)
    task._log_destroy_pending = False  # type: ignore[attr-defined]  # it is meant to be
    loop.run_until_complete(waiting(cache, 1))
    loop.close()
    source.release()
    assert cache.get().token == "T1"
    landed(cache)
    call.close()
    assert source.calls == 1


def test_the_deadline_ends_the_waiting_and_not_the_fetch() -> None:
    async def main() -> None:
        with pytest.raises(voxtoken.RequestTimeoutError, match="^no token within 0.01 s; the fetch goes on$"):
            await cache.get_async(deadline=0.01)
        source.release()
        assert (await cache.get_async()).token == "T1"

    source = CountedSource()
    source.hold()
    cache = source.cache()
    asyncio.run(main())
    assert source.calls == 1


def test_the_deadline_ends_a_refresh_and_not_the_fetch_though_there_is_a_token() -> None:
    async def main() -> None:
        cache.get(deadline=PATIENCE)
        source.now += 61
        source.hold()
        with pytest.raises(voxtoken.RequestTimeoutError, match="^no token within 0.5 s; the fetch goes on$"):
            await cache.refresh_async()
        with pytest.raises(voxtoken.RequestTimeoutError, match="^no token within 0.5 s; the fetch goes on$"):
            cache.refresh()
        source.release()
        landed(cache)
        assert cache.get().token == "T2"

    source = CountedSource()
    cache = source.cache(deadline=0.5)
    asyncio.run(main())
    assert source.calls == 2


def test_what_wakes_a_loop_is_let_go_by_the_thread_that_fetched() -> None:
    """With Python's lock: else the next one who has it would have to."""

    class Bell:
        def __call__(self) -> None:
            pass

        def __del__(self) -> None:
            threads.append(threading.current_thread().ident)

    def fetch() -> Token:
        assert opened.wait(PATIENCE)
        threads.append(threading.current_thread().ident)
        return Token("a-token", 4_000_000_000)

    threads: list[int | None] = []
    opened = threading.Event()
    call = TokenCache(fetch, scope="bell")._call(None, None)
    call.ring(Bell())
    opened.set()
    until(lambda: len(threads) == 2)
    assert threads[0] == threads[1] != threading.current_thread().ident


def test_wrong_arguments_are_raised_by_the_await() -> None:
    async def main() -> None:
        with pytest.raises(voxtoken.InvalidArgumentError, match="^min_validity: "):
            await CountedSource().cache().get_async(-1)
        with pytest.raises(TypeError, match="^deadline: "):
            await CountedSource().cache().get_async(deadline="1")  # type: ignore[arg-type]

    asyncio.run(main())


def test_a_token_may_be_asked_for_that_lives_long_enough() -> None:
    async def main() -> None:
        assert (await cache.get_async(530)).token == "T1"
        source.now += 100
        assert (await cache.get_async(530)).token == "T2"

    source = CountedSource(life=600)
    cache = source.cache()
    asyncio.run(main())


def test_refresh_async_gives_a_new_token_and_raises_what_went_wrong() -> None:
    async def main() -> None:
        token = await cache.refresh_async()
        assert token.token == "T1" and await cache.refresh_async() is token and cache.get() is token
        source.now += 61
        assert (await cache.refresh_async()).token == "T2"
        source.now += 61
        source.error = RuntimeError()
        with pytest.raises(voxtoken.UnavailableError) as caught:
            await cache.refresh_async()
        assert caught.value.__cause__ is source.error and caught.value.retry_at is not None
        assert (await cache.get_async()).token == "T2"

    source = CountedSource()
    cache = source.cache()
    asyncio.run(main())


def test_a_coroutine_function_is_awaited_in_a_loop_of_its_own() -> None:
    loops: list[asyncio.AbstractEventLoop] = []

    async def fetch() -> Token:
        await asyncio.sleep(0)
        loops.append(asyncio.get_running_loop())
        return Token("a-token", 4_000_000_000)

    async def main() -> None:
        assert (await TokenCache(fetch, scope="coroutine").get_async()).token == "a-token"
        assert loops[0] is not asyncio.get_running_loop() and loops[0].is_closed()

    asyncio.run(main())
