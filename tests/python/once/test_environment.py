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


@pytest.fixture(scope="module")
def spy(tmp_path_factory):
    library = tmp_path_factory.mktemp("spy") / "getenv.so"
    source = pathlib.Path(__file__).parents[2] / "support" / "getenv.c"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"], check=True)
    return library


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_only_the_calling_thread_reads_the_environment(scheme, spy, tmp_path):
    reads = tmp_path / "reads"
    closed = f"{scheme}://127.0.0.1:1"
    command = ["sh", "-c", 'exec "$@" 3>"$READS"', "sh", sys.executable, "-W", "error", "-c", PROGRAM, closed]
    environment = {**os.environ, "LD_PRELOAD": str(spy), "READS": str(reads)}
    caller = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.strip()
    lines = reads.read_text().splitlines()
    while_asking = [line.split() for line in lines[lines.index("asking") + 1 : lines.index("asked")]]
    names = {name for _, name in while_asking}
    assert f"{scheme}_proxy" in names
    assert ("SSL_CERT_FILE" in names) == (scheme == "https")
    assert {reader for reader, _ in while_asking} == {caller}
