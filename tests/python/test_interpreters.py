"""An interpreter may exit with a call under way; a second one in the process works or is refused politely."""

from __future__ import annotations

import sys

import pytest

import child
from held_server import HeldServer

HEAD = """
import asyncio, os, sys, threading
import voxtoken

nls = voxtoken.NlsToken("id", "secret", endpoint=sys.argv[1], timeout=60)

async def start():
    call = asyncio.ensure_future(nls.apply_async())
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)  # the request has arrived

def daemon(call):
    threading.Thread(target=call, daemon=True).start()
    sys.stdin.readline()

async def later():
    await nls.apply_async()
"""
WAYS = {
    "a task that was not awaited": "asyncio.run(start())",
    "a thread of ours": "flight = nls._start(); sys.stdin.readline()",
    "a daemon thread": "daemon(nls.apply)",
    "a loop in a daemon thread": "daemon(lambda: asyncio.run(later()))",
}


@pytest.mark.parametrize("way", WAYS)
def test_the_interpreter_exits_at_once_while_a_call_is_under_way(way: str) -> None:
    with HeldServer() as server:
        process = child.start(HEAD + WAYS[way], server.url)
        server.wait_for_requests()
        assert child.finish(process, "go\n") == ""


@pytest.mark.parametrize("way", WAYS)
def test_an_answer_may_come_while_the_interpreter_shuts_down(way: str) -> None:
    program = """
class Module(type(os)):
    def __del__(self, read=os.read, write=os.write):
        write(1, b"shutting down\\n")
        read(0, 1)                          # the answer has come

sys.modules["last"] = Module("last")
"""
    with HeldServer() as server:
        process = child.start(HEAD + program + WAYS[way], server.url)
        assert process.stdin is not None and process.stdout is not None
        server.wait_for_requests()
        process.stdin.write("go\n")
        process.stdin.flush()
        assert process.stdout.readline() == "shutting down\n"
        server.release()
        server.wait_for_answers()
        assert child.finish(process, "go\n") == ""


def test_a_second_interpreter_works_before_3_12_and_gets_an_import_error_since() -> None:
    program = """
try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters
import voxtoken

script = '''
try:
    import voxtoken
except ImportError as error:
    print(error)
else:
    print(voxtoken.NlsToken("id", "secret"))
'''
number = interpreters.create()
interpreters.run_string(number, script)
interpreters.destroy(number)
print(voxtoken.NlsToken("id", "secret"))
"""
    works = "<NlsToken of https://nls-meta.cn-shanghai.aliyuncs.com/, no token>"
    refusal = "module voxtoken._voxtoken does not support loading in subinterpreters"
    assert child.run(program).splitlines() == [works if sys.version_info < (3, 12) else refusal, works]
