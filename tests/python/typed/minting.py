"""How a program mints and reads Agora tokens, with the new API and with the official names."""

from __future__ import annotations

from voxtoken import agora
from voxtoken.agora import Role, TokenBuilder
from voxtoken.agora.AccessToken2 import AccessToken, ServiceRtc
from voxtoken.agora.RtcTokenBuilder2 import Role_Publisher, RtcTokenBuilder

APP_ID = "970CA35de60c44645bbae8a215061b33"
CERTIFICATE = "5CFd2fd1755d40ecb72977518be15d3b"


def mint() -> list[str]:
    builder = TokenBuilder(APP_ID, CERTIFICATE, issued_at=1_700_000_000, salt=1)
    return [builder.rtc("lobby", user, Role.PUBLISHER, 3600, 3600) for user in (23, "alice")]


def read(token: str) -> str:
    report = agora.explain(token, certificate=CERTIFICATE)
    if not report.is_valid:
        return ", ".join(finding.problem for finding in report.findings)
    return agora.verify(token, certificate=CERTIFICATE, channel="lobby", user=23).version


def official() -> list[str]:
    token = AccessToken(APP_ID, CERTIFICATE, 1_700_000_000, 3600)
    service = ServiceRtc("lobby", 23)
    service.add_privilege(ServiceRtc.kPrivilegeJoinChannel, 3600)
    token.add_service(service)
    built: str = token.build()
    direct: str = RtcTokenBuilder.build_token_with_uid(APP_ID, CERTIFICATE, "lobby", 23, Role_Publisher, 3600, 3600)
    return [built, direct]
