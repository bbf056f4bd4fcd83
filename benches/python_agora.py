"""What a token costs in Python, beside Agora's own code: every side in one run, with inputs that vary.

    pip install pyperf==2.10.0 voxtoken
    pip install --no-deps agora-token-builder==1.0.0 agora-realtime-ai-api==1.1.0
    python benches/python_agora.py

voxtoken must be a release build. Prints the mean of each side and how many times faster ours is, and fails when a
goal is missed. The options are those of pyperf, such as ``--fast`` and ``-o FILE``.
"""

from __future__ import annotations

import enum
import importlib.util
import itertools
import sys
import types
from pathlib import Path
from typing import Any, Callable

import pyperf

from voxtoken.agora import RtcTokenBuilder, RtmTokenBuilder, TokenBuilder, parse, verify
from voxtoken.agora import RtcTokenBuilder2 as ours_007

APP_ID = "970CA35de60c44645bbae8a215061b33"
CERTIFICATE = "5CFd2fd1755d40ecb72977518be15d3b"
GOALS = {"006": 10, "007": 4}  # how many times faster than Agora's own code every way to mint is to be
INPUTS = 4096  # one input again and again would be learned by heart by the processor

Mint = Callable[[str, int], object]


class Role(enum.IntEnum):
    PUBLISHER = 1


def official_007() -> Any:
    """RtcTokenBuilder2 of agora-realtime-ai-api, without the rest of that package, which needs much else."""
    spec = importlib.util.find_spec("agora_realtime_ai_api")
    assert spec is not None and spec.submodule_search_locations
    folder = Path(spec.submodule_search_locations[0]) / "token_builder"
    package = types.ModuleType("official_token_builder")
    package.__path__ = [str(folder)]
    sys.modules[package.__name__] = package
    return importlib.import_module("official_token_builder.RtcTokenBuilder2").RtcTokenBuilder


def inputs() -> list[tuple[str, int]]:
    halves = [(number + 1) * 0x9E37_79B9_7F4A_7C15 % (1 << 64) for number in range(INPUTS)]
    return [(f"{half:016x}{half * 31 % (1 << 64):016x}", 2_000_000_000 + n * 523) for n, half in enumerate(halves)]


def timed(mint: Mint) -> Callable[[int], float]:
    def loops(count: int) -> float:
        turn = list(itertools.islice(itertools.cycle(inputs()), count))
        start = pyperf.perf_counter()
        for channel, uid in turn:
            mint(channel, uid)
        return pyperf.perf_counter() - start

    return loops


def sides() -> dict[str, Mint]:
    import agora_token_builder

    theirs_006 = agora_token_builder.RtcTokenBuilder.buildTokenWithUid
    theirs_rtm = agora_token_builder.RtmTokenBuilder.buildToken
    theirs_007 = official_007().build_token_with_uid
    drop_in_006 = RtcTokenBuilder.buildTokenWithUid
    drop_in_rtm = RtmTokenBuilder.buildToken
    drop_in_007 = ours_007.RtcTokenBuilder.build_token_with_uid
    builder = TokenBuilder(APP_ID, CERTIFICATE)
    tokens = {uid: builder.rtc(channel, uid, 1, 86_400, 86_400) for channel, uid in inputs()}
    end = 4_000_000_000
    return {
        "006 RTC agora-token-builder": lambda channel, uid: theirs_006(APP_ID, CERTIFICATE, channel, uid, 1, end),
        "006 RTC drop-in": lambda channel, uid: drop_in_006(APP_ID, CERTIFICATE, channel, uid, 1, end),
        "006 RTC drop-in, role of an enum": lambda channel, uid: drop_in_006(
            APP_ID, CERTIFICATE, channel, uid, Role.PUBLISHER, end
        ),
        "006 RTC TokenBuilder.rtc_006": lambda channel, uid: builder.rtc_006(channel, uid, 1, end),
        "006 RTM agora-token-builder": lambda account, _: theirs_rtm(APP_ID, CERTIFICATE, account, 1, end),
        "006 RTM drop-in": lambda account, _: drop_in_rtm(APP_ID, CERTIFICATE, account, 1, end),
        "006 RTM TokenBuilder.rtm_006": lambda account, _: builder.rtm_006(account, end),
        "007 RTC agora-realtime-ai-api": lambda channel, uid: theirs_007(APP_ID, CERTIFICATE, channel, uid, 1, 600, 600),
        "007 RTC drop-in": lambda channel, uid: drop_in_007(APP_ID, CERTIFICATE, channel, uid, 1, 600, 600),
        "007 RTC TokenBuilder.rtc": lambda channel, uid: builder.rtc(channel, uid, 1, 600, 600),
        "007 parse": lambda channel, uid: parse(tokens[uid]),
        "007 parse and verify": lambda channel, uid: verify(
            tokens[uid], certificate=CERTIFICATE, channel=channel, user=uid
        ),
    }


def main() -> None:
    runner = pyperf.Runner()
    means: dict[str, float] = {}
    for name, mint in sides().items():
        result = runner.bench_time_func(name, timed(mint))
        if result is not None and not runner.args.worker:
            means[name] = result.mean()
    if not means:  # a worker of pyperf
        return
    missed = []
    print(f"\n{'':34}{'µs':>9}{'faster by':>12}{'goal':>7}")
    for name, mean in means.items():
        theirs = next((means[other] for other in means if other.startswith(f"{name[:7]} agora-")), None)
        if theirs is None or "agora-" in name:
            print(f"{name:34}{mean * 1e6:9.2f}")
            continue
        goal = GOALS[name[:3]]
        print(f"{name:34}{mean * 1e6:9.2f}{theirs / mean:11.1f}×{goal:6}×")
        if theirs / mean < goal:
            missed.append(name)
    if missed:
        sys.exit(f"The goal is missed by: {', '.join(missed)}")


if __name__ == "__main__":
    main()
