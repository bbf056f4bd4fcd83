"""For all tests."""

from __future__ import annotations

import os
import re

import pytest

READ_FROM_THE_ENVIRONMENT = re.compile(
    r"(ALIYUN|ALIBABA_CLOUD|BAIDU_AIOB|AGORA)_.*|DASHSCOPE_API_KEY|VOXTOKEN_.*_ENDPOINT"
    r"|(HTTP|HTTPS|ALL|NO)_PROXY|(http|https|all|no)_proxy"
)


@pytest.fixture(autouse=True)
def nothing_of_the_developers_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys, endpoints and proxies that happen to be set reach neither the tests nor the processes they start."""
    for name in filter(READ_FROM_THE_ENVIRONMENT.fullmatch, list(os.environ)):
        monkeypatch.delenv(name)
