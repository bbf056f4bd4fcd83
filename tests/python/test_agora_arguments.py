"""Wrong arguments: each is an exception that names the argument, whatever is called and however wrong it is."""

from __future__ import annotations

import inspect

import pytest

from voxtoken.agora import AccessToken as v006
from voxtoken.agora import AccessToken2 as v007
from voxtoken.agora import (
    Packer,
    Permissions,
    RtcTokenBuilder,
    RtmTokenBuilder,
    TokenBuilder,
    envelope,
    explain,
    parse,
    verify,
)
from voxtoken.agora.apaas_token_builder import ApaasTokenBuilder, get_md5
from voxtoken.agora.ChatTokenBuilder2 import ChatTokenBuilder
from voxtoken.agora.convoai_token_builder import ConvoAITokenBuilder
from voxtoken.agora.education_token_builder import EducationTokenBuilder
from voxtoken.agora.fpa_token_builder import FpaTokenBuilder
from voxtoken.agora.RtcTokenBuilder2 import RtcTokenBuilder as RtcTokenBuilder2
from voxtoken.agora.RtmTokenBuilder2 import RtmTokenBuilder as RtmTokenBuilder2
from voxtoken.agora.stt_token_builder import SttTokenBuilder
from voxtoken.errors import InvalidArgumentError

APP_ID = "970CA35de60c44645bbae8a215061b33"
CERTIFICATE = "5CFd2fd1755d40ecb72977518be15d3b"
BUILDER = TokenBuilder(APP_ID, CERTIFICATE)
TOKEN = BUILDER.rtc("lobby", 23, 1, 3600, 3600)

NAN, HUGE = float("nan"), 10**5000
NO_TEXTS = [None, b"x", 5, NAN, object(), [], True]
NO_NUMBERS = [None, b"1", "1", 1.5, NAN, object(), [], True, False]
NO_USERS = [None, b"x", 1.5, NAN, object(), [], True, False]
BAD_NUMBERS = [-1, 1 << 32, 1 << 64, HUGE, -HUGE]
HALF = "\ud800"

GOOD = {
    "channel": "lobby",
    "user": 23,
    "account": "me",
    "role": 1,
    "rtm_user_id": "me",
    "user_id": "me",
    "room_uuid": "room",
    "user_uuid": "me",
    "permissions": Permissions(),
    "privilege_expired_ts": 0,
}
MINTS = [name for name in dir(TokenBuilder) if not name.startswith("_")]


def test_every_method_of_the_builder_is_tried():
    assert len(MINTS) == 21


@pytest.mark.parametrize("name", MINTS)
def test_the_new_builder_refuses_every_wrong_argument_by_its_name(name):
    mint = getattr(BUILDER, name)
    parameters = list(inspect.signature(mint).parameters)
    good = {parameter: GOOD.get(parameter, 60) for parameter in parameters}
    assert mint(**good)[:2] == "00"
    for parameter in parameters:
        if parameter == "user":
            types, values = NO_USERS, [*BAD_NUMBERS, HALF, ""]
        elif isinstance(good[parameter], str):
            types, values = NO_TEXTS, [HALF, ""]
        elif parameter == "permissions":
            types, values = [*NO_TEXTS, HALF, "", HUGE], []
        elif parameter == "role" and "uuid" in str(parameters):
            types, values = NO_NUMBERS, [HUGE, -HUGE, 40_000]
        else:
            types, values = NO_NUMBERS, BAD_NUMBERS
        for wrong in types:
            with pytest.raises(TypeError, match=f"^{parameter}: must be .*, not {type(wrong).__name__}$"):
                mint(**{**good, parameter: wrong})
        for wrong in values:
            with pytest.raises(InvalidArgumentError, match=f"^{parameter}: must ") as caught:
                mint(**{**good, parameter: wrong})
            assert caught.value.argument == parameter
            assert len(str(caught.value)) < 300
    with pytest.raises(TypeError):
        mint(**good, more=1)


@pytest.mark.parametrize(
    ("name", "types", "values"),
    [
        ("app_id", NO_TEXTS[1:], [HALF]),
        ("certificate", NO_TEXTS[1:], [HALF]),
        ("lenient", [None, b"x", 5, NAN, object(), "yes", 0], []),
        ("issued_at", NO_NUMBERS[1:], BAD_NUMBERS),
        ("salt", NO_NUMBERS[1:], BAD_NUMBERS),
        ("clock", [b"x", 5, NAN, object(), "now", True], []),
    ],
)
def test_the_new_builder_is_not_made_of_wrong_arguments(name, types, values):
    good = {"app_id": APP_ID, "certificate": CERTIFICATE}
    for wrong in types:
        with pytest.raises(TypeError, match=f"^{name}: must be .*, not {type(wrong).__name__}$"):
            TokenBuilder(**{**good, name: wrong})
    for wrong in values:
        with pytest.raises(InvalidArgumentError, match=f"^{name}: must "):
            TokenBuilder(**{**good, name: wrong})


def test_parse_verify_and_explain_refuse_wrong_arguments_by_their_names():
    good = {"token": TOKEN, "certificate": CERTIFICATE, "channel": "lobby", "user": 23, "now": None}
    wrong_types = {
        "token": NO_TEXTS,
        "certificate": NO_TEXTS[1:],
        "channel": NO_TEXTS[1:],
        "user": NO_USERS[1:],
        "now": [b"1", "1", object(), [], True],
    }
    wrong_values = {
        "token": [HALF],
        "certificate": [HALF],
        "channel": [HALF],
        "user": [HALF, *BAD_NUMBERS],
        "now": [NAN, -1, HUGE, float("inf"), 10**12],
    }
    for call in (verify, explain):
        for name in good:
            for wrong in wrong_types[name]:
                with pytest.raises(TypeError, match=f"^{name}: must be .*, not {type(wrong).__name__}$"):
                    call(**{**good, name: wrong})
            for wrong in wrong_values[name]:
                with pytest.raises(InvalidArgumentError, match=f"^{name}: must "):
                    call(**{**good, name: wrong})
    with pytest.raises(TypeError, match="^certificate: must be str, not NoneType$"):
        verify(TOKEN, certificate=None)
    for wrong in NO_TEXTS:
        with pytest.raises(TypeError, match="^token: must be str, not "):
            parse(wrong)
    with pytest.raises(InvalidArgumentError, match="^token: must be Unicode text"):
        parse(HALF)


def test_the_envelope_refuses_wrong_arguments_by_their_names():
    signed = envelope.open(TOKEN)[1]
    no_bytes = [None, "x", 5, NAN, object(), []]
    for wrong in no_bytes:
        for call in (envelope.seal, envelope.sign):
            with pytest.raises(TypeError, match="^signing_info: must be bytes, not "):
                call(wrong, CERTIFICATE)
        for name, arguments in (("key", (wrong, b"")), ("message", (b"", wrong))):
            with pytest.raises(TypeError, match=f"^{name}: must be bytes, not "):
                envelope.hmac(*arguments)
    for wrong in NO_TEXTS:
        for call in (envelope.seal, envelope.sign):
            with pytest.raises(TypeError, match="^certificate: must be str, not "):
                call(signed, wrong)
        with pytest.raises(TypeError, match="^token: must be str, not "):
            envelope.open(wrong)


SERVICE = v007.ServiceRtc("c", 1)
READ_007, READ_006 = v007.AccessToken(), v006.AccessToken()
IDS_006 = {"appId": APP_ID, "appCertificate": CERTIFICATE}
IDS_007 = {"app_id": APP_ID, "app_certificate": CERTIFICATE}
RTM2 = {
    **IDS_007,
    "channel_name": "c",
    "rtc_account": "me",
    "rtc_role": 1,
    "rtc_token_expire": 60,
    "join_channel_privilege_expire": 60,
    "pub_audio_privilege_expire": 60,
    "pub_video_privilege_expire": 60,
    "pub_data_stream_privilege_expire": 60,
    "rtm_user_id": "me",
    "rtm_token_expire": 60,
}
MEMBER = {**IDS_007, "channel_name": "c"}
LIVES = {
    "token_expire": 60,
    "join_channel_privilege_expire": 60,
    "pub_audio_privilege_expire": 60,
    "pub_video_privilege_expire": 60,
    "pub_data_stream_privilege_expire": 60,
}
ENDS = {
    "joinChannelPrivilegeExpiredTs": 0,
    "pubAudioPrivilegeExpiredTs": 0,
    "pubVideoPrivilegeExpiredTs": 0,
    "pubDataStreamPrivilegeExpiredTs": 0,
}
DROP_INS = [
    (RtcTokenBuilder.buildTokenWithUid, {**IDS_006, "channelName": "c", "uid": 1, "role": 1, "privilegeExpiredTs": 0}),
    (
        RtcTokenBuilder.buildTokenWithAccount,
        {**IDS_006, "channelName": "c", "account": "1", "role": 1, "privilegeExpiredTs": 0},
    ),
    (RtcTokenBuilder.buildTokenWithUidAndPrivilege, {**IDS_006, "channelName": "c", "uid": 1, **ENDS}),
    (RtcTokenBuilder.buildTokenWithUserAccountAndPrivilege, {**IDS_006, "channelName": "c", "account": "1", **ENDS}),
    (RtmTokenBuilder.buildToken, {**IDS_006, "userAccount": "me", "role": 1, "privilegeExpiredTs": 0}),
    (v006.AccessToken, {"appID": APP_ID, "appCertificate": CERTIFICATE, "channelName": "c", "uid": 1}),
    (READ_006.addPrivilege, {"privilege": 1, "expireTimestamp": 0}),
    (READ_006.fromString, {"originToken": TOKEN}),
    (v006.ReadByteBuffer, {"bytes": b""}),
    (v006.packInt32, {"x": 0}),
    (
        RtcTokenBuilder2.build_token_with_uid,
        {**MEMBER, "uid": 1, "role": 1, "token_expire": 60, "privilege_expire": 60},
    ),
    (
        RtcTokenBuilder2.build_token_with_user_account,
        {**MEMBER, "account": "1", "role": 1, "token_expire": 60, "privilege_expire": 60},
    ),
    (RtcTokenBuilder2.build_token_with_uid_and_privilege, {**MEMBER, "uid": 1, **LIVES}),
    (RtcTokenBuilder2.build_token_with_user_account_and_privilege, {**MEMBER, "account": "1", **LIVES}),
    (
        RtcTokenBuilder2.build_token_with_rtm,
        {**MEMBER, "account": "1", "role": 1, "token_expire": 60, "privilege_expire": 60},
    ),
    (RtcTokenBuilder2.build_token_with_rtm2, RTM2),
    (ConvoAITokenBuilder.build_token, RTM2),
    (SttTokenBuilder.build_token, RTM2),
    (RtmTokenBuilder2.build_token, {**IDS_007, "user_id": "me", "expire": 60}),
    (
        RtmTokenBuilder2.build_token_with_permissions,
        {**IDS_007, "user_id": "me", "permissions": v007.ServiceRtm2.Permissions(), "expire": 60},
    ),
    (ChatTokenBuilder.build_user_token, {**IDS_007, "user_id": "me", "expire": 60}),
    (ChatTokenBuilder.build_app_token, {**IDS_007, "expire": 60}),
    (
        ApaasTokenBuilder.build_room_user_token,
        {**IDS_007, "room_uuid": "r", "user_uuid": "u", "role": 1, "expire": 60},
    ),
    (EducationTokenBuilder.build_user_token, {**IDS_007, "user_uuid": "u", "expire": 60}),
    (EducationTokenBuilder.build_app_token, {**IDS_007, "expire": 60}),
    (FpaTokenBuilder.build_token, IDS_007),
    (get_md5, {"data": "x"}),
    (v007.AccessToken, {**IDS_007, "issue_ts": 1, "expire": 1}),
    (READ_007.add_service, {"service": SERVICE}),
    (READ_007.from_string, {"origin_token": TOKEN}),
    (READ_007.verify_signature, {"app_certificate": CERTIFICATE}),
    (SERVICE.add_privilege, {"privilege": 1, "expire": 60}),
    (SERVICE.unpack, {"buffer": bytes(6)}),
    (v007.Service, {"service_type": 1}),
    (v007.ServiceRtc, {"channel_name": "c", "uid": 1}),
    (v007.ServiceRtm, {"user_id": "me"}),
    (v007.ServiceStreaming, {"channel_name": "c", "account": 1}),
    (v007.ServiceFCdn, {"channel_name": "c", "account": 1}),
    (v007.ServiceChat, {"user_id": "me"}),
    (v007.ServiceApaas, {"room_uuid": "r", "user_uuid": "u", "role": 1}),
    (v007.ServiceRtm2, {"user_id": "me", "permissions": None}),
    (v007.ServiceRtm2.Permissions().add, {"resource_type": 0, "permission_type": 0, "resources": ["x"]}),
    (Packer.pack_uint16, {"x": 0}),
    (Packer.pack_uint32, {"x": 0}),
    (Packer.pack_int16, {"x": 0}),
    (Packer.pack_string, {"string": "x"}),
    (Packer.pack_map_uint32, {"m": {}}),
    (Packer.pack_map_string, {"m": {}}),
    (Packer.unpack_uint16, {"buffer": bytes(2)}),
    (Packer.unpack_uint32, {"buffer": bytes(4)}),
    (Packer.unpack_int16, {"buffer": bytes(2)}),
    (Packer.unpack_string, {"buffer": bytes(2)}),
    (Packer.unpack_map_uint32, {"buffer": bytes(2)}),
    (Packer.unpack_map_string, {"buffer": bytes(2)}),
]
SHORT, LONG, HALVES = ["", "x"], ["x" * 70_000], [HALF, HALF * 32]
BYTES = [b"", b"x" * 32]
NOTHING, EMPTY, FULL = [], {}, {"a": "b"}
SHOWN = [None, *SHORT, *BYTES, -1, 1 << 40, NAN, float("inf"), object(), NOTHING, EMPTY, FULL, True]
GARBAGE = [*SHOWN, *LONG, *HALVES, HUGE, -HUGE]
# What each parameter takes of the garbage, as the official code does. All others are numbers, and True is one.
TAKES = {
    **dict.fromkeys(["appId", "appID", "appCertificate", "channelName", "userAccount", "data"], SHORT + LONG),
    **dict.fromkeys(["app_id", "app_certificate", "originToken", "origin_token"], SHORT + LONG + HALVES),
    **dict.fromkeys(["channel_name", "rtm_user_id", "user_id", "room_uuid", "user_uuid"], SHORT),
    **dict.fromkeys(["uid", "account", "rtc_account"], SHOWN),  # what `str` makes of it
    **dict.fromkeys(["role", "rtc_role"], GARBAGE),  # compared with the roles
    "string": SHORT + BYTES,
    "bytes": BYTES,
    "buffer": [],
    "m": [EMPTY],
    "resources": [NOTHING, EMPTY, FULL],
    "permissions": [None],
    "service": [],
}
# The texts of 006 have no limit.
TAKES_006 = {"uid": SHOWN + LONG, "account": SHOWN + LONG}
TAKES_OF_SOME = {
    (v006.AccessToken, "uid"): SHOWN + LONG + HALVES,  # its text is not looked at before it is built
    (RtcTokenBuilder2.build_token_with_rtm, "account"): SHORT,  # it is the user id of RTM, too
    (ApaasTokenBuilder.build_room_user_token, "role"): [-1, True],
    (v007.ServiceApaas, "role"): [-1, True],
    (v006.packInt32, "x"): [-1, True],
    (Packer.pack_int16, "x"): [-1, True],
    (Packer.unpack_uint16, "buffer"): BYTES[1:],
    (Packer.unpack_uint32, "buffer"): BYTES[1:],
    (Packer.unpack_int16, "buffer"): BYTES[1:],
}


def takes(call, good, name):
    of_its_version = TAKES_006 if "appId" in good else {}
    for table, key in ((TAKES_OF_SOME, (call, name)), (of_its_version, name), (TAKES, name)):
        if key in table:
            return table[key]
    return [True]


@pytest.mark.parametrize(("call", "good"), DROP_INS, ids=lambda value: getattr(value, "__qualname__", ""))
def test_the_drop_ins_name_the_argument_or_do_what_the_official_code_does(call, good):
    call(**good)
    for name in good:
        names = {name, "uid"} if "account" in name else {"m", "x"} if name == "m" else {name}  # a key of the map is x
        taken = {id(value) for value in takes(call, good, name)}
        for garbage in GARBAGE:
            arguments = {**good, name: garbage}
            if id(garbage) in taken:
                call(**arguments)
            elif name == "buffer" and isinstance(garbage, bytes):
                with pytest.raises(ValueError, match="ends inside"):
                    call(**arguments)
            else:
                with pytest.raises((TypeError, InvalidArgumentError)) as caught:
                    call(**arguments)
                shown, _, rule = str(caught.value).partition(": ")
                assert shown in names, garbage
                assert rule.startswith("must be ") and len(rule) < 200


def test_what_is_in_a_map_is_refused_as_when_it_is_packed_alone():
    for pack in (Packer.pack_map_uint32, Packer.pack_map_string):
        with pytest.raises(InvalidArgumentError, match="^x: must be a whole number$"):
            pack(FULL)
        with pytest.raises(TypeError, match="^(x|string): must be "):
            pack({1: None})
