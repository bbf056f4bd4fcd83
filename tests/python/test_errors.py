"""The exceptions are those of the core's table, and behave as Python's own do."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import pytest

import voxtoken
from voxtoken import _voxtoken, errors
from voxtoken.agora.AccessToken import AccessToken
from voxtoken.compat import requests
from voxtoken.sandbox import Sandbox

KINDS = _voxtoken.error_kinds()


def test_every_kind_of_the_core_has_exactly_one_class() -> None:
    classes = [vars(errors)[name] for name in errors.__all__ if name != "VoxTokenError"]
    assert {name: retryable for name, retryable, _ in KINDS} == {kind.kind: kind.retryable for kind in classes}
    assert len(classes) == len(KINDS)
    assert list(errors.OF_KIND) == [name for name, _, _ in KINDS]
    assert set(errors.OF_KIND.values()) == set(classes)


def test_every_class_is_a_real_subclass_and_can_be_imported_from_the_package() -> None:
    for name in errors.__all__:
        assert getattr(voxtoken, name) is getattr(errors, name)
        assert issubclass(getattr(errors, name), errors.VoxTokenError)
        assert name in voxtoken.__all__


@pytest.mark.parametrize(
    ("argument", "call"),
    [
        ("access_key_id", lambda sandbox: voxtoken.NlsToken("", "secret")),
        ("uid", lambda sandbox: AccessToken(uid=10**5000)),
        ("url", lambda sandbox: requests.post("https://localhost/", json={})),
        ("json", lambda sandbox: requests.post("https://localhost/getToken", json={})),
        ("service", lambda sandbox: sandbox.calls("no-such")),
        ("life", lambda sandbox: sandbox.set_mode(life=0)),
        ("mode", lambda sandbox: sandbox.set_mode("no-such")),
    ],
)
def test_the_error_for_an_argument_names_it_and_has_the_hint_of_its_kind(
    argument: str, call: Callable[[Sandbox], object], voxtoken_sandbox: Sandbox
) -> None:
    with pytest.raises(errors.InvalidArgumentError) as caught:
        call(voxtoken_sandbox)
    assert caught.value.hint == dict((name, hint) for name, _, hint in KINDS)["invalid_argument"]
    assert caught.value.argument == argument
    assert str(caught.value).startswith(f"{argument}: ")
    assert caught.value.kind == "invalid_argument"


@pytest.mark.parametrize("kind", errors.OF_KIND.values())
def test_an_error_survives_pickling_with_all_its_fields(kind: type[errors.VoxTokenError]) -> None:
    fields = {
        "argument": "uid",
        "hint": "do this",
        "code": "Throttling.User",
        "request_id": "R-1",
        "http_status": 400,
        "recommend": "https://example.com",
        "retry_after": 1.5,
        "retry_at": 1_800_000_000,
    }
    error = kind("words", **fields)  # type: ignore[arg-type]
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        copy = pickle.loads(pickle.dumps(error, protocol))
        assert type(copy) is kind
        assert (str(copy), copy.args, vars(copy)) == ("words", ("words",), fields)


def test_the_builtin_classes_catch_what_they_name() -> None:
    with pytest.raises(ValueError):
        voxtoken.NlsToken("", "secret")
    with pytest.raises(ConnectionError):
        voxtoken.NlsToken("id", "secret", endpoint="http://127.0.0.1:1").apply()
    assert issubclass(errors.RequestTimeoutError, TimeoutError)
    assert issubclass(errors.InvalidTokenError, ValueError)
