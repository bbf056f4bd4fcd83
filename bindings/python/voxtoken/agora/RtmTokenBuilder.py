"""006: tokens for RTM, with the names of Agora's own ``RtmTokenBuilder.py`` and of ``agora_token_builder``."""

from __future__ import annotations

import os
import sys

from voxtoken import _voxtoken
from voxtoken.agora import AccessToken as _token
from voxtoken.agora._arguments import BUILT_IN, U32, unicode, whole
from voxtoken.agora.AccessToken import *

__all__ = ["Role_Rtm_User", "RtmTokenBuilder", "os", "sys"]
__all__ += _token.__all__

#: The only role; it changes nothing.
Role_Rtm_User = 1


class RtmTokenBuilder:
    """Mints tokens for RTM.

    >>> certificate = "5CFd2fd1755d40ecb72977518be15d3b"
    >>> token = RtmTokenBuilder.buildToken("970CA35de60c44645bbae8a215061b33", certificate, "alice", Role_Rtm_User, 0)
    >>> token[:35]
    '006970CA35de60c44645bbae8a215061b33'
    """

    @staticmethod
    def buildToken(appId: str, appCertificate: str, userAccount: str, role: int, privilegeExpiredTs: int) -> str:
        """A token for a user to log in, until ``privilegeExpiredTs`` in absolute Unix seconds; 0 is for 24 hours.

        Wrong types raise :class:`TypeError`, wrong values :class:`voxtoken.errors.InvalidArgumentError`; both name the
        argument. ``role`` is not looked at, as in the official code.
        """
        now = None if type(time.time) is BUILT_IN else int(time.time())
        token = _voxtoken.agora_rtm_006(appId, appCertificate, userAccount, privilegeExpiredTs, now)
        return token or _for_login(appId, appCertificate, userAccount, privilegeExpiredTs)


def _for_login(app_id: str, certificate: str, user: str, expired_ts: int) -> str:
    """For arguments that are not of the usual kinds, such as ids that are none."""
    token = AccessToken(unicode(app_id, "appId"), certificate, unicode(user, "userAccount"), "")
    whole(expired_ts, "privilegeExpiredTs", 0, U32)
    token.addPrivilege(kRtmLogin, expired_ts)
    return token.build()
