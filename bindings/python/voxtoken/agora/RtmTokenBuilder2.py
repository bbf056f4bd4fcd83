"""007: tokens for RTM, with the names of Agora's own ``RtmTokenBuilder2.py``.

Every expiry is in seconds after the issue, which is now. Bad ids give ``""``; wrong types raise :class:`TypeError`,
wrong values :class:`voxtoken.errors.InvalidArgumentError`, and both name the argument.
"""

from __future__ import annotations

from voxtoken.agora import AccessToken2 as _token
from voxtoken.agora.AccessToken2 import *

__all__ = ["RtmTokenBuilder"]
__all__ += _token.__all__


class RtmTokenBuilder:
    """Mints tokens for RTM.

    >>> certificate = "5CFd2fd1755d40ecb72977518be15d3b"
    >>> RtmTokenBuilder.build_token("970CA35de60c44645bbae8a215061b33", certificate, "alice", 3600)[:3]
    '007'
    """

    @staticmethod
    def build_token(app_id: str, app_certificate: str, user_id: str, expire: int = 0) -> str:
        """A token for a user to log in."""
        token = AccessToken(app_id, app_certificate, expire=expire)
        service = ServiceRtm(user_id)
        service.add_privilege(ServiceRtm.kPrivilegeLogin, expire)
        token.add_service(service)
        return token.build()

    @staticmethod
    def build_token_with_permissions(
        app_id: str, app_certificate: str, user_id: str, permissions: ServiceRtm2.Permissions, expire: int = 0
    ) -> str:
        """A token for a user to log in, with permissions (RTM2, type 8)."""
        token = AccessToken(app_id, app_certificate, expire=expire)
        service = ServiceRtm2(user_id, permissions)
        service.add_privilege(ServiceRtm2.kPrivilegeLogin, expire)
        token.add_service(service)
        return token.build()
