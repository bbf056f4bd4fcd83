"""Calls of many threads run side by side, because none of them holds the interpreter."""

from __future__ import annotations

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

import voxtoken
from held_server import PATIENCE, HeldServer

THREADS = 32


def test_32_threads_wait_at_the_same_time() -> None:
    """The server answers only when all 32 requests are there, so each must be sent while the others wait."""
    with HeldServer() as server, ThreadPoolExecutor(THREADS) as pool:
        nls = voxtoken.NlsToken("id", "secret", endpoint=server.url, timeout=PATIENCE)
        calls = [pool.submit(nls.apply) for _ in range(THREADS)]
        server.wait_for_requests(THREADS)
        server.release()
        assert {call.result(PATIENCE).value for call in calls} == {"held-token"}
        assert nls.token == "held-token"


def test_the_main_thread_waits_without_holding_the_interpreter() -> None:
    """The server runs in this process: it could not even take the request otherwise."""

    def answer(server: HeldServer) -> None:
        server.wait_for_requests()
        server.release()

    with HeldServer() as server:
        helper = threading.Thread(target=answer, args=(server,))
        helper.start()
        assert voxtoken.NlsToken("id", "secret", endpoint=server.url).apply().value == "held-token"
        helper.join()


def test_errors_reach_the_thread_that_asked() -> None:
    with HeldServer(status=400) as server, ThreadPoolExecutor(8) as pool:
        server.release()
        source = voxtoken.NlsToken("id", "secret", endpoint=server.url)
        for call in [pool.submit(source.fetch) for _ in range(8)]:
            with pytest.raises(voxtoken.ThrottledError):
                call.result(PATIENCE)


def test_nothing_is_left_behind() -> None:
    def count() -> tuple[int, int]:
        return len(os.listdir("/proc/self/task")), len(os.listdir("/proc/self/fd"))

    with HeldServer() as server:
        server.release()
        source = voxtoken.NlsToken("id", "secret", endpoint=server.url)
        source.apply()
        before = count()
        for _ in range(20):
            source.apply()
        for _ in range(200):  # the server, which is in this process, ends its own threads a moment later
            if max(now - then for now, then in zip(count(), before)) <= 0:
                break
            time.sleep(0.05)
        assert [max(now, then) for now, then in zip(count(), before)] == [*before]
