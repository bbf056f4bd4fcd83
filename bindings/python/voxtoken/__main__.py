"""The ``voxtoken`` command: ``voxtoken …`` or ``python -m voxtoken …``."""

from __future__ import annotations

import signal
import sys

from voxtoken import _voxtoken


def main() -> int:
    """Runs the command with the arguments of this process and returns its exit code."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends a command at once, without a traceback
    return _voxtoken.main(["voxtoken", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
