"""Ctrl-C ends a waiting call at once."""

from __future__ import annotations

import json
import signal

import pytest

import child
from held_server import HeldServer

ROUNDS = 5

PROGRAM = """
import json, os, signal, sys, threading, time
import voxtoken

signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
nls = voxtoken.NlsToken("id", "secret", endpoint=sys.argv[1], timeout=60)
sent = []

def interrupt():
    if sys.argv[2] == "by another thread":  # as when the system hands the signal to it
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    while sys.stdin.readline():             # the request has arrived
        sent.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGINT)

threading.Thread(target=interrupt, daemon=True).start()
if sys.argv[2] == "by another thread":
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
waits = []
for _ in range(int(sys.argv[3])):
    print("asking", flush=True)
    try:
        nls.apply()
    except KeyboardInterrupt:
        waits.append(time.monotonic() - sent[-1])
assert nls.last is None
print(json.dumps(waits), flush=True)
os._exit(0)                                 # the thread that reads would hold the exit up
"""


@pytest.mark.parametrize("received", ["by the main thread", "by another thread"])
def test_ctrl_c_ends_a_waiting_call_within_a_fifth_of_a_second(received: str) -> None:
    with HeldServer() as server:
        process = child.start(PROGRAM, server.url, received, str(ROUNDS))
        assert process.stdin is not None and process.stdout is not None
        for _ in range(ROUNDS):
            assert process.stdout.readline() == "asking\n"
            server.wait_for_requests()
            process.stdin.write("go\n")
            process.stdin.flush()
        waits = json.loads(child.finish(process))
    assert len(waits) == ROUNDS
    assert max(waits) < 0.2, waits


def test_a_handler_of_the_program_runs_while_a_call_waits_and_the_call_goes_on() -> None:
    program = """
import os, signal, sys
import voxtoken

signal.signal(signal.SIGUSR1, lambda *_: print("handled", flush=True))
print("asking", flush=True)
assert voxtoken.NlsToken("id", "secret", endpoint=sys.argv[1], timeout=60).apply().value == "held-token"
"""
    with HeldServer() as server:
        process = child.start(program, server.url)
        assert process.stdout is not None
        assert process.stdout.readline() == "asking\n"
        server.wait_for_requests()
        process.send_signal(signal.SIGUSR1)
        assert process.stdout.readline() == "handled\n"
        server.release()
        child.finish(process)
