"""Our modules beside Agora's own code from PyPI: the same inputs give the same tokens, and each reads the other's.

agora-token-builder is 006; the token builder inside agora-realtime-ai-api is 007. Its older code keeps one service of
each type, so the inputs have no more.
"""

from __future__ import annotations

import base64
import contextlib
import importlib
import importlib.util
import io
import random
import struct
import sys
import types
import zlib
from pathlib import Path

import agora_token_builder.AccessToken as official_006
import pytest
from agora_token_builder import RtcTokenBuilder as OfficialRtcTokenBuilder
from agora_token_builder import RtmTokenBuilder as OfficialRtmTokenBuilder

from voxtoken.agora import AccessToken as v006
from voxtoken.agora import AccessToken2 as v007
from voxtoken.agora import RtcTokenBuilder, RtmTokenBuilder
from voxtoken.agora import RtcTokenBuilder2 as v007_builder
from voxtoken.agora.RtcTokenBuilder import Role_Admin, Role_Attendee, Role_Publisher, Role_Subscriber

APP_ID = "970CA35de60c44645bbae8a215061b33"
CERTIFICATE = "5CFd2fd1755d40ecb72977518be15d3b"
ROUNDS = 1500
WORDS = ["", "lobby", "0", "中文频道", "a b", "x" * 64, "é😀", "\0", "naïve+/=", "7d72365eb983485397e3e3f9d460bdda"]
ALPHABET = "abcdefgABCDEFG0123456789 -_中é😀\0"
HEX = "0123456789abcdefABCDEF"


def official_007(module):
    """A module of the token builder, without the rest of the package, which needs much else."""
    name = "official_token_builder"
    if name not in sys.modules:
        found = importlib.util.find_spec("agora_realtime_ai_api")
        package = types.ModuleType(name)
        package.__path__ = [str(Path(found.submodule_search_locations[0]) / "token_builder")]
        sys.modules[name] = package
    return importlib.import_module(f"{name}.{module}")


token_007, builder_007 = official_007("AccessToken2"), official_007("RtcTokenBuilder2")


def text(chance):
    if chance.random() < 0.4:
        return chance.choice(WORDS)
    return "".join(chance.choice(ALPHABET) for _ in range(chance.randrange(80)))


def hexadecimal(chance):
    return "".join(chance.choice(HEX) for _ in range(32))


def some_id(chance):
    """Mostly a good id. A bad one has no space, which the official 007 check passes over."""
    if chance.random() < 0.8:
        return hexadecimal(chance)
    good = hexadecimal(chance)
    return chance.choice(["", good[:31], good + "0", good[:31] + "g", "é" * 32, "x" * chance.randrange(70)])


def some_uid(chance):
    return chance.choice(
        [0, 1, 2_882_341_273, (1 << 32) - 1, 1 << 32, -7, "0", "", 0.0, 2.5, True, False, None, text(chance)]
        + [chance.randrange(1 << 32) for _ in range(6)]
    )


def some_u32(chance):
    return chance.choice([0, 1, 600, 86_400, (1 << 31), (1 << 32) - 1, chance.randrange(1 << 32)])


def some_number(chance):
    """A number in 32 bits as the official code takes it."""
    number = some_u32(chance)
    return chance.choice([number, number, number, str(number), float(number), number + 0.5])


def some_role(chance):
    return chance.choice([Role_Attendee, Role_Publisher, Role_Subscriber, Role_Admin, 3, -1, "1", None, 1.0, True])


def outcome(call, *arguments, **options):
    """The result, or that there is none. What Agora's code prints on an error is of no interest."""
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            return call(*arguments, **options)
        except (TypeError, ValueError, AttributeError, OverflowError, struct.error):
            return "refused"


@pytest.fixture
def chance(request):
    return random.Random(request.node.name)


@pytest.fixture
def fixed(monkeypatch):
    """Makes the official code take this time and salt, which our token has."""

    def fix(now, salt):
        for module in (official_006, token_007):
            monkeypatch.setattr(module, "time", types.SimpleNamespace(time=lambda: now))
            source = types.SimpleNamespace(randint=lambda low, high: salt)
            monkeypatch.setattr(module, "secrets", types.SimpleNamespace(SystemRandom=lambda: source))

    return fix


def same_006(fixed, ours, theirs, *arguments):
    """Both tokens are the same to the last character, with the salt and time of ours."""
    token = outcome(ours, *arguments)
    if token == "refused":
        assert outcome(theirs, *arguments) == "refused", arguments
        return
    message = base64.b64decode(token[3 + len(arguments[0]) :])[42:]
    salt, ts = struct.unpack_from("<II", message, 2 if len(message) > 2 else 0)
    fixed(ts - 86_400, salt)
    assert outcome(theirs, *arguments) == token, arguments


def test_006_tokens_of_the_builders_are_the_same_to_the_last_character(chance, fixed):
    for _ in range(ROUNDS):
        ids = some_id(chance), some_id(chance)
        call = chance.choice(["buildTokenWithUid", "buildTokenWithAccount"])
        ours, theirs = getattr(RtcTokenBuilder, call), getattr(OfficialRtcTokenBuilder, call)
        same_006(fixed, ours, theirs, *ids, text(chance), some_uid(chance), some_role(chance), some_number(chance))


def test_006_rtm_tokens_are_the_same_to_the_last_character(chance, fixed):
    for _ in range(ROUNDS // 3):
        arguments = some_id(chance), some_id(chance), text(chance), some_role(chance), some_number(chance)
        same_006(fixed, RtmTokenBuilder.buildToken, OfficialRtmTokenBuilder.buildToken, *arguments)


def test_006_tokens_of_the_class_are_the_same_and_each_reads_the_others(chance):
    for _ in range(ROUNDS):
        arguments = some_id(chance), some_id(chance), text(chance), some_uid(chance)
        ours, theirs = v006.AccessToken(*arguments), official_006.AccessToken(*arguments)
        ours.salt = theirs.salt = some_u32(chance)
        ours.ts = theirs.ts = some_u32(chance)
        for _ in range(chance.randrange(6)):
            privilege = chance.choice([1, 2, 3, 4, 101, 1000, 65_535, chance.randrange(1 << 16)])
            end = some_u32(chance)
            ours.addPrivilege(privilege, end)
            theirs.addPrivilege(privilege, end)
        token = ours.build()
        assert theirs.build() == token
        for read in (v006.AccessToken(), official_006.AccessToken()):
            assert outcome(read.fromString, token) == (len(arguments[0]) == 32)
            if len(arguments[0]) == 32:
                assert (read.salt, read.ts, read.messages) == (theirs.salt, theirs.ts, theirs.messages)


def content(token):
    return zlib.decompress(base64.b64decode(token[3:])) if token.startswith("007") else token


def same_007(fixed, ours, theirs, *arguments):
    token = outcome(ours, *arguments)
    if token in ("", "refused"):
        assert outcome(theirs, *arguments) == token, arguments
        return
    issue_ts, _, salt = struct.unpack_from("<III", content(token), 68)
    fixed(issue_ts, salt)
    assert content(outcome(theirs, *arguments)) == content(token), arguments


def test_007_tokens_of_the_builders_have_the_same_content(chance, fixed):
    ours, theirs = v007_builder.RtcTokenBuilder, builder_007.RtcTokenBuilder
    for _ in range(ROUNDS):
        ids = some_id(chance), some_id(chance)
        member = ids + (text(chance), some_uid(chance))
        if chance.random() < 0.5:
            name = chance.choice(["build_token_with_uid", "build_token_with_user_account"])
            arguments = member + (some_role(chance), some_number(chance), some_number(chance))
        elif chance.random() < 0.5:
            name = "build_token_with_rtm"
            arguments = (*ids, text(chance), text(chance), some_role(chance), some_number(chance), some_number(chance))
        else:
            name = chance.choice(["build_token_with_uid_and_privilege", "build_token_with_user_account_and_privilege"])
            arguments = member + tuple(some_number(chance) for _ in range(5))
        same_007(fixed, getattr(ours, name), getattr(theirs, name), *arguments)


def services(chance, module):
    """One service of each of some types, with privileges."""
    made = [
        module.ServiceRtc(text(chance), some_uid(chance)),
        module.ServiceRtm(text(chance)),
        module.ServiceFpa(),
        module.ServiceChat(text(chance)),
        module.ServiceApaas(text(chance), text(chance), chance.randrange(-0x8000, 0x8000)),
    ]
    chosen = chance.sample(made, chance.randrange(1, 6))
    for service in chosen:
        for _ in range(chance.randrange(5)):
            service.add_privilege(chance.randrange(1 << 16), some_u32(chance))
    return chosen


def test_007_tokens_of_the_class_have_the_same_content_and_each_reads_the_others(chance):
    for number in range(ROUNDS):
        ids = some_id(chance), some_id(chance)
        times = chance.randrange(1, 1 << 32), some_u32(chance)
        ours, theirs = v007.AccessToken(*ids, *times), token_007.AccessToken(*ids, *times)
        salt = some_u32(chance)
        ours.salt = theirs._AccessToken__salt = salt
        for token, module in ((ours, v007), (theirs, token_007)):
            for service in services(random.Random(number), module):
                token.add_service(service)
        text_of_ours, text_of_theirs = ours.build(), theirs.build()
        assert content(text_of_ours) == content(text_of_theirs)
        if not text_of_ours:
            continue
        for read, text_of_other in ((v007.AccessToken(), text_of_theirs), (token_007.AccessToken(), text_of_ours)):
            assert read.from_string(text_of_other) is True
            seen = (read._AccessToken__app_id, read._AccessToken__issue_ts, read._AccessToken__expire)
            assert seen == (ids[0].encode(), *times) and read._AccessToken__salt == salt
        ours_again, theirs_again = v007.AccessToken(), token_007.AccessToken()
        assert ours_again.from_string(text_of_theirs) and theirs_again.from_string(text_of_ours)
        assert ours_again.verify_signature(ids[1])
        attributes = {kind: service.__dict__ for kind, service in theirs_again._AccessToken__service.items()}
        assert {service.service_type(): service.__dict__ for service in ours_again.services} == attributes


def test_damaged_tokens_have_the_same_fate(chance):
    token = v007_builder.RtcTokenBuilder.build_token_with_uid(APP_ID, CERTIFICATE, "lobby", 23, 1, 600, 600)
    old = RtcTokenBuilder.buildTokenWithUid(APP_ID, CERTIFICATE, "lobby", 23, 1, 0)
    for _ in range(ROUNDS):
        good = chance.choice([token, old])
        at = chance.randrange(len(good))
        damaged = chance.choice([good[:at], good[:at] + chance.choice("aZ0+/=\n -é") + good[at + 1 :], good[at:]])
        ours, theirs = v006.AccessToken(), official_006.AccessToken()
        assert outcome(ours.fromString, damaged) == outcome(theirs.fromString, damaged), damaged
        fate = outcome(token_007.AccessToken().from_string, damaged)
        if fate != "refused":  # some damage of the content hurts the official code only
            assert outcome(v007.AccessToken().from_string, damaged) == fate, damaged


NOT_BROUGHT_006 = {"OrderedDict", "base64", "crc32", "hmac", "secrets", "sha256"}
NOT_BROUGHT_007 = {"OrderedDict", "base64", "hmac", "secrets", "sha256", "zlib"}


@pytest.mark.parametrize(
    ("official", "module", "not_brought"),
    [
        ("agora_token_builder", "AccessToken", NOT_BROUGHT_006),
        ("agora_token_builder", "RtcTokenBuilder", NOT_BROUGHT_006),
        ("agora_token_builder", "RtmTokenBuilder", NOT_BROUGHT_006),
        ("official_token_builder", "AccessToken2", NOT_BROUGHT_007),
        ("official_token_builder", "RtcTokenBuilder2", NOT_BROUGHT_007),
        ("official_token_builder", "Packer", set()),
    ],
)
def test_a_star_import_brings_all_names_but_those_that_the_documentation_lists(official, module, not_brought):
    theirs, ours = {}, {}
    exec(f"from {official}.{module} import *", theirs)
    exec(f"from voxtoken.agora.{module} import *", ours)
    assert {*theirs} - {*ours} == not_brought
    described = (v006 if official == "agora_token_builder" else v007).__doc__
    assert [name for name in not_brought if f"``{name}``" not in described] == []


def test_what_comes_from_one_side_is_one_sided():
    """The comparison would see a difference."""
    with pytest.raises(AssertionError):
        same_007(lambda now, salt: None, lambda *ids: "", lambda *ids: "007", APP_ID, CERTIFICATE)
