"""A token is a value: it says how long it may be used, can be compared and pickled, and is not shown."""

from __future__ import annotations

import copy
import pickle
from datetime import datetime, timedelta, timezone
from unittest.mock import ANY

import pytest

import voxtoken
from voxtoken import Token

FULL = Token("secret-text", 2_000_000_000, user_id="u", request_id="r", nls_request_id="n", server_time=1_999_999_000)
FIELDS = ("value", "token", "expire_time", "expires_at", "user_id", "request_id", "nls_request_id", "server_time")


def test_it_gives_what_it_was_made_of() -> None:
    expires_at = datetime(2033, 5, 18, 3, 33, 20, tzinfo=timezone.utc)
    assert [getattr(FULL, name) for name in FIELDS] == [
        "secret-text", "secret-text", 2_000_000_000, expires_at, "u", "r", "n", 1_999_999_000,
    ]  # fmt: skip
    assert FULL.expires_at.utcoffset() == timedelta(0)


def test_usable_and_fresh_are_two_questions() -> None:
    token = Token("t", 1_000)
    assert token.is_usable(999) and not token.is_usable(1_000)
    assert token.is_fresh(100, 899) and not token.is_fresh(100, 900)
    assert token.is_usable(now=999.9), "a fraction is dropped"
    assert not token.is_usable(), "1970 is over"
    assert Token("t", 4_000_000_000).is_fresh(60)


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("token", [FULL, Token("t", 5)])
def test_it_can_be_pickled_and_copied(token: Token, protocol: int) -> None:
    for twin in (pickle.loads(pickle.dumps(token, protocol)), copy.copy(token), copy.deepcopy(token)):
        assert [getattr(twin, name) for name in FIELDS] == [getattr(token, name) for name in FIELDS]
        assert twin == token and hash(twin) == hash(token)


def test_tokens_are_equal_if_text_and_end_are() -> None:
    assert Token("a", 1) == Token("a", 1, user_id="u")
    assert Token("a", 1) != Token("b", 1) and Token("a", 1) != Token("a", 2) and Token("a", 1) != "a"


def test_what_is_no_token_is_asked_whether_it_is_equal() -> None:
    assert Token("a", 1) == ANY and ANY == Token("a", 1)
    assert not Token("a", 1) != ANY
    assert Token("a", 1).__eq__("a") is NotImplemented


def test_its_text_is_not_shown() -> None:
    assert repr(FULL) == str(FULL) == "<Token until 2000000000>"


def test_it_cannot_be_changed() -> None:
    for name in FIELDS:
        with pytest.raises(AttributeError):
            setattr(FULL, name, "x")


def test_the_last_second_of_the_calendar_is_a_date() -> None:
    assert Token("t", 253_402_207_200).expires_at.year == 9999
    with pytest.raises(voxtoken.InvalidArgumentError, match="^expire_time: must be 0 to 253402207200 seconds"):
        Token("t", 253_402_300_800)
