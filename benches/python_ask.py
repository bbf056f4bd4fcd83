"""CPU time of one request for an NLS token: voxtoken beside aliyun-python-sdk-core, both against the sandbox."""

from __future__ import annotations

import json
import statistics
import time
from importlib.metadata import version
from typing import Callable
from urllib.parse import urlsplit

from aliyunsdkcore.client import AcsClient
from aliyunsdkcore.request import CommonRequest

from voxtoken import NlsToken
from voxtoken.sandbox import Sandbox

ROUNDS = 20
CALLS = 25
GOAL = 1 / 5


def ours(sandbox: Sandbox) -> Callable[[], str]:
    token = NlsToken(sandbox.ACCESS_KEY_ID, sandbox.ACCESS_KEY_SECRET, endpoint=sandbox.nls)

    def ask() -> str:
        token.apply()
        return token.token

    return ask


def theirs(sandbox: Sandbox) -> Callable[[], str]:
    client = AcsClient(sandbox.ACCESS_KEY_ID, sandbox.ACCESS_KEY_SECRET, "cn-shanghai")

    def ask() -> str:
        request = CommonRequest()
        request.set_method("POST")
        request.set_protocol_type("http")
        request.set_domain(urlsplit(sandbox.nls).netloc)
        request.set_version("2019-02-28")
        request.set_action_name("CreateToken")
        answer: str = json.loads(client.do_action_with_exception(request))["Token"]["Id"]
        return answer

    return ask


def cpu_seconds(ask: Callable[[], str]) -> float:
    """User and system time of this process, with all its threads, for one call."""
    start = time.process_time()
    for _ in range(CALLS):
        assert len(ask()) == 32
    return (time.process_time() - start) / CALLS


def main() -> None:
    with Sandbox() as sandbox:
        clients = {"voxtoken": ours(sandbox), "aliyun-python-sdk-core": theirs(sandbox)}
        for ask in clients.values():
            cpu_seconds(ask)
        rounds = [{name: cpu_seconds(ask) for name, ask in clients.items()} for _ in range(ROUNDS)]
        assert sandbox.calls("nls") == len(clients) * CALLS * (ROUNDS + 1)
    took = {name: statistics.median(figures[name] for figures in rounds) for name in clients}
    for name, seconds in took.items():
        print(f"ask for an NLS token, CPU: {seconds * 1e6:8.0f} µs  {name} {version(name)}")
    ratio = took["voxtoken"] / took["aliyun-python-sdk-core"]
    print(f"ask for an NLS token, CPU: 1/{1 / ratio:.0f} of theirs (goal: at most 1/{1 / GOAL:.0f})")


if __name__ == "__main__":
    main()
