"""Machines share a token by a Redis server, and do without it when it is away."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import child
from counted_source import CountedSource, landed
from voxtoken.sandbox import Sandbox


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[str]:
    """The URL of a server of its own."""
    socket = tmp_path / "redis.sock"
    command = ["redis-server", "--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(tmp_path)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    for line in server.stdout:
        if "ready to accept connections" in line.lower():
            break
    yield f"unix://{socket}"
    server.terminate()
    server.communicate(timeout=60)


def test_caches_of_one_scope_share_a_token_by_redis(redis: str) -> None:
    source = CountedSource()
    one, other = source.cache(redis=redis), source.cache(redis=redis)
    assert [one.get().token, other.get().token] == ["T1", "T1"]
    assert source.calls == 1
    one.clear()
    assert source.cache(redis=redis).get().token == "T2"


def test_two_machines_with_files_of_their_own_share_one_call(
    redis: str, voxtoken_sandbox: Sandbox, tmp_path: Path
) -> None:
    program = """
import multiprocessing, sys
import voxtoken

def ask(folder):
    nls = voxtoken.NlsToken("sandbox-id", "sandbox-secret", endpoint=sys.argv[1])
    return voxtoken.TokenCache(nls, file=folder, redis=sys.argv[2], deadline=60).get().token

with multiprocessing.get_context("fork").Pool(8) as pool:
    tokens = pool.map(ask, [sys.argv[3] + "/one", sys.argv[3] + "/two"] * 8, chunksize=1)
    pool.close()
    pool.join()
assert len(set(tokens)) == 1
"""
    child.run(program, voxtoken_sandbox.nls, redis, str(tmp_path))
    assert voxtoken_sandbox.calls("nls") == 1


def test_a_server_that_is_away_is_told_once_and_done_without(tmp_path: Path) -> None:
    names: list[str] = []
    source = CountedSource()
    cache = source.cache(
        redis=f"unix://{tmp_path}/none.sock",
        on_event=lambda event: names.append(f"{event.name} {event.layer} {type(event.error).__name__}"),
    )
    assert cache.get().token == "T1"
    landed(cache)
    assert names == ["store_failed redis UnavailableError", "fetched None NoneType"]
