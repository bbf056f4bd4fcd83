"""Agora tokens, offline: mint them, and parse, verify or explain one.

>>> from voxtoken.agora import Role, TokenBuilder, verify
>>> certificate = "5CFd2fd1755d40ecb72977518be15d3b"
>>> builder = TokenBuilder("970CA35de60c44645bbae8a215061b33", certificate)
>>> token = builder.rtc("lobby", 23, Role.PUBLISHER, 3600, 3600)
>>> verify(token, certificate=certificate, channel="lobby", user=23).version
'007'

Besides that there are modules with the names, classes and functions of Agora's own Python code, so that moving over is
a change of the import line: ``AccessToken``, ``RtcTokenBuilder`` and ``RtmTokenBuilder`` (006); ``AccessToken2``,
``RtcTokenBuilder2``, ``RtmTokenBuilder2``, ``ChatTokenBuilder2``, ``apaas_token_builder``,
``education_token_builder``, ``fpa_token_builder``, ``convoai_token_builder`` and ``stt_token_builder`` (007). The
classes ``RtcTokenBuilder`` and ``RtmTokenBuilder`` of 006 are here, too, as in the package ``agora_token_builder``.
"""

from __future__ import annotations

from voxtoken._voxtoken import TokenBuilder
from voxtoken.agora.reading import explain, parse, verify
from voxtoken.agora.report import Finding, ParsedToken, PermissionReport, PrivilegeReport, Report, ServiceReport

# These two have the names of their modules. They are imported here, at once, so that a later import of the module
# cannot take the name away.
from voxtoken.agora.RtcTokenBuilder import RtcTokenBuilder
from voxtoken.agora.RtmTokenBuilder import RtmTokenBuilder
from voxtoken.agora.words import Access, Permissions, Resource, Role

__all__ = [
    "Access",
    "Finding",
    "ParsedToken",
    "PermissionReport",
    "Permissions",
    "PrivilegeReport",
    "Report",
    "Resource",
    "Role",
    "RtcTokenBuilder",
    "RtmTokenBuilder",
    "ServiceReport",
    "TokenBuilder",
    "explain",
    "parse",
    "verify",
]
