"""A cache works on both sides of a fork, processes share a token by a file, and every exit is a clean one."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

import child
from voxtoken.sandbox import Sandbox

HEAD = """
import asyncio, atexit, multiprocessing, os, sys, threading, time, warnings
import voxtoken
warnings.filterwarnings("ignore", message=".*multi-threaded.*fork")
calls, process = 0, os.getpid()

def fetch():
    global calls
    calls += 1
    if os.getpid() == process:
        os.write(1, b"asked\\n")
        held()
    return f"T{calls}", time.time() + 3600

def held():
    os.read(0, 1)                           # without a lock that a forked child would find locked

async def later():
    return await cache.get_async()

cache = voxtoken.TokenCache(fetch, scope="processes", deadline=60)
"""


@pytest.mark.parametrize("call", ["cache.get()", "asyncio.run(later())", "cache.refresh()", "cache.try_get()"])
def test_a_fork_in_mid_flight_disturbs_neither_side(call: str) -> None:
    """The child fetches by itself, in threads and loops, and what the parent fetches comes to the parent."""
    program = """
under_way = threading.Thread(target=lambda: CALL)
under_way.start()
asked = threading.Event()
while not calls:
    asked.wait(0.005)

def look(queue):
    queue.put([cache.get().token, asyncio.run(later()).token, cache.refresh().token, cache.try_get().token, calls])

context = multiprocessing.get_context("fork")
queue = context.Queue()
forked = context.Process(target=look, args=(queue,))
forked.start()
assert queue.get(timeout=60) == ["T2", "T2", "T2", "T2", 2]
forked.join()
assert forked.exitcode == 0
os.write(1, b"forked\\n")
under_way.join()
assert cache.get().token == "T1" and calls == 1
""".replace("CALL", call)
    process = child.start(HEAD + program)
    assert process.stdin is not None and process.stdout is not None
    assert process.stdout.readline() == "asked\n"
    assert process.stdout.readline() == "forked\n"
    assert child.finish(process, "go\n") == ""


def test_a_child_forked_by_the_source_itself_asks_by_itself() -> None:
    program = HEAD + """
statuses = []

def held():
    child = os.fork()
    if child == 0:
        status = 1
        try:
            status = 0 if cache.get(deadline=60).token == "T2" else 2
        finally:
            os._exit(status)  # else the child, which has this thread alone, would end with 0
    statuses.append(os.waitpid(child, 0)[1])

assert cache.get().token == "T1" and statuses == [0]
"""
    process = child.start(program)
    assert process.stdout is not None and process.stdout.readline() == "asked\n"
    assert child.finish(process, "") == ""


@pytest.mark.parametrize("call", ["cache.get()", "cache.refresh()"])
def test_a_child_forked_by_a_signal_handler_asks_by_itself_and_the_parents_call_goes_on(call: str) -> None:
    program = """
import signal
children = []

def fork(*_):
    children.append(os.fork())
    if children[0]:
        os.write(1, b"forked\\n")

signal.signal(signal.SIGUSR1, fork)
token = CALL
if children == [0]:
    os._exit(0 if token.token == "T2" and calls == 2 else 1)
assert token.token == "T1" and calls == 1
assert os.waitpid(children[0], 0)[1] == 0
""".replace("CALL", call)
    process = child.start(HEAD + program)
    assert process.stdin is not None and process.stdout is not None
    assert process.stdout.readline() == "asked\n"
    process.send_signal(signal.SIGUSR1)
    assert process.stdout.readline() == "forked\n"
    assert child.finish(process, "go\n") == ""


def test_a_forked_child_has_the_token_of_its_parent() -> None:
    program = """
held = lambda: None
cache.get()
with multiprocessing.get_context("fork").Pool(4) as pool:
    tokens = pool.map(lambda_free, range(16))
    pool.close()
    pool.join()
assert set(tokens) == {"T1"}
"""
    function = """
def lambda_free(_):
    return cache.get().token
"""
    assert child.run(HEAD + function + program) == "asked\n"


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_that_start_at_once_share_one_call_by_a_file(
    method: str, voxtoken_sandbox: Sandbox, tmp_path: Path
) -> None:
    module = """
import asyncio, threading
import voxtoken

async def later(cache):
    return (await cache.get_async()).token

def ask(url, folder):
    cache = voxtoken.TokenCache(voxtoken.NlsToken("sandbox-id", "sandbox-secret", endpoint=url), file=folder, deadline=60)
    tokens = []
    threads = [threading.Thread(target=lambda: tokens.append(cache.get().token)) for _ in range(8)]
    for thread in threads:
        thread.start()
    tokens.append(asyncio.run(later(cache)))
    for thread in threads:
        thread.join()
    return tokens
"""
    program = """
import multiprocessing, sys, warnings
import shared
warnings.filterwarnings("ignore", message=".*multi-threaded.*fork")
if __name__ == "__main__":
    with multiprocessing.get_context(sys.argv[3]).Pool(8) as pool:
        results = [pool.apply_async(shared.ask, sys.argv[1:3]) for _ in range(8)]
        tokens = [token for result in results for token in result.get(60)]
        pool.close()
        pool.join()
    assert len(tokens) == 72 and len(set(tokens)) == 1
"""
    (tmp_path / "shared.py").write_text(module)
    child.run(program, voxtoken_sandbox.nls, str(tmp_path / "tokens"), method, PYTHONPATH=str(tmp_path))
    assert voxtoken_sandbox.calls("nls") == 1


def test_a_cache_is_not_sent_to_a_spawned_child() -> None:
    program = """
if __name__ == "__main__":
    try:
        multiprocessing.get_context("spawn").Process(target=print, args=(cache,)).start()
    except TypeError as error:
        print(error)
"""
    assert "cannot pickle or copy a TokenCache" in child.run(HEAD + program)


EXITS = {
    "a thread that waits": "threading.Thread(target=cache.get, daemon=True).start()",
    "nobody who waits": "cache.try_get()",
    "a task that was given up": """
async def main():
    asyncio.ensure_future(cache.get_async())
    await asyncio.get_running_loop().run_in_executor(None, asked.wait)
asyncio.run(main())
""",
}


@pytest.mark.parametrize("way", EXITS)
def test_the_interpreter_waits_at_its_exit_for_a_source_that_is_running(way: str) -> None:
    program = """
asked = threading.Event()

def held():
    asked.set()
    sys.stdin.readline()
    sum(range(100_000))                     # the interpreter must not end now
    os.write(1, b"given\\n")
"""
    end = """
asked.wait()
atexit.register(os.write, 1, b"exiting\\n")
"""
    process = child.start(HEAD + program + EXITS[way] + end)
    assert process.stdin is not None and process.stdout is not None
    assert process.stdout.readline() == "asked\n"
    assert process.stdout.readline() == "exiting\n"
    assert child.finish(process, "go\n") == "given\n"


def test_after_that_a_source_is_not_called_any_more_and_nobody_else_is_kept_from_it() -> None:
    program = """
import atexit

@atexit.register                            # before voxtoken is imported: this is called after all that is voxtoken's
def late():
    try:
        cache.get()
    except voxtoken.UnavailableError as error:
        print(error, calls, cache.status().gate)
"""
    assert child.run(program + HEAD) == "the Python interpreter is shutting down 0 None\n"


INTERRUPTIONS = {
    "Ctrl-C": ("signal.default_int_handler", 130, "KeyboardInterrupt"),
    "sys.exit": ("lambda *_: sys.exit(7)", 7, ""),
    "another exception": ("lambda *_: 1 / 0", 1, "ZeroDivisionError"),
}


@pytest.mark.parametrize("way", INTERRUPTIONS)
def test_an_exit_that_waits_for_a_source_is_ended_by_ctrl_c_and_what_else_a_handler_raises(way: str) -> None:
    handler, status, complaint = INTERRUPTIONS[way]
    program = """
import signal
signal.signal(signal.SIGINT, HANDLER)
atexit.register(os.write, 1, b"exiting\\n")
atexit.register(print, "printed")           # and not flushed
asked = threading.Event()

def held():
    asked.set()
    while True:
        time.sleep(0.001)                   # takes Python's lock again and again

cache.try_get()
asked.wait()
""".replace("HANDLER", handler)
    process = child.start(HEAD + program, PYTHONUNBUFFERED="")
    assert process.stdout is not None
    assert process.stdout.readline() == "asked\n"
    assert process.stdout.readline() == "exiting\n"
    process.send_signal(signal.SIGINT)
    printed, complaints = process.communicate(timeout=60)
    assert (printed, process.returncode) == ("printed\n", status), complaints
    assert complaint in complaints and bool(complaint) == bool(complaints) and "FATAL" not in complaints
