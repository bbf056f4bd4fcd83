"""Whatever is passed for whichever argument, nothing panics, and the complaint names the argument."""

from __future__ import annotations

import inspect
import sys
from typing import Any, Callable

import pytest

import voxtoken
from voxtoken import AiobToken, DashToken, NlsToken, Token, signing


class Nasty:
    """Cannot be made a number or a text."""

    def __index__(self) -> int:
        raise RuntimeError("no number")

    def __float__(self) -> float:
        raise RuntimeError("no number")

    def __str__(self) -> str:
        raise RuntimeError("no text")

    __repr__ = __str__


GARBAGE: dict[str, Any] = {
    "None": None, "True": True, "bytes": b"x", "bytearray": bytearray(b"x"), "str": "x", "empty": "", "blank": " ",
    "surrogate": "\ud800", "zero byte": "a\0b", "line end": "a\n", "emoji": "\U0001f600", "long": "x" * 10_000,
    "0": 0, "-1": -1, "2**31": 2**31, "2**32": 2**32, "2**63": 2**63, "2**64": 2**64, "10**5000": 10**5000,
    "1.5": 1.5, "nan": float("nan"), "inf": float("inf"), "-inf": float("-inf"), "1e308": 1e308, "complex": 1j,
    "object": object(), "list": [], "dict": {}, "bad dict": {1: "a"}, "half dict": {"a": None}, "tuple": (1, 2),
    "class": int, "lambda": lambda: 1, "nasty": Nasty(),
}  # fmt: skip

LIMITS = {
    "connect_timeout": 1.0,
    "timeout": 1.0,
    "max_response_bytes": 1000,
    "allow_http": False,
    "root_certificates": None,
}
TOKEN = Token("t", 1)
NLS = NlsToken("id", "secret", endpoint="http://127.0.0.1:1")

CALLABLES: dict[str, tuple[Callable[..., object], dict[str, Any]]] = {
    "NlsToken": (
        NlsToken,
        {
            "access_key_id": "id", "access_key_secret": "secret", "security_token": None, "region": "cn-shanghai",
            "version": None, "endpoint": None, "domain": None, "resource_path": None, "action": "CreateToken",
            "signature": "rpc", "method": "POST", "clock": None, **LIMITS,
        },
    ),
    "DashToken": (
        DashToken,
        {"api_key": "k", "expire_in_secs": 60, "region": "cn-beijing", "endpoint": None, **LIMITS},
    ),
    "AiobToken": (AiobToken, {"access_key": "a", "secret_key": "s", "endpoint": None, "clock": None, **LIMITS}),
    "Token": (
        Token,
        {
            "value": "t", "expire_time": 1, "user_id": None, "request_id": None, "nls_request_id": None,
            "server_time": None,
        },
    ),
    "Token.is_usable": (TOKEN.is_usable, {"now": 1}),
    "Token.is_fresh": (TOKEN.is_fresh, {"margin": 1, "now": 1}),
    "NlsToken.request": (NLS.request, {"now": 1, "nonce": "n"}),
    "percent_encode": (signing.percent_encode, {"value": "x"}),
    "canonicalized_query": (signing.canonicalized_query, {"parameters": {"a": "b"}}),
    "rpc_string_to_sign": (signing.rpc_string_to_sign, {"method": "GET", "canonicalized_query": "a=b"}),
    "rpc_sign": (signing.rpc_sign, {"string_to_sign": "x", "access_key_secret": "s"}),
    "roa_string_to_sign": (
        signing.roa_string_to_sign,
        {
            "method": "GET", "accept": "", "content_md5": "", "content_type": "", "date": "", "acs_headers": None,
            "resource": "",
        },
    ),
    "roa_sign": (signing.roa_sign, {"string_to_sign": "x", "access_key_secret": "s"}),
    "roa_authorization": (signing.roa_authorization, {"access_key_id": "i", "signature": "s"}),
    "sha256_hex": (signing.sha256_hex, {"data": b""}),
    "acs3_canonical_request": (
        signing.acs3_canonical_request,
        {"method": "GET", "path": "/", "query": "", "headers": {}, "body_sha256_hex": ""},
    ),
    "acs3_string_to_sign": (signing.acs3_string_to_sign, {"canonical_request": "x"}),
    "acs3_sign": (signing.acs3_sign, {"string_to_sign": "x", "access_key_secret": "s"}),
    "acs3_authorization": (
        signing.acs3_authorization,
        {"access_key_id": "i", "signed_headers": "h", "signature": "s"},
    ),
}  # fmt: skip


def test_every_callable_and_every_parameter_is_tried() -> None:
    assert {*signing.__all__} <= {*CALLABLES}
    for name, (call, arguments) in CALLABLES.items():
        if not isinstance(call, type) or sys.version_info >= (3, 10):  # 3.9 drops the signature of a native class
            assert {*inspect.signature(call).parameters} == {*arguments}, name
        call(**arguments)


@pytest.mark.parametrize("garbage", GARBAGE)
@pytest.mark.parametrize("name", CALLABLES)
def test_garbage_is_taken_or_refused_by_the_name_of_the_argument(
    name: str, garbage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHSCOPE_API_KEY", "key")
    call, arguments = CALLABLES[name]
    for parameter in arguments:
        try:
            call(**{**arguments, parameter: GARBAGE[garbage]})
        except (TypeError, voxtoken.VoxTokenError) as error:
            assert str(error)[:100].startswith(f"{parameter}: ")


WRONG_TYPES = {
    str: [b"x", 1, 1.5, True, object(), []],
    int: ["x", b"1", 1.5, True, None, object()],
    float: ["x", b"1", True, None, object()],
    bool: ["x", 1, 0, None, object()],
}


@pytest.mark.parametrize("name", CALLABLES)
def test_a_wrong_type_is_a_type_error(name: str) -> None:
    call, arguments = CALLABLES[name]
    for parameter, value in arguments.items():
        for wrong in WRONG_TYPES.get(type(value), []):
            if wrong is None and parameter == "now":
                continue  # it is the present
            if wrong == 1.5 and parameter not in ("expire_in_secs", "max_response_bytes"):
                continue  # times may have a fraction
            with pytest.raises(TypeError, match=f"^{parameter}: must be .+, not "):
                call(**{**arguments, parameter: wrong})


def test_none_does_not_stand_for_a_default_that_is_something_else() -> None:
    for parameter in ("region", "action", "signature", "method", "connect_timeout", "timeout", "allow_http"):
        with pytest.raises(TypeError, match=f"^{parameter}: must be .+, not NoneType$"):
            NlsToken("id", "secret", **{parameter: None})  # type: ignore[arg-type]


def test_unknown_missing_and_too_many_arguments_are_type_errors() -> None:
    for call in (lambda: NlsToken(regio="x"), lambda: Token("t"), lambda: NlsToken("a", "b", "c")):  # type: ignore
        with pytest.raises(TypeError):
            call()


def test_wrong_values_are_told_with_the_rule() -> None:
    for call, words in (
        (lambda: NlsToken("id", "secret", timeout=0), "timeout: must be above 0 and at most 4294967295 seconds, is 0"),
        (lambda: NlsToken("i", "s", signature="v4"), 'signature: must be "rpc" or "roa" or "acs3"'),  # type: ignore
        (lambda: NlsToken("i", "s", method="get"), 'method: must be "POST" or "GET"'),  # type: ignore
        (lambda: DashToken("k", expire_in_secs=-1), "expire_in_secs: must be 0 to 4294967295, is -1"),
        (lambda: NLS.request(nonce=""), "nonce: must be printable ASCII without spaces, and not empty"),
        (lambda: NLS.request(now=-1), "now: must be 0 to 253402207200 seconds, is -1"),
        (lambda: Token("", 1), "value: must not be empty"),
        (lambda: NlsToken("id", "\ud800"), "access_key_secret: must be Unicode text, has half a surrogate pair"),
    ):
        with pytest.raises(voxtoken.InvalidArgumentError) as caught:
            call()
        assert str(caught.value) == words
        assert caught.value.argument == words.partition(":")[0]
