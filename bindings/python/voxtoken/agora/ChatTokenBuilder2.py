"""007: tokens for chat, with the names of Agora's own ``ChatTokenBuilder2.py``.

Every expiry is in seconds after the issue, which is now. Bad ids give ``""``; wrong types raise :class:`TypeError`,
wrong values :class:`voxtoken.errors.InvalidArgumentError`, and both name the argument.
"""

from __future__ import annotations

from voxtoken.agora import AccessToken2 as _token
from voxtoken.agora.AccessToken2 import *

__all__ = ["ChatTokenBuilder"]
__all__ += _token.__all__


class ChatTokenBuilder:
    """Mints tokens for chat.

    >>> certificate = "5CFd2fd1755d40ecb72977518be15d3b"
    >>> ChatTokenBuilder.build_app_token("970CA35de60c44645bbae8a215061b33", certificate, 3600)[:3]
    '007'
    """

    @staticmethod
    def build_user_token(app_id: str, app_certificate: str, user_id: str, expire: int = 0) -> str:
        """A token for a user."""
        token = AccessToken(app_id, app_certificate, expire=expire)
        service = ServiceChat(user_id)
        service.add_privilege(ServiceChat.kPrivilegeUser, expire)
        token.add_service(service)
        return token.build()

    @staticmethod
    def build_app_token(app_id: str, app_certificate: str, expire: int = 0) -> str:
        """A token for the app."""
        token = AccessToken(app_id, app_certificate, expire=expire)
        service = ServiceChat()
        service.add_privilege(ServiceChat.kPrivilegeApp, expire)
        token.add_service(service)
        return token.build()
