"""006: tokens for RTM, with the names of Agora's own ``RtmTokenBuilder.py`` and of ``agora_token_builder``."""

from __future__ import annotations

import os
import sys

from voxtoken.agora import AccessToken as _token
from voxtoken.agora._arguments import U32, unicode, whole
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
        token = AccessToken(unicode(appId, "appId"), appCertificate, unicode(userAccount, "userAccount"), "")
        whole(privilegeExpiredTs, "privilegeExpiredTs", 0, U32)
        token.addPrivilege(kRtmLogin, privilegeExpiredTs)
        return token.build()
