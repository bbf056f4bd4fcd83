"""Python programs that run in a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap

from held_server import PATIENCE


def start(program: str, *arguments: str, **variables: str) -> subprocess.Popen[str]:
    """Starts a program with pipes; `variables` are added to its environment."""
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(program), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **variables},
    )


def finish(process: subprocess.Popen[str], words: str = "") -> str:
    """Sends words, waits for the end and gives what was printed. It must end well and without complaint."""
    try:
        printed, complaints = process.communicate(words, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    assert (process.returncode, complaints) == (0, ""), printed
    return printed


def run(program: str, *arguments: str, **variables: str) -> str:
    """Runs a program to its end and gives what it printed."""
    return finish(start(program, *arguments, **variables))
