"""Threads that use one cache wait together for one call, and hold nobody up."""

from __future__ import annotations

import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

import child
import voxtoken
from counted_source import CountedSource, landed, until
from held_server import PATIENCE
from voxtoken import TokenCache

THREADS = 32


def wait_for_waiters(cache: TokenCache, count: int) -> None:
    until(lambda: cache.status().counters["waited"] >= count)


def test_32_threads_are_served_by_one_call() -> None:
    source = CountedSource()
    source.hold()
    cache = source.cache()
    with ThreadPoolExecutor(THREADS) as pool:
        calls = [pool.submit(cache.get) for _ in range(THREADS)]
        wait_for_waiters(cache, THREADS)
        source.release()
        assert {call.result(PATIENCE).token for call in calls} == {"T1"}
    assert source.calls == 1


def test_32_threads_share_one_failure() -> None:
    source = CountedSource()
    source.hold()
    source.error = RuntimeError()
    cache = source.cache()
    with ThreadPoolExecutor(THREADS) as pool:
        calls = [pool.submit(cache.get) for _ in range(THREADS)]
        wait_for_waiters(cache, THREADS)
        source.release()
        for call in calls:
            with pytest.raises(voxtoken.UnavailableError) as caught:
                call.result(PATIENCE)
            assert caught.value.__cause__ is source.error
    assert source.calls == 1


def test_a_source_runs_in_a_thread_of_the_cache_and_no_thread_is_left() -> None:
    names: list[int] = []

    def fetch() -> tuple[str, float]:
        names.append(threading.get_ident())
        return "a-token", 4_000_000_000

    cache = TokenCache(fetch, scope="thread")
    cache.get()
    landed(cache)
    assert names != [threading.get_ident()]
    until(lambda: "voxtoken-cache" not in thread_names())


def thread_names() -> list[str]:
    """The names of the threads of this process, Python's and others."""
    names = []
    for task in Path("/proc/self/task").iterdir():
        with suppress(FileNotFoundError):   # it has ended
            names.append((task / "comm").read_text().strip())
    return names


def test_refreshes_of_many_threads_are_one_call() -> None:
    source = CountedSource()
    cache = source.cache()
    cache.get()
    source.now += 61
    source.hold()
    with ThreadPoolExecutor(8) as pool:
        calls = [pool.submit(cache.refresh) for _ in range(8)]
        source.wait_for_call()
        source.wait_for_call()
        source.release()
        assert {call.result(PATIENCE).token for call in calls} == {"T2"}
    assert source.calls == 2


WAITING = """
import os, signal, sys, threading, time
import voxtoken

signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
asked, done = threading.Event(), threading.Event()

def fetch():
    print("asked", flush=True)
    done.wait(60)
    return "a-token", 4_000_000_000

cache = voxtoken.TokenCache(fetch, scope="waiting", deadline=60)
"""


@pytest.mark.parametrize("call", ["get", "refresh"])
def test_ctrl_c_ends_the_waiting_and_the_fetch_goes_on(call: str) -> None:
    program = f"""
try:
    cache.{call}()
except KeyboardInterrupt:
    print("interrupted", flush=True)
done.set()
assert cache.get().token == "a-token"
"""
    process = child.start(WAITING + program)
    assert process.stdout is not None
    assert process.stdout.readline() == "asked\n"
    process.send_signal(signal.SIGINT)
    assert process.stdout.readline() == "interrupted\n"
    assert child.finish(process) == ""


def test_a_handler_of_the_program_runs_while_a_get_waits_and_it_goes_on() -> None:
    program = """
signal.signal(signal.SIGUSR1, lambda *_: done.set())
assert cache.get().token == "a-token"
"""
    process = child.start(WAITING + program)
    assert process.stdout is not None
    assert process.stdout.readline() == "asked\n"
    process.send_signal(signal.SIGUSR1)
    assert child.finish(process) == ""
