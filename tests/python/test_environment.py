"""What a developer has in the environment does not reach the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

VARIABLES = [
    "ALIYUN_AK_ID",
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    "DASHSCOPE_API_KEY",
    "BAIDU_AIOB_ACCESS_KEY",
    "AGORA_APP_ID",
    "VOXTOKEN_NLS_ENDPOINT",
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "no_proxy",
]
TEST = """
import child

def test_nothing_is_there():
    assert child.run("import os; print({names!r} & {{*os.environ}})") == "set()\\n"
"""


def test_variables_that_voxtoken_reads_are_gone_in_tests_and_their_children(tmp_path: Path) -> None:
    here = Path(__file__).parent
    (tmp_path / "conftest.py").write_text((here / "conftest.py").read_text(encoding="utf-8"))
    (tmp_path / "test_it.py").write_text(TEST.format(names=set(VARIABLES)))
    environment = {**os.environ, **dict.fromkeys(VARIABLES, "x"), "PYTHONPATH": str(here)}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", str(tmp_path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, cwd=tmp_path)
    assert done.returncode == 0, done.stdout
