"""What `import voxtoken` brings along."""

import statistics
import subprocess
import sys

import voxtoken

SLOW = {"asyncio", "dataclasses", "datetime", "json", "logging", "typing", "urllib", "ssl", "subprocess"}


def python(*arguments):
    command = [sys.executable, "-W", "error", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)


def test_the_package_is_the_installed_one():
    assert "site-packages" in voxtoken.__file__


def test_nothing_large_is_imported():
    code = "import sys; before = set(sys.modules); import voxtoken; print(*set(sys.modules) - before)"
    imported = set(python("-c", code).stdout.split())
    assert "voxtoken._voxtoken" in imported
    assert not {name.partition(".")[0] for name in imported} & SLOW


def microseconds(code):
    """How long the import of voxtoken takes, with all that it imports."""
    lines = python("-X", "importtime", "-c", code).stderr.splitlines()
    (line,) = [line for line in lines if line.endswith("| voxtoken")]
    return int(line.split("|")[1])


def test_the_import_takes_10_ms_at_most(capsys):
    took = statistics.median(microseconds("import voxtoken") for _ in range(11)) / 1000
    with capsys.disabled():
        print(f" import voxtoken: {took:.1f} ms ", end="")
    assert took <= 10
