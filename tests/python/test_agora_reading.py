"""``parse``, ``verify`` and ``explain``."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from datetime import datetime, timezone

import pytest

from voxtoken.agora import Finding, Role, TokenBuilder, envelope, explain, parse, verify
from voxtoken.errors import InvalidArgumentError, InvalidTokenError

APP_ID = "970CA35de60c44645bbae8a215061b33"
CERTIFICATE = "5CFd2fd1755d40ecb72977518be15d3b"
NOW = 1_700_000_000

BUILDER = TokenBuilder(APP_ID, CERTIFICATE, issued_at=NOW, salt=7)
TOKEN = BUILDER.rtc("lobby", 23, Role.PUBLISHER, 3600, 1800)
OLD = BUILDER.rtc_006("lobby", 23, Role.PUBLISHER, NOW + 600)


def problem(call, *arguments, **options):
    with pytest.raises(InvalidTokenError) as caught:
        call(*arguments, **options)
    assert caught.value.kind == "invalid_token" and isinstance(caught.value, ValueError)
    assert CERTIFICATE not in str(caught.value) and TOKEN[3:] not in str(caught.value)
    return caught.value.problem


def test_a_parsed_token_says_what_the_token_says():
    said = parse(TOKEN)
    assert dataclasses.asdict(said) == {
        "version": "007",
        "app_id": APP_ID,
        "issue_time": NOW,
        "salt": 7,
        "token_expire_time": NOW + 3600,
        "expire_time": NOW + 1800,
        "services": (
            {
                "type_number": 1,
                "name": "rtc",
                "bound_to": {"channel": "lobby", "account": "23"},
                "privileges": tuple(
                    {"number": number, "name": name, "value": 1800, "expire_time": NOW + 1800}
                    for number, name in enumerate(
                        ["join_channel", "publish_audio_stream", "publish_video_stream", "publish_data_stream"], 1
                    )
                ),
                "permissions": (),
            },
        ),
    }
    assert said.expires_at == datetime.fromtimestamp(NOW + 1800, timezone.utc)
    assert said.expires_at.tzinfo is timezone.utc


def test_what_a_token_says_can_be_hashed_and_compared():
    for read in (parse, explain):
        assert len({read(TOKEN), read(TOKEN), read(OLD), read(BUILDER.rtc("hall", 23, 1, 3600, 1800))}) == 3
    ours, others = (BUILDER.rtc(channel, 23, 1, 3600, 1800) for channel in ("lobby", "hall"))
    assert parse(ours).services != parse(others).services


def test_a_parsed_006_token_says_what_is_readable():
    said = parse(OLD)
    assert (said.version, said.issue_time, said.salt) == ("006", None, 7)
    assert (said.token_expire_time, said.expire_time) == (NOW + 86_400, NOW + 600)
    assert set(said.services[0].bound_to) == {"crc_channel", "crc_uid"}


def test_reports_are_values_and_cannot_be_changed():
    assert parse(TOKEN) == parse(TOKEN) != parse(OLD)
    assert pickle.loads(pickle.dumps(parse(TOKEN))) == copy.deepcopy(parse(TOKEN)) == parse(TOKEN)
    report = explain(TOKEN, now=NOW)
    with pytest.raises(dataclasses.FrozenInstanceError):
        report.signature = "good"  # type: ignore[misc]
    assert TOKEN not in repr(report) and CERTIFICATE not in repr(explain(TOKEN, certificate=CERTIFICATE))


def test_a_good_token_is_verified():
    for options in ({}, {"channel": "lobby"}, {"user": 23}, {"user": "23"}, {"channel": "lobby", "user": 23}):
        assert verify(TOKEN, certificate=CERTIFICATE, now=NOW, **options) == parse(TOKEN)
    assert verify(OLD, certificate=CERTIFICATE, channel="lobby", user=23, now=NOW + 0.5) == parse(OLD)


def test_the_system_clock_is_taken_where_no_time_is_given():
    live = TokenBuilder(APP_ID, CERTIFICATE).rtc("lobby", 23, Role.PUBLISHER, 3600, 3600)
    assert verify(live, certificate=CERTIFICATE).version == "007"
    assert explain(live).is_valid
    assert problem(verify, TOKEN, certificate=CERTIFICATE) == "expired"
    assert [finding.problem for finding in explain(TOKEN).findings] == ["expired"]


def test_a_bad_token_is_refused_with_its_problem():
    good = {"certificate": CERTIFICATE, "channel": "lobby", "user": 23, "now": NOW}
    assert problem(verify, TOKEN, **{**good, "certificate": "0" * 32}) == "bad_signature"
    assert problem(verify, TOKEN, **{**good, "channel": "Lobby"}) == "channel_mismatch"
    assert problem(verify, TOKEN, **{**good, "user": 24}) == "user_mismatch"
    assert problem(verify, TOKEN, **{**good, "now": NOW + 1800}) == "expired"
    assert problem(verify, OLD, **{**good, "channel": "Lobby"}) == "channel_crc_mismatch"
    assert problem(verify, OLD, **{**good, "user": 24}) == "user_crc_mismatch"
    assert problem(verify, TOKEN[:-8], **good) == "truncated"


def test_damage_is_named():
    assert problem(parse, "abc") == "bad_version"
    assert problem(parse, "") == "bad_version"
    assert problem(parse, "007!") == "bad_base64"
    assert problem(parse, "007AAAA") == "bad_compression"
    assert problem(parse, OLD[:20]) == "truncated"
    assert [finding.severity for finding in explain("abc").findings] == ["error"]


def test_an_error_keeps_its_problem_when_it_is_pickled():
    with pytest.raises(InvalidTokenError) as caught:
        parse("abc")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.problem, str(again)) == ("bad_version", str(caught.value))


def test_a_certificate_that_is_none_is_an_argument_at_fault():
    for token in (TOKEN, "abc"):
        with pytest.raises(InvalidArgumentError) as caught:
            verify(token, certificate="x", now=NOW)
        assert caught.value.argument == "certificate"
    for channel, user, missing in ((None, 23, "channel"), ("lobby", None, "user")):
        with pytest.raises(InvalidArgumentError) as caught:
            verify(OLD, certificate=CERTIFICATE, channel=channel, user=user, now=NOW)
        assert caught.value.argument == missing


def test_a_report_tells_what_was_checked():
    unchecked = explain(TOKEN, now=NOW)
    assert (unchecked.signature, unchecked.is_valid, unchecked.is_verified) == ("not_checked", True, False)
    checked = explain(TOKEN, certificate=CERTIFICATE, now=NOW)
    assert (checked.signature, checked.is_valid, checked.is_verified) == ("good", True, True)
    forged = explain(TOKEN, certificate="0" * 32, now=NOW)
    assert (forged.signature, forged.is_valid, forged.is_verified) == ("bad", False, False)
    assert [type(finding) for finding in forged.findings] == [Finding]
    assert checked.services == parse(TOKEN).services
    assert checked.expires_at == parse(TOKEN).expires_at


def test_warnings_do_not_make_a_token_invalid():
    token = TokenBuilder(APP_ID, CERTIFICATE, lenient=True, issued_at=NOW).rtc("c", "0", 1, 172_800, 0)
    report = explain(token, certificate=CERTIFICATE, now=NOW)
    assert {finding.problem for finding in report.findings} == {"over_one_day", "zero_account"}
    assert {finding.severity for finding in report.findings} == {"warning"}
    assert report.is_verified


def test_what_cannot_be_read_is_a_report_of_nothing_but_findings():
    report = explain("007 is not enough", certificate=CERTIFICATE)
    assert (report.version, report.app_id, report.expire_time, report.expires_at) == (None, None, None, None)
    assert (report.services, report.signature, report.is_valid) == ((), "not_checked", False)


def test_the_envelope_seals_opens_and_signs():
    signature, signed = envelope.open(TOKEN)
    assert envelope.sign(signed, CERTIFICATE) == signature
    assert envelope.open(envelope.seal(signed, CERTIFICATE)) == (signature, signed)
    key = envelope.hmac(NOW.to_bytes(4, "little"), CERTIFICATE.encode())
    key = envelope.hmac((7).to_bytes(4, "little"), key)
    assert envelope.hmac(key, signed) == signature
    assert 1 <= envelope.random_salt() <= 99_999_999
    for signing_info, certificate, argument in (
        (b"", CERTIFICATE, "signing_info"),
        (signed, "x", "certificate"),
        (signed[:46] + b"\0\0", CERTIFICATE, "services"),
        (signed + bytes(1 << 20), CERTIFICATE, "services"),
    ):
        with pytest.raises(InvalidArgumentError) as caught:
            envelope.seal(signing_info, certificate)
        assert caught.value.argument == argument
