"""Whatever a cloud does, the error is of the right class, says all that is known, and holds no secret."""

from __future__ import annotations

import traceback

import pytest

import child
import voxtoken
from voxtoken import errors
from voxtoken.sandbox import Sandbox

MODES = {
    "throttle": errors.ThrottledError,
    "unavailable": errors.UnavailableError,
    "error": errors.UnavailableError,
    "html": errors.UnavailableError,
    "permission": errors.PermissionDeniedError,
    "forbidden": errors.PermissionDeniedError,
    "echo": errors.SignatureError,
    "html-200": errors.BadResponseError,
    "xml": errors.BadResponseError,
    "empty": errors.BadResponseError,
    "null": errors.BadResponseError,
    "array": errors.BadResponseError,
    "no-token": errors.BadResponseError,
    "no-id": errors.BadResponseError,
    "expire-huge": errors.BadResponseError,
    "oversize": errors.BadResponseError,
    "gzip-bomb": errors.BadResponseError,
    "redirect": errors.BadResponseError,
    "garbage": errors.NetworkError,
    "close": errors.NetworkError,
    "reset": errors.NetworkError,
    "hang": errors.RequestTimeoutError,
    "drip": errors.RequestTimeoutError,
}
SECRETS = (Sandbox.ACCESS_KEY_SECRET, Sandbox.SECURITY_TOKEN, "StringToSign", "CreateToken")


def nls(sandbox: Sandbox, **options: float) -> voxtoken.NlsToken:
    return voxtoken.NlsToken(
        "STS." + Sandbox.ACCESS_KEY_ID,
        Sandbox.ACCESS_KEY_SECRET,
        security_token=Sandbox.SECURITY_TOKEN,
        endpoint=sandbox.nls,
        **options,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_raises_its_class_and_shows_no_secret(voxtoken_sandbox: Sandbox, mode: str) -> None:
    voxtoken_sandbox.set_mode(mode)
    source = nls(voxtoken_sandbox, timeout=0.3 if mode in ("hang", "drip") else 30)
    with pytest.raises(errors.VoxTokenError) as caught:
        source.apply()
    error = caught.value
    assert type(error) is MODES[mode]
    assert error.hint.endswith(".") and str(error) != ""
    assert error.argument is None
    lines = traceback.format_exception_only(type(error), error)
    told = "".join([str(error), repr(error), error.hint, repr(vars(error)), *lines])
    assert not [secret for secret in SECRETS if secret in told]
    assert voxtoken_sandbox.calls("nls") == 1


@pytest.mark.parametrize("mode", ["expire-string", "content-type"])
def test_a_slip_of_the_cloud_is_no_failure(voxtoken_sandbox: Sandbox, mode: str) -> None:
    voxtoken_sandbox.set_mode(mode)
    assert nls(voxtoken_sandbox).apply().is_usable()


def test_a_refusal_tells_code_request_status_and_how_long_to_wait(voxtoken_sandbox: Sandbox) -> None:
    voxtoken_sandbox.set_mode("throttle", retry_after_ms=1500)
    with pytest.raises(errors.ThrottledError) as caught:
        nls(voxtoken_sandbox).apply()
    error = caught.value
    assert (error.code, error.http_status, error.retry_after, error.retryable) == ("Throttling.User", 400, 1.5, True)
    assert error.request_id and error.request_id in str(error)
    assert error.recommend and error.recommend.startswith("https://")
    assert "keep the token" in error.hint


def test_a_refusal_with_http_200_is_a_refusal(voxtoken_sandbox: Sandbox) -> None:
    voxtoken_sandbox.set_mode("permission")
    with pytest.raises(errors.PermissionDeniedError) as caught:
        nls(voxtoken_sandbox).apply()
    assert (caught.value.code, caught.value.http_status, caught.value.retryable) == ("40020503", 200, False)
    assert "AliyunNLSFullAccess" in caught.value.hint


def test_a_wrong_secret_is_a_signature_error(voxtoken_sandbox: Sandbox) -> None:
    with pytest.raises(errors.SignatureError) as caught:
        voxtoken.NlsToken(Sandbox.ACCESS_KEY_ID, "wrong-secret", endpoint=voxtoken_sandbox.nls).apply()
    assert caught.value.code == "SignatureDoesNotMatch"
    assert "wrong-secret" not in "".join(traceback.format_exception_only(errors.SignatureError, caught.value))


@pytest.mark.parametrize("service", ["dashscope", "aiob"])
def test_the_other_clouds_refuse_a_wrong_key(voxtoken_sandbox: Sandbox, service: str) -> None:
    source: voxtoken.TokenSource = voxtoken.DashToken("wrong-secret", endpoint=voxtoken_sandbox.dashscope)
    if service == "aiob":
        source = voxtoken.AiobToken(Sandbox.ACCESS_KEY_ID, "wrong-secret", endpoint=voxtoken_sandbox.aiob)
    with pytest.raises(errors.CredentialsError) as caught:
        source.apply()
    assert caught.value.code and caught.value.http_status
    assert "wrong-secret" not in str(caught.value)


def test_a_clock_that_stays_wrong_is_a_clock_error_after_two_requests(voxtoken_sandbox: Sandbox) -> None:
    voxtoken_sandbox.set_mode("expired-timestamp")
    with pytest.raises(errors.ClockError) as caught:
        nls(voxtoken_sandbox).apply()
    assert caught.value.code == "InvalidTimeStamp.Expired" and caught.value.retryable
    assert voxtoken_sandbox.calls("nls") == 2


def test_a_proxy_that_cannot_be_used_is_named(voxtoken_sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.setenv("http_proxy", "ftp://user:hidden@proxy:21")
    with pytest.raises(errors.ProxyError, match="http_proxy") as caught:
        nls(voxtoken_sandbox).apply()
    assert "hidden" not in str(caught.value)


def test_a_process_that_has_no_descriptor_left_to_ask_with_is_told_so() -> None:
    program = """
import resource, threading  # what is imported later needs a descriptor
import voxtoken

nls = voxtoken.NlsToken("id", "secret", endpoint="http://127.0.0.1:1")
resource.setrlimit(resource.RLIMIT_NOFILE, (0, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
try:
    nls.apply()
except voxtoken.UnavailableError as error:
    assert error.retryable and "limits" in error.hint, error.hint
    print(error)
"""
    assert child.run(program).startswith("cannot start a thread to ask with: ")
