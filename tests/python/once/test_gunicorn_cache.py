"""Preloaded workers of a web server share one token by the user's folder for caches."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from test_gunicorn import WORKERS, answers_of_all_workers

from voxtoken.sandbox import Sandbox

PROGRAM = """
import json, os
import voxtoken

cache = voxtoken.TokenCache(voxtoken.NlsToken(), file=True, deadline=60)
BEFORE_THE_FORK

def application(environ, start_response):
    token = cache.get()
    start_response("200 OK", [("content-type", "application/json")])
    return [json.dumps({"pid": os.getpid(), "token": token.token}).encode()]
"""
BEFORE = {
    "nothing": "",
    "a token": "cache.get()",
    "a fetch that may be under way": "cache.try_get()",
}


@pytest.mark.parametrize("before", BEFORE)
def test_4_preloaded_workers_share_one_call(before: str, voxtoken_sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(PROGRAM.replace("BEFORE_THE_FORK", BEFORE[before]))
    environment = {**os.environ, **voxtoken_sandbox.environment, "XDG_CACHE_HOME": str(tmp_path / "caches")}
    answers = answers_of_all_workers(tmp_path, environment)
    assert len({answer["pid"] for answer in answers}) == WORKERS
    assert len({answer["token"] for answer in answers}) == 1
    assert voxtoken_sandbox.calls("nls") == 1
