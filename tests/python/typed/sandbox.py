"""How a program's tests use the sandbox."""

from __future__ import annotations

from voxtoken.sandbox import Sandbox


def test_a_refusal_is_reported(voxtoken_sandbox: Sandbox) -> None:
    voxtoken_sandbox.set_mode("throttle", service="nls", times=2, retry_after_ms=1500)
    calls: int = voxtoken_sandbox.calls("nls")
    environment: dict[str, str] = voxtoken_sandbox.environment
    assert calls == 0 and environment["ALIYUN_AK_ID"] == Sandbox.ACCESS_KEY_ID


def urls() -> list[str]:
    with Sandbox(life=60) as sandbox:
        return [sandbox.nls, sandbox.dashscope, sandbox.aiob]
