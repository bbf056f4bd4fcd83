"""006: tokens for RTC, with the names of Agora's own ``RtcTokenBuilder.py`` and of ``agora_token_builder``.

All times are absolute Unix seconds; a privilege of 0 is as long as the token, which ends 24 hours after its issue.
"""

from __future__ import annotations

import os
import sys

from voxtoken import _voxtoken
from voxtoken.agora import AccessToken as _token
from voxtoken.agora._arguments import BUILT_IN, U32, unicode, whole
from voxtoken.agora.AccessToken import *

__all__ = ["Role_Admin", "Role_Attendee", "Role_Publisher", "Role_Subscriber", "RtcTokenBuilder", "os", "sys"]
__all__ += _token.__all__

#: May publish. Deprecated by Agora.
Role_Attendee = 0
#: May publish audio, video and data.
Role_Publisher = 1
#: May only join and listen; so may every other number.
Role_Subscriber = 2
#: May publish. Deprecated by Agora.
Role_Admin = 101


class RtcTokenBuilder:
    """Mints tokens for RTC.

    A uid or account of 0 lets any user in. Wrong types raise :class:`TypeError`, wrong values
    :class:`voxtoken.errors.InvalidArgumentError`; both name the argument.

    >>> certificate = "5CFd2fd1755d40ecb72977518be15d3b"
    >>> in_an_hour = int(time.time()) + 3600
    >>> token = RtcTokenBuilder.buildTokenWithUid(
    ...     "970CA35de60c44645bbae8a215061b33", certificate, "lobby", 23, Role_Publisher, in_an_hour
    ... )
    >>> token[:35]
    '006970CA35de60c44645bbae8a215061b33'
    """

    @staticmethod
    def buildTokenWithUid(
        appId: str, appCertificate: str, channelName: str, uid: int | str, role: int, privilegeExpiredTs: int
    ) -> str:
        """A token for a uid and a role, whose privileges end at ``privilegeExpiredTs``."""
        now = None if type(time.time) is BUILT_IN else int(time.time())
        token = _voxtoken.agora_rtc_006(appId, appCertificate, channelName, uid, role, privilegeExpiredTs, now)
        return token or _with_role(appId, appCertificate, channelName, uid, role, privilegeExpiredTs)

    @staticmethod
    def buildTokenWithAccount(
        appId: str, appCertificate: str, channelName: str, account: int | str, role: int, privilegeExpiredTs: int
    ) -> str:
        """A token for an account and a role, whose privileges end at ``privilegeExpiredTs``."""
        now = None if type(time.time) is BUILT_IN else int(time.time())
        token = _voxtoken.agora_rtc_006(appId, appCertificate, channelName, account, role, privilegeExpiredTs, now)
        return token or _with_role(appId, appCertificate, channelName, account, role, privilegeExpiredTs)

    @staticmethod
    def buildTokenWithUidAndPrivilege(
        appId: str,
        appCertificate: str,
        channelName: str,
        uid: int | str,
        joinChannelPrivilegeExpiredTs: int,
        pubAudioPrivilegeExpiredTs: int,
        pubVideoPrivilegeExpiredTs: int,
        pubDataStreamPrivilegeExpiredTs: int,
    ) -> str:
        """A token for a uid, with the end of each privilege."""
        return RtcTokenBuilder.buildTokenWithUserAccountAndPrivilege(
            appId,
            appCertificate,
            channelName,
            uid,
            joinChannelPrivilegeExpiredTs,
            pubAudioPrivilegeExpiredTs,
            pubVideoPrivilegeExpiredTs,
            pubDataStreamPrivilegeExpiredTs,
        )

    @staticmethod
    def buildTokenWithUserAccountAndPrivilege(
        appId: str,
        appCertificate: str,
        channelName: str,
        account: int | str,
        joinChannelPrivilegeExpiredTs: int,
        pubAudioPrivilegeExpiredTs: int,
        pubVideoPrivilegeExpiredTs: int,
        pubDataStreamPrivilegeExpiredTs: int,
    ) -> str:
        """A token for an account, with the end of each privilege."""
        token = AccessToken(unicode(appId, "appId"), appCertificate, channelName, account)
        ends = {
            kJoinChannel: whole(joinChannelPrivilegeExpiredTs, "joinChannelPrivilegeExpiredTs", 0, U32),
            kPublishAudioStream: whole(pubAudioPrivilegeExpiredTs, "pubAudioPrivilegeExpiredTs", 0, U32),
            kPublishVideoStream: whole(pubVideoPrivilegeExpiredTs, "pubVideoPrivilegeExpiredTs", 0, U32),
            kPublishDataStream: whole(pubDataStreamPrivilegeExpiredTs, "pubDataStreamPrivilegeExpiredTs", 0, U32),
        }
        for privilege, end in ends.items():
            token.addPrivilege(privilege, end)
        return token.build()


def _with_role(
    app_id: str, certificate: str, channel: str, account: int | str, role: int, expired_ts: int
) -> str:
    """For arguments that are not of the usual kinds, such as ids that are none."""
    token = AccessToken(unicode(app_id, "appId"), certificate, channel, account)
    whole(expired_ts, "privilegeExpiredTs", 0, U32)
    privileges = [kJoinChannel]
    if role in (Role_Attendee, Role_Publisher, Role_Admin):
        privileges += [kPublishAudioStream, kPublishVideoStream, kPublishDataStream]
    for privilege in privileges:
        token.addPrivilege(privilege, expired_ts)
    return token.build()
