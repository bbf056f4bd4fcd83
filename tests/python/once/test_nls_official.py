"""Our ``getToken`` beside that of alibabacloud-nls-python-sdk: it succeeds and fails in the same way."""

import os
import subprocess
import sys

import pytest

# In a process of its own: the official client leaves connections open.
PROGRAM = """
import importlib, sys
package, akid, aksecret, host = sys.argv[1:]
get_token = importlib.import_module(package + ".token").getToken
failed = importlib.import_module(package + ".exception").GetTokenFailed
try:
    print(len(get_token(akid, aksecret, url=host)))
except failed:
    print("GetTokenFailed")
"""


@pytest.mark.parametrize("package", ["nls", "voxtoken.compat.nls"])
@pytest.mark.parametrize(
    ("mode", "outcome"),
    [("ok", "32"), ("permission", "GetTokenFailed"), ("no-token", "GetTokenFailed"), ("no-id", "GetTokenFailed")],
)
def test_an_answer_without_a_token_is_get_token_failed(package, mode, outcome, voxtoken_sandbox):
    voxtoken_sandbox.set_mode(mode, service="nls")
    host = voxtoken_sandbox.nls.partition("://")[2]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, package, "sandbox-id", "sandbox-secret", host],
        env={**os.environ, **voxtoken_sandbox.environment},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.stdout.strip(), done.returncode) == (outcome, 0), done.stderr
    assert voxtoken_sandbox.calls("nls") == 1
