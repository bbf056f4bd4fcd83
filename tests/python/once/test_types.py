"""What type checkers are told is true, and enough for users who check strictly."""

import os
import subprocess
import sys
from pathlib import Path

TYPED = Path(__file__).resolve().parents[1] / "typed"


def run(tmp_path, *command):
    """Runs a module of Python; its cache is below the test's folder."""
    environment = {**os.environ, "MYPY_CACHE_DIR": str(tmp_path / "cache")}
    done = subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, env=environment, cwd=tmp_path)
    return done.returncode, done.stdout + done.stderr


def test_programs_of_users_pass_the_strict_check(tmp_path):
    good = sorted(file for file in TYPED.glob("*.py") if not file.name.startswith("wrong_"))
    assert good
    code, output = run(tmp_path, "mypy", "--strict", *map(str, good))
    assert code == 0, output


def test_wrong_uses_are_found(tmp_path):
    wrong = TYPED / "wrong_uses.py"
    code, output = run(tmp_path, "mypy", "--strict", str(wrong))
    lines = wrong.read_text(encoding="utf-8").splitlines()
    expected = {number for number, line in enumerate(lines, 1) if line.endswith("# wrong")}
    found = {int(line.split(":")[1]) for line in output.splitlines() if ": error: " in line}
    assert code == 1 and found == expected, output


def test_the_package_itself_passes_the_strict_check(tmp_path):
    code, output = run(tmp_path, "mypy", "--strict", "--package", "voxtoken")
    assert code == 0, output


def test_the_stubs_agree_with_the_binary(tmp_path):
    private = tmp_path / "private"
    private.write_text("voxtoken._voxtoken.__all__\n")  # which names are there is compared one by one
    options = ["--allowlist", str(private), "--ignore-disjoint-bases"]
    code, output = run(tmp_path, "mypy.stubtest", "voxtoken._voxtoken", *options)
    assert code == 0, output
