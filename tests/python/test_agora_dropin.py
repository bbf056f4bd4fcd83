"""The modules with the names of Agora's own code: what a program that moves over relies on."""

from __future__ import annotations

import enum
import itertools
import os
import subprocess
import sys
import time

import pytest

from voxtoken.agora import AccessToken as v006
from voxtoken.agora import AccessToken2 as v007
from voxtoken.agora import RtcTokenBuilder, RtmTokenBuilder, TokenBuilder, parse
from voxtoken.agora.ChatTokenBuilder2 import ChatTokenBuilder
from voxtoken.agora.convoai_token_builder import ConvoAITokenBuilder
from voxtoken.agora.education_token_builder import EducationTokenBuilder
from voxtoken.agora.fpa_token_builder import FpaTokenBuilder
from voxtoken.agora.RtcTokenBuilder2 import RtcTokenBuilder as RtcTokenBuilder2
from voxtoken.errors import InvalidArgumentError

APP_ID = "970CA35de60c44645bbae8a215061b33"
CERTIFICATE = "5CFd2fd1755d40ecb72977518be15d3b"


def rtc_token(**options):
    token = v007.AccessToken(APP_ID, CERTIFICATE, **options)
    service = v007.ServiceRtc("lobby", 23)
    service.add_privilege(v007.ServiceRtc.kPrivilegeJoinChannel, 600)
    token.add_service(service)
    return token


def test_a_007_token_can_be_built_twice_and_after_it_was_read():
    token = rtc_token(issue_ts=1_700_000_000)
    token.salt = 7
    first = token.build()
    assert first == token.build() != ""
    token.add_service(v007.ServiceFpa())
    assert [service.name for service in parse(token.build()).services] == ["rtc", "fpa"]
    assert token.from_string(first) and token.build() == first


def test_a_006_token_can_be_built_twice():
    token = v006.AccessToken(APP_ID, CERTIFICATE, "lobby", 23)
    token.addPrivilege(v006.kPublishAudioStream, 0)
    first = token.build()
    assert first == token.build()
    token.addPrivilege(v006.kJoinChannel, 5)
    token.ts, token.salt = 1_700_000_000, 7
    said = parse(token.build())
    assert (said.token_expire_time, said.salt) == (1_700_000_000, 7)
    assert [privilege.number for privilege in said.services[0].privileges] == [1, 2]


def test_salt_and_issue_time_can_be_set():
    token = rtc_token()
    token.salt, token.issue_ts = 7, 1_700_000_000
    assert (token.salt, token.issue_ts) == (7, 1_700_000_000)
    said = parse(token.build())
    assert (said.salt, said.issue_time) == (7, 1_700_000_000)
    token._AccessToken__salt = 8  # as the official tests do
    assert parse(token.build()).salt == 8
    for name, value in (("salt", -1), ("issue_ts", 1 << 32)):
        with pytest.raises(InvalidArgumentError, match=f"^{name}: must be 0 to 4294967295, is "):
            setattr(token, name, value)


def test_repeated_services_of_one_type_are_kept_in_order():
    token = v007.AccessToken(APP_ID, CERTIFICATE)
    for service in (v007.ServiceRtm("b"), v007.ServiceRtc("c"), v007.ServiceRtm("a"), v007.ServiceRtc("b")):
        token.add_service(service)
    read = v007.AccessToken()
    assert read.from_string(token.build())
    assert [service.service_type() for service in read.services] == [1, 1, 2, 2]
    assert [service.__dict__["_ServiceRtc__channel_name"] for service in read.get_services(1)] == [b"c", b"b"]
    assert [service.__dict__["_ServiceRtm__user_id"] for service in read.get_services(2)] == [b"b", b"a"]
    assert read.get_services(8) == []


def test_the_privates_that_agoras_parse_program_reads_are_there():
    read = v007.AccessToken()
    token = rtc_token(issue_ts=1_700_000_000, expire=900)
    token.salt = 7
    assert read.from_string(token.build())
    assert read._AccessToken__app_id == APP_ID.encode()
    assert (read._AccessToken__issue_ts, read._AccessToken__expire, read._AccessToken__salt) == (1_700_000_000, 900, 7)
    (service,) = read.services
    assert service._Service__privileges == {1: 600}
    assert service.__dict__ == {
        "_Service__type": 1,
        "_Service__privileges": {1: 600},
        "_ServiceRtc__channel_name": b"lobby",
        "_ServiceRtc__uid": b"23",
    }


def test_bad_ids_give_an_empty_text_in_007():
    bad = ["", "x", "x" * 32, APP_ID + "0", "97 0C A3 5d e6 0c 44 64 5b ba e8", " " * 32, "é" * 32, "\ud800" * 32]
    for value in bad:
        for ids in ((value, CERTIFICATE), (APP_ID, value)):
            assert RtcTokenBuilder2.build_token_with_uid(*ids, "lobby", 23, 1, 600) == ""
            assert RtcTokenBuilder2.build_token_with_rtm(*ids, "lobby", "23", 1, 600) == ""
            assert ChatTokenBuilder.build_app_token(*ids, 600) == ""
            assert FpaTokenBuilder.build_token(*ids) == ""
            assert EducationTokenBuilder.build_user_token(*ids, "me", 600) == ""
            assert v007.AccessToken(*ids).build() == ""
    assert v007.AccessToken(APP_ID, CERTIFICATE).build() == ""


def test_bad_ids_give_a_token_in_006():
    for ids in (("", CERTIFICATE), ("x", "y"), (APP_ID, "")):
        token = RtcTokenBuilder.buildTokenWithUid(*ids, "lobby", 23, 1, 0)
        assert token.startswith("006" + ids[0])
        assert RtmTokenBuilder.buildToken(*ids, "me", 1, 0).startswith("006" + ids[0])


def test_006_roles_are_the_official_ones():
    numbers = {}
    for role in (0, 1, 2, 3, 101, "1", None, 1.0, True):
        token = v006.AccessToken()
        assert token.fromString(RtcTokenBuilder.buildTokenWithAccount(APP_ID, CERTIFICATE, "c", "me", role, 5))
        numbers[repr(role)] = sorted(token.messages)
    publishers = [role for role, privileges in numbers.items() if privileges == [1, 2, 3, 4]]
    assert publishers == ["0", "1", "101", "1.0", "True"]
    assert all(numbers[role] == [1] for role in numbers if role not in publishers)


def test_the_privileges_of_006_can_be_given_one_by_one():
    for name in ("buildTokenWithUidAndPrivilege", "buildTokenWithUserAccountAndPrivilege"):
        token = v006.AccessToken()
        assert token.fromString(getattr(RtcTokenBuilder, name)(APP_ID, CERTIFICATE, "c", "23", 5, 6, 7, 8))
        assert token.messages == {1: 5, 2: 6, 3: 7, 4: 8}


def test_arguments_have_the_official_keywords():
    ids = {"app_id": APP_ID, "app_certificate": CERTIFICATE}
    token = RtcTokenBuilder2.build_token_with_user_account(
        **ids, channel_name="c", account="me", role=1, token_expire=60, privilege_expire=30
    )
    assert [privilege.value for privilege in parse(token).services[0].privileges] == [30] * 4
    token = RtcTokenBuilder.buildTokenWithUid(
        appId=APP_ID, appCertificate=CERTIFICATE, channelName="c", uid=23, role=2, privilegeExpiredTs=0
    )
    assert len(parse(token).services[0].privileges) == 1
    token = EducationTokenBuilder.build_room_user_token(**ids, room_uuid="r", user_uuid="u", role=1, expire=60)
    assert [service.name for service in parse(token).services] == ["rtm", "chat", "apaas"]
    token = ConvoAITokenBuilder.build_token(
        **ids,
        channel_name="c",
        rtc_account="me",
        rtc_role=2,
        rtc_token_expire=60,
        join_channel_privilege_expire=1,
        pub_audio_privilege_expire=2,
        pub_video_privilege_expire=3,
        pub_data_stream_privilege_expire=4,
        rtm_user_id="you",
        rtm_token_expire=50,
    )
    assert [service.type_number for service in parse(token).services] == [1, 2, 9]


def test_uids_of_all_kinds_are_what_the_official_code_makes_of_them():
    class Name:
        def __str__(self):
            return "name"

    class Named(int):
        def __str__(self):
            return "named"

    kinds = {0: "", 0.0: "", False: "", "0": "0", -5: "-5", 1 << 40: str(1 << 40), 2.5: "2.5", None: "None"}
    kinds.update({True: "True", Name(): "name", Named(7): "named", "": "", "é": "é"})
    for uid, text in kinds.items():
        token = RtcTokenBuilder2.build_token_with_uid(APP_ID, CERTIFICATE, "c", uid, 1, 60)
        assert parse(token).services[0].bound_to["account"] == text
        token = v006.AccessToken(APP_ID, CERTIFICATE, "c", uid)
        assert token.uidStr == text
        token.addPrivilege(1, 0)
        (service,) = parse(token.build()).services
        built = RtcTokenBuilder.buildTokenWithUid(APP_ID, CERTIFICATE, "c", uid, 2, 0)
        assert parse(built).services[0].bound_to == service.bound_to


def test_numbers_may_be_texts_of_digits_as_in_the_official_code():
    token = RtcTokenBuilder2.build_token_with_uid(APP_ID, CERTIFICATE, "c", 1, 1, "600", 30.9)
    assert [privilege.value for privilege in parse(token).services[0].privileges] == [30] * 4
    said = parse(RtcTokenBuilder.buildTokenWithUid(APP_ID, CERTIFICATE, "c", 1, 1, "1"))
    assert said.services[0].privileges[0].value == 1


def test_a_service_of_ones_own_is_packed_and_read(monkeypatch):
    class ServiceOwn(v007.Service):
        kServiceType = 999

        def __init__(self, name=""):
            super().__init__(self.kServiceType)
            self.name = name

        def pack(self):
            return super().pack() + v007.pack_string(self.name) + v007.pack_int16(-3)

        def unpack(self, buffer):
            assert isinstance(buffer, memoryview)  # bytes would be copied for each part that is taken away
            name, buffer = v007.unpack_string(super().unpack(buffer))
            number, buffer = v007.unpack_int16(buffer)
            self.name = f"{name.decode()} {number}"
            return buffer

    token = rtc_token()
    own = ServiceOwn("own")
    own.add_privilege(7, 60)
    token.add_service(own)
    text = token.build()
    read = v007.AccessToken()
    assert read.from_string(text) and [service.service_type() for service in read.services] == [1]
    assert read.verify_signature(CERTIFICATE)
    monkeypatch.setitem(v007.AccessToken.kServices, 999, ServiceOwn)
    assert read.from_string(text) and read.get_services(999)[0].name == "own -3"
    monkeypatch.setitem(v007.AccessToken.kServices, 999, lambda: 1 / 0)
    with pytest.raises(ValueError, match="^origin_token: cannot be read: "):
        read.from_string(text)


def test_a_service_of_an_unknown_type_ends_the_reading():
    unknown = v007.Service(0)
    unknown.add_privilege(1, 60)
    token = rtc_token()
    token.add_service(unknown)
    read = v007.AccessToken()
    assert read.from_string(token.build())
    assert read.services == [] and read.verify_signature(CERTIFICATE)


def test_the_times_of_a_new_token_are_the_official_ones():
    now = int(time.time())
    old, new, fpa = v006.AccessToken(), v007.AccessToken(), v007.AccessToken()
    assert fpa.from_string(FpaTokenBuilder.build_token(APP_ID, CERTIFICATE))
    times = (old.ts - 86_400, new.issue_ts, fpa.issue_ts)
    assert all(now <= issued <= time.time() for issued in times)
    assert (new._AccessToken__expire, fpa._AccessToken__expire) == (900, 86_400)


def test_another_version_is_false_and_damage_is_a_value_error(capsys):
    good = rtc_token().build()
    token = v007.AccessToken()
    for other in ("", "00", "abc", "006" + good[3:]):
        assert token.from_string(other) is False
    signed = v007.pack_string(APP_ID) + bytes(12) + b"\1\0\1\0\2\0\1\0"
    cut = TokenBuilder(APP_ID, CERTIFICATE).fpa()
    for damaged in ("007", "007!", "007" + good[4:], good[:-9], cut[:50], "007é", "007\ud800", seal(signed)):
        with pytest.raises(ValueError):
            token.from_string(damaged)
        assert token.services == [] or damaged == seal(signed)
        assert not token.verify_signature(CERTIFICATE)
        assert v006.AccessToken().fromString(damaged) is False
    for damaged in ("006", "006" + APP_ID, "006" + APP_ID + "AAAA", "006" + APP_ID + "é", "006\ud800" * 30):
        assert v006.AccessToken().fromString(damaged) is False
    assert capsys.readouterr() == ("", "")


def seal(signed):
    from voxtoken.agora.envelope import seal

    return seal(signed, CERTIFICATE)


def test_line_breaks_in_a_token_are_passed_over():
    good = rtc_token().build()
    token = v007.AccessToken()
    assert token.from_string(good[:30] + "\r\n " + good[30:] + "\n")
    assert token.verify_signature(CERTIFICATE)
    old = v006.AccessToken()
    assert old.fromString(RtmTokenBuilder.buildToken(APP_ID, CERTIFICATE, "me", 1, 5) + "\n")
    assert old.messages == {1000: 5}


def test_a_token_that_was_not_read_has_no_signature():
    token = rtc_token()
    assert token.build() and not token.verify_signature(CERTIFICATE)
    assert token.from_string(token.build())
    for certificate in ("", "x" * 32, "0" * 32, CERTIFICATE.lower(), "\ud800" * 32):
        assert not token.verify_signature(certificate)
    assert token.verify_signature(CERTIFICATE)


def test_permissions_are_packed_in_order_and_read_back():
    permissions = v007.ServiceRtm2.Permissions()
    permissions.add(permissions.kUsers, permissions.kWrite, ("b", "a"))
    permissions.add(permissions.kMessageChannels, permissions.kRead, ["x"])
    token = v007.AccessToken(APP_ID, CERTIFICATE)
    token.add_service(v007.ServiceRtm2("me", permissions))
    read = v007.AccessToken()
    assert read.from_string(token.build())
    (service,) = read.services
    assert service.get_user_id() == "me"
    assert service.get_permissions().details == {0: {0: ["x"]}, 4: {1: ["b", "a"]}}
    assert list(service.get_permissions().details) == [0, 4]


def test_the_packing_helpers_agree_with_each_other():
    for pack, unpack, values in (
        (v007.pack_uint16, v007.unpack_uint16, (0, 65_535)),
        (v007.pack_int16, v007.unpack_int16, (-32_768, 32_767)),
        (v007.pack_uint32, v007.unpack_uint32, (0, 4_294_967_295)),
        (v007.pack_map_uint32, v007.unpack_map_uint32, ({}, {3: 5, 1: 7})),
        (v007.pack_map_string, v007.unpack_map_string, ({}, {3: b"x"})),
        (v007.pack_string, v007.unpack_string, (b"", b"lobby")),
    ):
        for value in values:
            packed = pack(value)
            assert unpack(packed + b"rest") == (value, b"rest")
            for length in range(len(packed)):
                with pytest.raises(ValueError):
                    unpack(packed[:length])
    reader = v006.ReadByteBuffer(v006.packUint16(7) + v006.packString(b"ab") + v006.packMapUint32({1: 2}))
    assert (reader.unPackUint16(), reader.unPackString(), reader.unPackMapUint32()) == (7, b"ab", {1: 2})
    assert reader.position == len(reader.buffer)
    assert v006.packInt32(-1) == b"\xff" * 4


def salts(count):
    mint_006, mint_007 = RtcTokenBuilder.buildTokenWithUid, RtcTokenBuilder2.build_token_with_uid
    tokens = [mint(APP_ID, CERTIFICATE, "c", 1, 1, 60) for mint in (mint_006, mint_007) for _ in range(count)]
    return [parse(token).salt for token in tokens]


def test_every_token_has_another_salt():
    found = salts(500)
    assert len(set(found)) > 990 and 1 <= min(found) and max(found) <= 99_999_999
    assert min(found) < 2_000_000 and max(found) > 98_000_000


def test_a_forked_process_has_other_salts():
    salts(1)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writer, " ".join(map(str, salts(50))).encode())
        os._exit(0)
    ours = salts(50)
    assert os.waitpid(child, 0)[1] == 0
    theirs = os.read(reader, 65_536).decode().split()
    os.close(reader)
    os.close(writer)
    assert len(theirs) == 100
    assert len(set(ours) & set(map(int, theirs))) < 5


# What can be compared with the packages that there are is compared in once/test_agora_official.py.
OFFICIAL_NAMES = {
    "AccessToken2": "AccessToken Service ServiceRtc ServiceRtm ServiceStreaming ServiceFpa ServiceChat ServiceFCdn "
    "ServiceApaas ServiceRtm2 ServiceEducation get_version VERSION_LENGTH pack_uint16 unpack_uint16 pack_uint32 "
    "unpack_uint32 pack_int16 unpack_int16 pack_string unpack_string pack_map_uint32 unpack_map_uint32 "
    "pack_map_string unpack_map_string time",
    "RtcTokenBuilder2": "RtcTokenBuilder Role_Publisher Role_Subscriber AccessToken ServiceRtc pack_uint16",
    "RtmTokenBuilder2": "RtmTokenBuilder AccessToken ServiceRtm2",
    "ChatTokenBuilder2": "ChatTokenBuilder AccessToken ServiceChat",
    "education_token_builder": "EducationTokenBuilder AccessToken ServiceApaas get_md5",
    "apaas_token_builder": "ApaasTokenBuilder AccessToken ServiceApaas get_md5",
    "fpa_token_builder": "FpaTokenBuilder AccessToken ServiceFpa",
    "convoai_token_builder": "ConvoAITokenBuilder AccessToken ServiceConvoAI Role_Publisher",
    "stt_token_builder": "SttTokenBuilder AccessToken ServiceStt Role_Publisher",
}


@pytest.mark.parametrize("module", OFFICIAL_NAMES)
def test_a_star_import_brings_the_official_names(module):
    names = {}
    exec(f"from voxtoken.agora.{module} import *", names)
    assert [name for name in OFFICIAL_NAMES[module].split() if name not in names] == []


IMPORTS = [
    "from voxtoken.agora import RtcTokenBuilder; RtcTokenBuilder.buildTokenWithUid",
    "from voxtoken.agora.RtcTokenBuilder import Role_Publisher; assert Role_Publisher == 1",
    "from voxtoken.agora.RtcTokenBuilder import *; RtcTokenBuilder.buildTokenWithUid",
    "import voxtoken.agora.RtcTokenBuilder; voxtoken.agora.RtcTokenBuilder.buildTokenWithUid",
]
OTHER_IMPORTS = """
from voxtoken.agora import RtmTokenBuilder, RtcTokenBuilder
RtmTokenBuilder.buildToken, RtcTokenBuilder.buildTokenWithUid
from voxtoken.agora.RtmTokenBuilder import Role_Rtm_User
from voxtoken.agora.AccessToken import AccessToken
AccessToken.fromString
from voxtoken.agora.RtcTokenBuilder2 import *
RtcTokenBuilder.build_token_with_uid
from voxtoken.agora import RtcTokenBuilder, RtmTokenBuilder
RtmTokenBuilder.buildToken, RtcTokenBuilder.buildTokenWithAccount
"""


@pytest.mark.parametrize("imports", list(itertools.permutations(IMPORTS, 2)))
def test_the_class_and_the_module_of_one_name_work_in_every_order_of_imports(imports):
    program = "\n".join([*imports, OTHER_IMPORTS])
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True, timeout=60)


def test_importing_the_package_brings_no_heavy_module():
    program = (
        "import sys; before = set(sys.modules); import voxtoken.agora.RtcTokenBuilder2, voxtoken.agora.AccessToken; "
        "print(sorted({'asyncio', 'datetime', 'hashlib', 'hmac', 'json', 'logging', 'secrets', 'typing', 'zlib'} "
        "& (set(sys.modules) - before)))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {program}"],
        check=True,
        timeout=60,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("now", [1_700_000_000.9, 1, 0, (1 << 32) - 86_401])
def test_the_time_is_that_of_pythons_clock_which_a_test_may_have_stopped(now, monkeypatch):
    monkeypatch.setattr(time, "time", lambda: now)
    tokens_006 = [
        RtcTokenBuilder.buildTokenWithUid(APP_ID, CERTIFICATE, "c", 23, 1, 0),
        RtcTokenBuilder.buildTokenWithAccount(APP_ID, CERTIFICATE, "c", "me", 1, 0),
        RtmTokenBuilder.buildToken(APP_ID, CERTIFICATE, "me", 1, 0),
    ]
    tokens_007 = [
        RtcTokenBuilder2.build_token_with_uid(APP_ID, CERTIFICATE, "c", 23, 1, 60),
        RtcTokenBuilder2.build_token_with_user_account(APP_ID, CERTIFICATE, "c", "me", 1, 60),
    ]
    monkeypatch.undo()
    assert [parse(token).token_expire_time for token in tokens_006] == [int(now) + 86_400] * 3
    assert [parse(token).issue_time for token in tokens_007] == [int(now)] * 2


def test_a_006_token_that_ends_after_the_last_time_in_32_bits_is_refused(monkeypatch):
    monkeypatch.setattr(time, "time", lambda: (1 << 32) - 86_400)
    for build, member in ((RtcTokenBuilder.buildTokenWithUid, ("c", 23, 1, 0)), (RtmTokenBuilder.buildToken, ("me", 1, 0))):
        with pytest.raises(InvalidArgumentError):
            build(APP_ID, CERTIFICATE, *member)


class Usual(enum.IntEnum):
    PUBLISHER = 1
    TIME = 60


def test_usual_arguments_go_straight_to_native_code(monkeypatch):
    def slow(*arguments):
        raise AssertionError(arguments)

    for module in ("RtcTokenBuilder", "RtcTokenBuilder2"):
        monkeypatch.setattr(sys.modules[f"voxtoken.agora.{module}"], "_with_role", slow)
    monkeypatch.setattr(sys.modules["voxtoken.agora.RtmTokenBuilder"], "_for_login", slow)
    for account in ("me", "", "é" * 200):
        for end in (0, 60, Usual.TIME):
            assert RtmTokenBuilder.buildToken(APP_ID, CERTIFICATE, account, None, end)
    for channel in ("lobby", "", "中" * 30, "x" * 300):
        for account in (0, 23, "23", "", "é" * 200):
            for role in (0, 1, 2, 55, 101, Usual.PUBLISHER):
                assert RtcTokenBuilder.buildTokenWithUid(APP_ID, CERTIFICATE, channel, account, role, Usual.TIME)
                assert RtcTokenBuilder.buildTokenWithAccount(APP_ID, CERTIFICATE, channel, account, role, 60)
                life = (Usual.TIME, 1_700_000_000)
                assert RtcTokenBuilder2.build_token_with_uid(APP_ID, CERTIFICATE, channel, account, role, *life)
                assert RtcTokenBuilder2.build_token_with_user_account(APP_ID, CERTIFICATE, channel, account, role, 0)
