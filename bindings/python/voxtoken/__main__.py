"""The ``voxtoken`` command: ``voxtoken …`` or ``python -m voxtoken …``."""

from __future__ import annotations

import os
import signal
import sys

from voxtoken import _voxtoken


def main() -> int:
    """Runs the command with the arguments of this process and returns its exit code."""
    _open_standard_streams()
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends a command at once, without a traceback
    return _voxtoken.main(["voxtoken", *sys.argv[1:]])


def _open_standard_streams() -> None:
    """Without these streams a connection could get the number of standard output, and then the token as well."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free


if __name__ == "__main__":
    sys.exit(main())
