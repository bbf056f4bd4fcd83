"""Each cloud is asked as the settings say, and the last token is kept as promised."""

from __future__ import annotations

import copy
import gc
import json
import os
import pickle
import select
import subprocess
import sys
import time
import weakref
from collections.abc import Iterator
from datetime import timezone
from pathlib import Path
from typing import Any, Callable

import pytest

import voxtoken
from held_server import PATIENCE, HeldServer
from voxtoken import AiobToken, DashToken, NlsToken, Token, TokenSource
from voxtoken.sandbox import Sandbox

ID, SECRET = Sandbox.ACCESS_KEY_ID, Sandbox.ACCESS_KEY_SECRET
VARIABLES = (
    "ALIYUN_AK_ID", "ALIYUN_AK_SECRET", "ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    "ALIBABA_CLOUD_SECURITY_TOKEN", "DASHSCOPE_API_KEY", "BAIDU_AIOB_ACCESS_KEY", "BAIDU_AIOB_SECRET_KEY",
    "VOXTOKEN_NLS_ENDPOINT", "VOXTOKEN_DASHSCOPE_ENDPOINT", "VOXTOKEN_AIOB_ENDPOINT",
)  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def sources(sandbox: Sandbox) -> dict[str, TokenSource]:
    return {
        "nls": NlsToken(ID, SECRET, endpoint=sandbox.nls),
        "dashscope": DashToken(SECRET, endpoint=sandbox.dashscope),
        "aiob": AiobToken(ID, SECRET, endpoint=sandbox.aiob),
    }


@pytest.mark.parametrize("service", ["nls", "dashscope", "aiob"])
def test_apply_asks_once_and_keeps_the_token(voxtoken_sandbox: Sandbox, service: str) -> None:
    voxtoken_sandbox.set_mode(life=600)
    source = sources(voxtoken_sandbox)[service]
    assert (source.token, source.expire_time, source.expires_at) == ("", 0, None)
    assert (source.user_id, source.last) == (None, None)
    assert voxtoken_sandbox.calls(service) == 0

    before = int(time.time())
    token = source.apply()
    assert voxtoken_sandbox.calls(service) == 1
    assert voxtoken_sandbox.last(service)["verdict"] == "ok"
    assert token == source.last and token.value == token.token == source.token == source.get_token() != ""
    life = 60 if service == "dashscope" else 600
    assert before + life <= token.expire_time == source.expire_time == source.get_expire_time() <= time.time() + life
    assert source.expires_at == token.expires_at and token.expires_at.tzinfo is timezone.utc
    assert token.expires_at.timestamp() == token.expire_time
    assert source.user_id == token.user_id
    assert (token.user_id is None) == (service == "dashscope")
    assert (token.request_id is None) == (service != "nls")
    assert (token.nls_request_id is None) == (service != "nls")
    assert token.server_time is not None and before - 1 <= token.server_time <= time.time() + 1
    assert token.is_usable()


@pytest.mark.parametrize("service", ["nls", "dashscope", "aiob"])
def test_fetch_gives_a_token_and_keeps_none(voxtoken_sandbox: Sandbox, service: str) -> None:
    source = sources(voxtoken_sandbox)[service]
    assert source.fetch().is_usable()
    assert (source.token, source.last) == ("", None)


@pytest.mark.parametrize("service", ["nls", "dashscope", "aiob"])
def test_after_a_failure_there_is_no_token(voxtoken_sandbox: Sandbox, service: str) -> None:
    source = sources(voxtoken_sandbox)[service]
    source.apply()
    voxtoken_sandbox.set_mode("throttle", times=2)
    with pytest.raises(voxtoken.ThrottledError):
        source.fetch()
    assert source.token != "", "what is not kept takes nothing away"
    with pytest.raises(voxtoken.ThrottledError):
        source.apply()
    assert (source.token, source.expire_time, source.expires_at, source.last) == ("", 0, None, None)
    assert source.apply() == source.last


def test_a_failure_does_not_take_away_what_another_call_brought(voxtoken_sandbox: Sandbox) -> None:
    nls = NlsToken(ID, SECRET, endpoint=voxtoken_sandbox.nls)
    voxtoken_sandbox.set_mode("throttle", times=1)
    failing = nls._start()
    assert select.select([failing.fileno()], [], [], PATIENCE)[0]
    token = nls.apply()
    with pytest.raises(voxtoken.ThrottledError):
        nls._keep(failing)
    assert nls.last == token


OPTIONS: list[tuple[dict[str, Any], Callable[[dict[str, Any]], bool]]] = [
    ({}, lambda last: (last["method"], last["path"]) == ("POST", "/") and "Signature" in last["parameters"]),
    ({"method": "GET"}, lambda last: last["method"] == "GET" and "Signature" in last["parameters"]),
    ({"signature": "roa"}, lambda last: last["path"] == "/pop/2018-05-18/tokens" and "date" in last["headers"]),
    ({"signature": "acs3"}, lambda last: "x-acs-content-sha256" in last["headers"]),
    ({"version": "2018-05-18"}, lambda last: last["path"] == "/pop/2018-05-18/tokens"),
    ({"region": "ap-southeast-1", "version": "2019-07-17"}, lambda last: "RegionId" in last["parameters"]),
    ({"clock": time.time}, lambda last: "Timestamp" in last["parameters"]),
]


@pytest.mark.parametrize(("options", "is_as_asked"), OPTIONS, ids=[str(list(options)) for options, _ in OPTIONS])
def test_nls_is_asked_as_the_options_say(
    voxtoken_sandbox: Sandbox, options: dict[str, Any], is_as_asked: Callable[[dict[str, Any]], bool]
) -> None:
    NlsToken(ID, SECRET, endpoint=voxtoken_sandbox.nls, **options).fetch()
    assert is_as_asked(voxtoken_sandbox.last("nls"))


def test_region_version_action_and_path_are_sent() -> None:
    assert NlsToken("id", "secret", resource_path="/own/path").request().url.endswith(".aliyuncs.com/own/path")
    nls = NlsToken("id", "secret", region="ap-southeast-1", version="2019-02-28", action="OtherAction")
    signed = nls.request()
    assert signed.url == "https://nls-meta.ap-southeast-1.aliyuncs.com/"
    assert b"Action=OtherAction&" in signed.body and b"&RegionId=ap-southeast-1&" in signed.body
    assert b"&Version=2019-02-28&" in signed.body
    international = NlsToken("id", "secret", region="ap-southeast-1").request()
    assert international.url == "https://nlsmeta.ap-southeast-1.aliyuncs.com/"


def test_the_security_token_is_checked_by_the_cloud(voxtoken_sandbox: Sandbox) -> None:
    def sts(token: str) -> NlsToken:
        return NlsToken("STS." + ID, SECRET, security_token=token, endpoint=voxtoken_sandbox.nls)

    assert sts(Sandbox.SECURITY_TOKEN).fetch().is_usable()
    with pytest.raises(voxtoken.SecurityTokenError):
        sts("another-token").fetch()


def test_a_domain_is_asked_over_https() -> None:
    nls = NlsToken("id", "secret", domain="speech.example.com")
    assert nls.request().url == "https://speech.example.com/"


def test_the_life_of_a_dashscope_key_is_as_asked(voxtoken_sandbox: Sandbox) -> None:
    before = int(time.time())
    token = DashToken(SECRET, endpoint=voxtoken_sandbox.dashscope, expire_in_secs=1234).fetch()
    assert before + 1234 <= token.expire_time <= time.time() + 1234
    assert DashToken("k", region="ap-southeast-1").request().url.startswith("https://dashscope-intl.aliyuncs.com/")


def test_a_wrong_clock_is_corrected_by_the_cloud_and_remembered(voxtoken_sandbox: Sandbox) -> None:
    nls = NlsToken(ID, SECRET, endpoint=voxtoken_sandbox.nls, clock=lambda: time.time() - 7200)
    nls.apply()
    assert voxtoken_sandbox.calls("nls") == 2
    nls.apply()
    assert voxtoken_sandbox.calls("nls") == 3


def test_limits_end_a_call(voxtoken_sandbox: Sandbox) -> None:
    voxtoken_sandbox.set_mode("hang")
    with pytest.raises(voxtoken.RequestTimeoutError, match="within 50ms"):
        NlsToken(ID, SECRET, endpoint=voxtoken_sandbox.nls, timeout=0.05).apply()
    with pytest.raises(voxtoken.RequestTimeoutError, match="within 1s"):
        AiobToken(ID, SECRET, endpoint=voxtoken_sandbox.aiob, timeout=1).apply()
    voxtoken_sandbox.set_mode("ok")
    with pytest.raises(voxtoken.BadResponseError, match="larger than 10 bytes"):
        NlsToken(ID, SECRET, endpoint=voxtoken_sandbox.nls, max_response_bytes=10).apply()


def test_plain_http_is_for_this_machine_only_unless_allowed() -> None:
    with pytest.raises(voxtoken.InsecureError):
        NlsToken("id", "secret", endpoint="http://0.0.0.0:1").apply()
    with pytest.raises(voxtoken.NetworkError):
        NlsToken("id", "secret", endpoint="http://0.0.0.0:1", allow_http=True).apply()


@pytest.fixture
def tls_sandbox(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    pem = tmp_path / "root.pem"
    command = [sys.executable, "-m", "voxtoken", "sandbox", f"--exit-with-parent={os.getpid()}", "--tls", str(pem)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())["nls"], pem
        process.terminate()


def test_a_root_certificate_is_trusted_when_given(tls_sandbox: tuple[str, Path]) -> None:
    url, pem = tls_sandbox
    with pytest.raises(voxtoken.TlsError):
        NlsToken(ID, SECRET, endpoint=url).apply()
    for certificate in (pem.read_bytes(), pem.read_text()):
        assert NlsToken(ID, SECRET, endpoint=url, root_certificates=certificate).apply().is_usable()


def test_keys_and_endpoints_come_from_the_environment(
    voxtoken_sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in voxtoken_sandbox.environment.items():
        monkeypatch.setenv(name, value)
    everything: list[TokenSource] = [NlsToken(), DashToken(), AiobToken()]
    for source in everything:
        assert source.apply().is_usable()
    assert [voxtoken_sandbox.calls(service) for service in ("nls", "dashscope", "aiob")] == [1, 1, 1]


def test_the_second_pair_brings_its_security_token_along(
    voxtoken_sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", "STS." + ID)
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", SECRET)
    monkeypatch.setenv("ALIBABA_CLOUD_SECURITY_TOKEN", Sandbox.SECURITY_TOKEN)
    assert NlsToken(endpoint=voxtoken_sandbox.nls).apply().is_usable()


def test_arguments_win_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NLS", "DASHSCOPE", "AIOB"):
        monkeypatch.setenv(f"VOXTOKEN_{name}_ENDPOINT", "https://elsewhere.example")
    monkeypatch.setenv("ALIYUN_AK_ID", "other")
    monkeypatch.setenv("ALIYUN_AK_SECRET", "other")
    assert b"AccessKeyId=id&" in NlsToken("id", "secret").request().body
    assert NlsToken("id", "s").request().url == "https://elsewhere.example/"
    assert NlsToken("id", "s", endpoint="https://here.example").request().url == "https://here.example/"
    assert NlsToken("id", "s", domain="here.example").request().url == "https://here.example/"
    assert DashToken("k", endpoint="here.example").request().url.startswith("https://here.example/")
    assert AiobToken("a", "s", endpoint="here.example").request().url.startswith("https://here.example/")
    monkeypatch.setenv("VOXTOKEN_NLS_ENDPOINT", "")
    assert NlsToken("id", "s").request().url == "https://nls-meta.cn-shanghai.aliyuncs.com/"


def test_a_bad_endpoint_in_the_environment_is_traced_to_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOXTOKEN_AIOB_ENDPOINT", "ftp://here")
    with pytest.raises(voxtoken.InvalidArgumentError, match="^endpoint: ") as caught:
        AiobToken("a", "s")
    assert caught.value.hint == "It comes from the environment: correct VOXTOKEN_AIOB_ENDPOINT, or unset it."


def test_without_any_key_the_error_says_what_to_set() -> None:
    for make, variable in ((NlsToken, "ALIYUN_AK_ID"), (DashToken, "DASHSCOPE_API_KEY"), (AiobToken, "BAIDU_AIOB")):
        with pytest.raises(voxtoken.CredentialsError, match=variable):
            make()


def test_one_half_of_a_key_is_refused_by_the_name_of_the_other() -> None:
    for make, missing in (
        (lambda: NlsToken("id"), "access_key_secret"),
        (lambda: NlsToken(access_key_secret="s"), "access_key_id"),
        (lambda: AiobToken("a"), "secret_key"),
        (lambda: AiobToken(secret_key="s"), "access_key"),
    ):
        with pytest.raises(voxtoken.InvalidArgumentError, match=f"^{missing}: is missing") as caught:
            make()
        assert caught.value.argument == missing


def test_a_mistake_is_told_where_it_is_made() -> None:
    for options in (
        {"region": "mars"}, {"version": "1"}, {"version": "2019-02-28", "signature": "roa"}, {"endpoint": "ftp://x"},
        {"resource_path": "no-slash"}, {"action": "a b"}, {"security_token": "a b"}, {"root_certificates": b"none"},
        {"domain": "x", "endpoint": "y"},
    ):  # fmt: skip
        with pytest.raises(voxtoken.InvalidArgumentError) as caught:
            NlsToken("id", "secret", **options)
        assert caught.value.argument in options
    for seconds in (0, 1801):
        with pytest.raises(voxtoken.InvalidArgumentError, match="^expire_in_secs: must be 1 to 1800 seconds"):
            DashToken("k", expire_in_secs=seconds)


def test_a_clock_that_fails_is_named_and_its_error_is_the_cause() -> None:
    def broken() -> float:
        raise OSError("no time")

    nls = NlsToken("id", "secret", endpoint="http://127.0.0.1:1", clock=broken)
    for ask in (nls.apply, nls.fetch, nls.request):
        with pytest.raises(voxtoken.InvalidArgumentError, match="^clock: raised OSError$") as caught:
            ask()
        assert isinstance(caught.value.__cause__, OSError)


@pytest.mark.parametrize("time", [None, "1", b"1", True, -1, 1e300, 10**400, float("nan"), float("inf"), object()])
def test_a_clock_that_gives_nonsense_is_named(time: Any) -> None:
    for source in (
        NlsToken("id", "secret", endpoint="http://127.0.0.1:1", clock=lambda: time),
        AiobToken("id", "secret", endpoint="http://127.0.0.1:1", clock=lambda: time),
    ):
        with pytest.raises((TypeError, voxtoken.InvalidArgumentError), match="^clock: must be "):
            source.apply()


def test_ctrl_c_in_a_clock_stays_ctrl_c() -> None:
    def interrupted() -> float:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        NlsToken("id", "secret", endpoint="http://127.0.0.1:1", clock=interrupted).apply()


def test_a_source_holds_a_secret_and_so_cannot_be_pickled_or_copied() -> None:
    for source in (NlsToken("id", "secret"), DashToken("key"), AiobToken("a", "s")):
        for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
            with pytest.raises(TypeError, match="holds a secret"):
                attempt(source)


def test_a_source_cannot_be_changed_or_made_from_its_base() -> None:
    nls = NlsToken("id", "secret")
    for name in ("token", "expire_time", "last", "region"):
        with pytest.raises(AttributeError):
            setattr(nls, name, "x")
    with pytest.raises(TypeError):
        TokenSource()  # type: ignore[call-arg]
    assert isinstance(nls, TokenSource)


def test_a_source_does_not_show_what_it_holds() -> None:
    with HeldServer() as server:
        server.release()
        nls = NlsToken("the-id", "the-secret", endpoint=server.url, method="POST")
        assert repr(nls) == f"<NlsToken of {server.url}/, no token>"
        assert nls.apply() == Token("held-token", 4_000_000_000)
        assert repr(nls) == f"<NlsToken of {server.url}/, a token until 4000000000>"
    get = NlsToken("the-id", "the-secret", method="GET")
    assert repr(get) == "<NlsToken of https://nls-meta.cn-shanghai.aliyuncs.com/, no token>"
    assert repr(DashToken("sk-1")) == "<DashToken of https://dashscope.aliyuncs.com/api/v1/tokens, no token>"


def test_a_clock_that_refers_to_its_source_is_no_leak() -> None:
    class Program:
        def __init__(self) -> None:
            self.nls = NlsToken("id", "secret", clock=self.now)

        def now(self) -> float:
            return 0

    gone = weakref.ref(Program())
    gc.collect()
    assert gone() is None
