"""What it costs in Python to take the token of a cache before each use.

    pip install pyperf==2.10.0 voxtoken
    python benches/python_cache.py

voxtoken must be a release build. Prints the mean of each way and fails when a goal is missed. The options are those of
pyperf, such as ``--fast`` and ``-o FILE``.
"""

from __future__ import annotations

import sys
import time

import pyperf

from voxtoken import TokenCache

GOAL = 1.0  # microseconds


def main() -> None:
    cache = TokenCache(lambda: ("a-token", time.time() + 86_400), scope="bench")
    cache.get()
    runner = pyperf.Runner()
    missed = []
    for name, call in {"get": cache.get, "try_get": cache.try_get}.items():
        result = runner.bench_func(f"TokenCache.{name}", call)
        if result is None or runner.args.worker:
            continue
        mean = result.mean() * 1e6
        print(f"TokenCache.{name}: {mean:.2f} µs, goal {GOAL} µs")
        if mean > GOAL:
            missed.append(name)
    if missed:
        sys.exit(f"The goal is missed by: {', '.join(missed)}")


if __name__ == "__main__":
    main()
