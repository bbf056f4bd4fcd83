"""Objects work on both sides of a fork, whenever it happens, and tokens travel between processes."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

import child
from held_server import HeldServer
from voxtoken.sandbox import Sandbox

HEAD = """
import asyncio, multiprocessing, os, sys, threading, warnings
import voxtoken
warnings.filterwarnings("ignore", message=".*multi-threaded.*fork")
url = sys.argv[1]
nls = voxtoken.NlsToken("sandbox-id", "sandbox-secret", endpoint=url)
"""


def test_a_forked_child_asks_and_so_does_its_parent(voxtoken_sandbox: Sandbox) -> None:
    program = """
async def later():
    return await nls.apply_async()

def ask(_):
    return nls.apply(), asyncio.run(later())

nls.apply()
asyncio.run(later())
with multiprocessing.get_context("fork").Pool(4) as pool:
    tokens = pool.map(ask, range(8))
    pool.close()
    pool.join()
assert len({token.value for pair in tokens for token in pair}) == 16
assert all(token.is_usable() and token.request_id for pair in tokens for token in pair)
nls.apply()
"""
    child.run(HEAD + program, voxtoken_sandbox.nls)
    assert voxtoken_sandbox.calls("nls") == 19


def test_a_forked_child_has_the_token_of_its_parent(voxtoken_sandbox: Sandbox) -> None:
    program = """
token = nls.apply()
if os.fork() == 0:
    os._exit(0 if nls.last == token else 1)
assert os.wait()[1] == 0
"""
    child.run(HEAD + program, voxtoken_sandbox.nls)


def test_spawned_children_ask_and_send_tokens_back(voxtoken_sandbox: Sandbox, tmp_path: Path) -> None:
    program = """
import spawned
if __name__ == "__main__":
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        tokens = pool.map(spawned.ask, [url] * 4)
        pool.close()
        pool.join()
    assert len({token.value for token in tokens}) == 4
    try:
        multiprocessing.get_context("spawn").Pool(1, initargs=(nls,)).terminate()
    except TypeError as error:
        print(error)
"""
    module = """
import voxtoken

def ask(url):
    return voxtoken.NlsToken("sandbox-id", "sandbox-secret", endpoint=url).apply()
"""
    (tmp_path / "spawned.py").write_text(module)
    printed = child.run(HEAD + program, voxtoken_sandbox.nls, PYTHONPATH=str(tmp_path))
    assert "holds a secret" in printed


@pytest.mark.parametrize("call", ["nls.apply()", "asyncio.run(later())", "nls._start()"])
def test_a_fork_in_mid_flight_disturbs_neither_side(call: str) -> None:
    """Another thread waits for its answer while the fork happens; parent and child then ask again."""
    program = """
async def later():
    return await nls.apply_async()

under_way = threading.Thread(target=lambda: CALL)
under_way.start()
sys.stdin.readline()                        # the request has arrived
child = os.fork()
if child == 0:
    ok = nls.apply().value == "held-token" and asyncio.run(later()).value == "held-token"
    os._exit(0 if ok else 1)
print("forked", flush=True)
assert os.waitpid(child, 0)[1] == 0
under_way.join()
assert nls.apply().value == "held-token"
""".replace("CALL", call)
    with HeldServer() as server:
        process = child.start(HEAD + program, server.url)
        assert process.stdin is not None and process.stdout is not None
        server.wait_for_requests()
        process.stdin.write("go\n")
        process.stdin.flush()
        assert process.stdout.readline() == "forked\n"
        server.wait_for_requests()          # the child's
        server.release()
        child.finish(process)


def test_a_child_forked_by_a_signal_handler_is_told_to_ask_again_and_the_parents_call_goes_on() -> None:
    program = """
import signal
children = []
signal.signal(signal.SIGUSR1, lambda *_: children.append(os.fork()))
print("asking", flush=True)
try:
    token = nls.apply()
except voxtoken.NetworkError as error:
    assert children == [0] and error.retryable, error
    assert str(error) == "this process was forked while it asked; ask again"
    os._exit(0 if nls.apply().value == "held-token" else 1)
assert children != [0] and token.value == "held-token"
assert os.waitpid(children[0], 0)[1] == 0
"""
    with HeldServer() as server:
        process = child.start(HEAD + program, server.url)
        assert process.stdout is not None
        assert process.stdout.readline() == "asking\n"
        server.wait_for_requests()
        process.send_signal(signal.SIGUSR1)
        server.wait_for_requests()          # the child's own
        server.release()
        child.finish(process)
