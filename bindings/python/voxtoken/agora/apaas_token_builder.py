"""007: tokens for apaas such as flexible classroom, with the names of Agora's own ``apaas_token_builder.py``.

Every expiry is in seconds after the issue, which is now. Bad ids give ``""``; wrong types raise :class:`TypeError`,
wrong values :class:`voxtoken.errors.InvalidArgumentError`, and both name the argument.
"""

from __future__ import annotations

from voxtoken.agora import AccessToken2 as _token
from voxtoken.agora._arguments import encoded
from voxtoken.agora.AccessToken2 import *

__all__ = ["ApaasTokenBuilder", "get_md5"]
__all__ += _token.__all__


def get_md5(data: str) -> str:
    """The MD5 of a text in UTF-8, in lower-case hexadecimal: the chat id of a user of apaas."""
    import hashlib

    return hashlib.md5(encoded(data, "data"), usedforsecurity=False).hexdigest()


class ApaasTokenBuilder:
    """Mints tokens for apaas.

    >>> certificate = "5CFd2fd1755d40ecb72977518be15d3b"
    >>> app_id = "970CA35de60c44645bbae8a215061b33"
    >>> ApaasTokenBuilder.build_room_user_token(app_id, certificate, "room", "alice", 1, 3600)[:3]
    '007'
    """

    @staticmethod
    def build_room_user_token(
        app_id: str, app_certificate: str, room_uuid: str, user_uuid: str, role: int, expire: int = 0
    ) -> str:
        """A token for a user in a room, with RTM for the user and chat for the user's MD5."""
        token = AccessToken(app_id, app_certificate, expire=expire)
        apaas = ServiceApaas(room_uuid, user_uuid, role)
        apaas.add_privilege(ServiceApaas.kPrivilegeRoomUser, expire)
        token.add_service(apaas)
        rtm = ServiceRtm(user_uuid)
        rtm.add_privilege(ServiceRtm.kPrivilegeLogin, expire)
        token.add_service(rtm)
        chat = ServiceChat(get_md5(user_uuid))
        chat.add_privilege(ServiceChat.kPrivilegeUser, expire)
        token.add_service(chat)
        return token.build()

    @staticmethod
    def build_user_token(app_id: str, app_certificate: str, user_uuid: str, expire: int = 0) -> str:
        """A token for a user in all rooms."""
        token = AccessToken(app_id, app_certificate, expire=expire)
        service = ServiceApaas(user_uuid=user_uuid)
        service.add_privilege(ServiceApaas.kPrivilegeUser, expire)
        token.add_service(service)
        return token.build()

    @staticmethod
    def build_app_token(app_id: str, app_certificate: str, expire: int = 0) -> str:
        """A token for the app."""
        token = AccessToken(app_id, app_certificate, expire=expire)
        service = ServiceApaas()
        service.add_privilege(ServiceApaas.kPrivilegeApp, expire)
        token.add_service(service)
        return token.build()
