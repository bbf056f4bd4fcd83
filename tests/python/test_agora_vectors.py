"""Tokens that Agora's own code made: 007 by its content, 006 to the last character."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from voxtoken.agora import AccessToken as token006
from voxtoken.agora import AccessToken2 as token007
from voxtoken.agora import Permissions, RtcTokenBuilder, RtmTokenBuilder, TokenBuilder, explain, parse
from voxtoken.agora.apaas_token_builder import ApaasTokenBuilder
from voxtoken.agora.ChatTokenBuilder2 import ChatTokenBuilder
from voxtoken.agora.envelope import open as open_token
from voxtoken.agora.RtcTokenBuilder2 import RtcTokenBuilder as RtcTokenBuilder2
from voxtoken.agora.RtmTokenBuilder2 import RtmTokenBuilder as RtmTokenBuilder2
from voxtoken.agora.stt_token_builder import SttTokenBuilder

VECTORS = Path(__file__).parent.parent / "vectors"


def vectors(name, kind, *, bad=False):
    """Those of a kind; the bad ones are those that the official C++ refuses."""
    content = json.loads((VECTORS / name).read_text())["vectors"]
    chosen = [one for one in content if one["inputs"]["kind"] == kind and ("expected" in one) == bad]
    return [pytest.param(vector, id=vector["id"]) for vector in chosen]


def user_of(inputs, default=0):
    return inputs["account"] if "account" in inputs else inputs.get("uid", default)


def content_of(token):
    signature, signing_info = open_token(token)
    return len(signature).to_bytes(2, "little") + signature + signing_info


def without_salt_and_time(token):
    """What does not differ from one token to the next: the signed bytes without issue time and salt."""
    signed = open_token(token)[1]
    return signed[:34], signed[38:42], signed[46:]


@pytest.mark.parametrize("vector", vectors("agora_006.json", "token"))
def test_a_006_token_is_the_official_one(vector):
    inputs = vector["inputs"]
    token = token006.AccessToken(inputs["app_id"], inputs["app_cert"], inputs["channel"], user_of(inputs))
    token.salt, token.ts = inputs["salt"], inputs["ts"]
    for privilege, end in reversed(inputs["privileges"]):
        token.addPrivilege(privilege, end)
    assert token.build() == vector["token"]
    read = token006.AccessToken()
    assert read.fromString(vector["token"])
    assert (read.salt, read.ts) == (inputs["salt"], inputs["ts"])
    assert read.messages == dict(map(tuple, inputs["privileges"]))


BUILDERS_006 = {
    "rtc1.uid": RtcTokenBuilder.buildTokenWithUid,
    "rtc1.account": RtcTokenBuilder.buildTokenWithAccount,
    "rtm1": RtmTokenBuilder.buildToken,
}


@pytest.mark.parametrize("vector", vectors("agora_006.json", "builder"))
def test_the_006_builders_give_the_official_privileges(vector):
    official, ours = token006.AccessToken(), token006.AccessToken()
    assert official.fromString(vector["token"])
    built = BUILDERS_006[vector["inputs"]["fn"]](*vector["inputs"]["args"])
    assert ours.fromString(built)
    assert ours.messages == official.messages
    assert [service.bound_to for service in parse(built).services] == [
        service.bound_to for service in parse(vector["token"]).services
    ]


@pytest.mark.parametrize("vector", vectors("agora_006.json", "builder"))
def test_the_new_builder_mints_the_official_006_token(vector):
    inputs = vector["inputs"]
    app_id, certificate, *rest = inputs["args"]
    builder = TokenBuilder(app_id, certificate, lenient=True, issued_at=inputs["now"], salt=inputs["salt"])
    mint = {"rtm1": lambda account, role, end: builder.rtm_006(account, end)}.get(inputs["fn"], builder.rtc_006)
    assert mint(*rest) == vector["token"]


SERVICES = {
    1: lambda said: token007.ServiceRtc(said["channel"], user_of(said)),
    2: lambda said: token007.ServiceRtm(said["user_id"]),
    3: lambda said: token007.ServiceStreaming(said["channel"], user_of(said)),
    4: lambda said: token007.ServiceFpa(),
    5: lambda said: token007.ServiceChat(said["user_id"]),
    6: lambda said: token007.ServiceFCdn(said["channel"], user_of(said)),
    7: lambda said: token007.ServiceApaas(said["room"], said["user"], said["role"]),
    8: lambda said: token007.ServiceRtm2(
        said["user_id"], permissions_of(said["permissions"], token007.ServiceRtm2.Permissions())
    ),
    9: lambda said: token007.ServiceConvoAI(),
    10: lambda said: token007.ServiceStt(),
}


def permissions_of(said, permissions):
    for resource, accesses in said:
        for access, names in accesses:
            permissions.add(resource, access, names)
    return permissions


def service_of(said):
    service = SERVICES[said["type"]](said)
    for privilege, life in reversed(said["privileges"]):
        service.add_privilege(privilege, life)
    return service


def token_of(inputs):
    token = token007.AccessToken(inputs["app_id"], inputs["app_cert"], inputs["issue_ts"], inputs["expire"])
    token.issue_ts, token.salt = inputs["issue_ts"], inputs["salt"]
    for service in inputs["services"]:
        token.add_service(service_of(service))
    return token


@pytest.mark.parametrize("vector", vectors("agora_007.json", "services"))
def test_a_007_token_has_the_official_content(vector):
    token = token_of(vector["inputs"])
    assert content_of(token.build()).hex() == vector["raw_hex"]
    assert content_of(vector["token"]).hex() == vector["raw_hex"]


@pytest.mark.parametrize("vector", vectors("agora_007.json", "services", bad=True))
def test_bad_ids_give_no_007_token(vector):
    assert token_of(vector["inputs"]).build() == ""


@pytest.mark.parametrize("vector", vectors("agora_007.json", "services"))
def test_an_official_007_token_can_be_read_verified_and_built_again(vector):
    inputs = vector["inputs"]
    token = token007.AccessToken("", inputs["app_cert"])
    assert token.from_string(vector["token"])
    assert token.verify_signature(inputs["app_cert"])
    assert not token.verify_signature("0" * 32)
    assert [service.pack() for service in token.services] == [
        service.pack() for service in sorted(token_of(inputs).services, key=lambda service: service.service_type())
    ]
    assert content_of(token.build()).hex() == vector["raw_hex"]
    assert explain(vector["token"], certificate=inputs["app_cert"]).signature == "good"


BUILDERS_007 = {
    "rtc2.uid_role": RtcTokenBuilder2.build_token_with_uid,
    "rtc2.account_role": RtcTokenBuilder2.build_token_with_user_account,
    "rtc2.uid_priv": RtcTokenBuilder2.build_token_with_uid_and_privilege,
    "rtc2.account_priv": RtcTokenBuilder2.build_token_with_user_account_and_privilege,
    "rtc2.rtm": RtcTokenBuilder2.build_token_with_rtm,
    "rtc2.rtm2": RtcTokenBuilder2.build_token_with_rtm2,
    "rtm2.user": RtmTokenBuilder2.build_token,
    "chat.user": ChatTokenBuilder.build_user_token,
    "chat.app": ChatTokenBuilder.build_app_token,
    "apaas.room": ApaasTokenBuilder.build_room_user_token,
    "apaas.user": ApaasTokenBuilder.build_user_token,
    "apaas.app": ApaasTokenBuilder.build_app_token,
    "stt": SttTokenBuilder.build_token,
    "rtm2.perms": lambda app_id, certificate, user, permissions, expire: (
        RtmTokenBuilder2.build_token_with_permissions(
            app_id,
            certificate,
            user,
            permissions_of(permissions, token007.ServiceRtm2.Permissions()),
            expire,
        )
    ),
}


@pytest.mark.parametrize("vector", vectors("agora_007.json", "builder"))
def test_the_007_builders_give_the_official_services(vector):
    inputs = vector["inputs"]
    built = BUILDERS_007[inputs["fn"]](*inputs["args"])
    assert without_salt_and_time(built) == without_salt_and_time(vector["token"])


NEW_BUILDER = {
    "rtc2.uid_role": "rtc",
    "rtc2.account_role": "rtc",
    "rtc2.uid_priv": "rtc_with_privileges",
    "rtc2.account_priv": "rtc_with_privileges",
    "rtc2.rtm": "rtc_with_rtm",
    "rtc2.rtm2": "rtc_with_rtm2",
    "rtm2.user": "rtm",
    "rtm2.perms": "rtm_with_permissions",
    "chat.user": "chat_user",
    "chat.app": "chat_app",
    "apaas.room": "apaas_room_user",
    "apaas.user": "apaas_user",
    "apaas.app": "apaas_app",
    "stt": "stt",
}


@pytest.mark.parametrize("vector", vectors("agora_007.json", "builder"))
def test_the_new_builder_mints_the_official_007_content(vector):
    inputs = vector["inputs"]
    app_id, certificate, *rest = inputs["args"]
    rest = [permissions_of(value, Permissions()) if isinstance(value, list) else value for value in rest]
    builder = TokenBuilder(app_id, certificate, lenient=True, issued_at=inputs["issue_ts"], salt=inputs["salt"])
    token = getattr(builder, NEW_BUILDER[inputs["fn"]])(*rest)
    assert content_of(token).hex() == vector["raw_hex"]
