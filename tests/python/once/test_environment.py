"""The thread that asks does not read the environment: Python may change it meanwhile, which C's getenv does not survive."""

import os
import pathlib
import subprocess
import sys

import pytest

PROGRAM = """
import os, sys, threading
import voxtoken

source = voxtoken.NlsToken("id", "secret", endpoint=sys.argv[1])
os.write(3, b"asking\\n")
try:
    source.fetch()
except voxtoken.NetworkError:
    os.write(3, b"asked\\n")
print(threading.get_native_id())
"""
CACHE = """
import os, sys
import voxtoken

cache = voxtoken.TokenCache(voxtoken.NlsToken("id", "secret", endpoint=sys.argv[1]), file=sys.argv[2], deadline=60)
os.write(3, b"asking\\n")
try:
    getattr(cache, sys.argv[3])()
except voxtoken.NetworkError:
    os.write(3, b"asked\\n")
"""


@pytest.fixture(scope="module")
def spy(tmp_path_factory):
    return compiled("getenv", tmp_path_factory.mktemp("spy"))


@pytest.fixture(scope="module")
def lock_spy(tmp_path_factory):
    return compiled("getenv_locked", tmp_path_factory.mktemp("lock_spy"))


def compiled(name, folder):
    library = folder / f"{name}.so"
    source = pathlib.Path(__file__).parents[2] / "support" / f"{name}.c"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"], check=True)
    return library


def read_while_asking(spy, tmp_path, program, *arguments):
    """Runs a program, and gives what it printed and what was read between its words."""
    reads = tmp_path / "reads"
    command = ["sh", "-c", 'exec "$@" 3>"$READS"', "sh", sys.executable, "-W", "error", "-c", program, *arguments]
    environment = {**os.environ, "LD_PRELOAD": str(spy), "READS": str(reads)}
    printed = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.strip()
    lines = reads.read_text().splitlines()
    return printed, [line.split() for line in lines[lines.index("asking") + 1 : lines.index("asked")]]


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_only_the_calling_thread_reads_the_environment(scheme, spy, tmp_path):
    caller, while_asking = read_while_asking(spy, tmp_path, PROGRAM, f"{scheme}://127.0.0.1:1")
    names = {name for _, name in while_asking}
    assert f"{scheme}_proxy" in names
    assert ("SSL_CERT_FILE" in names) == (scheme == "https")
    assert {reader for reader, _ in while_asking} == {caller}


@pytest.mark.parametrize("call", ["get", "refresh"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_cache_reads_the_environment_under_the_interpreters_lock_alone(scheme, call, lock_spy, tmp_path):
    arguments = [f"{scheme}://127.0.0.1:1", str(tmp_path / "tokens"), call]
    _, while_asking = read_while_asking(lock_spy, tmp_path, CACHE, *arguments)
    assert f"{scheme}_proxy" in {name for _, name in while_asking}
    assert {locked for locked, _ in while_asking} == {"1"}, while_asking
