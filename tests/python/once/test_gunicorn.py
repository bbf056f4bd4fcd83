"""A web server that loads the program first and forks then."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

from voxtoken.sandbox import Sandbox

WORKERS = 4
PROGRAM = """
import json, os
import voxtoken

nls = voxtoken.NlsToken()
first = nls.apply()                         # before the fork

def application(environ, start_response):
    assert nls.last is not None
    inherited, new = nls.last.value, nls.apply()
    start_response("200 OK", [("content-type", "application/json")])
    return [json.dumps({"pid": os.getpid(), "first": first.value, "had": inherited, "new": new.value}).encode()]
"""
CONFIGURATION = """
import os, threading

bind = "127.0.0.1:0"
workers = {workers}
worker_class = "sync"
preload_app = True

def when_ready(server):
    print(server.LISTENERS[0].sock.getsockname()[1], flush=True)
"""


def answers_of_all_workers(folder: Path, environment: dict[str, str]) -> list[dict[str, str]]:
    """Asks the application in program.py until each worker has answered, and ends the server."""
    (folder / "gunicorn.conf.py").write_text(CONFIGURATION.format(workers=WORKERS))
    server = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "gunicorn", "--preload", "program:application"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert server.stdout is not None
    port = server.stdout.readline().strip()

    def ask(_: int) -> dict[str, str]:
        with build_opener(ProxyHandler({})).open(f"http://127.0.0.1:{port}/", timeout=60) as response:
            answer: dict[str, str] = json.load(response)
            return answer

    answers: list[dict[str, str]] = []
    try:
        with ThreadPoolExecutor(WORKERS * 2) as pool:
            for _ in range(50):
                answers += pool.map(ask, range(WORKERS * 4))
                if len({answer["pid"] for answer in answers}) == WORKERS:
                    break
    finally:
        server.terminate()
        complaints = server.communicate(timeout=60)[1]
    assert server.returncode == 0 and "Traceback" not in complaints, complaints
    return answers


def test_4_preloaded_workers_ask_after_their_parent_has_asked(voxtoken_sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(PROGRAM)
    answers = answers_of_all_workers(tmp_path, {**os.environ, **voxtoken_sandbox.environment})
    assert len({answer["pid"] for answer in answers}) == WORKERS
    assert len({answer["first"] for answer in answers}) == 1
    news = [answer["new"] for answer in answers]
    assert len(set(news)) == len(news)
    for answer in answers:
        assert answer["had"] == answer["first"] or answer["had"] in news
    assert voxtoken_sandbox.calls("nls") == 1 + len(answers)
