"""007: tokens for RTC, and for RTC with RTM, with the names of Agora's own ``RtcTokenBuilder2.py``.

Every expiry is in seconds after the issue, which is now; 0 for a privilege is as long as the token. A uid or account
of the number 0 lets any user in. Bad ids give ``""``; wrong types raise :class:`TypeError`, wrong values
:class:`voxtoken.errors.InvalidArgumentError`, and both name the argument.
"""

from __future__ import annotations

from voxtoken import _voxtoken
from voxtoken.agora import AccessToken2 as _token
from voxtoken.agora._arguments import BUILT_IN, U32, whole
from voxtoken.agora._rtc import rtc_service, rtm_service, token_with_rtm2
from voxtoken.agora.AccessToken2 import *

__all__ = ["Role_Publisher", "Role_Subscriber", "RtcTokenBuilder"]
__all__ += _token.__all__

#: May publish audio, video and data.
Role_Publisher = 1
#: May only join and listen; so may every other number. Needs co-host authentication to be on in Agora's console.
Role_Subscriber = 2


class RtcTokenBuilder:
    """Mints tokens for RTC.

    >>> certificate = "5CFd2fd1755d40ecb72977518be15d3b"
    >>> token = RtcTokenBuilder.build_token_with_uid(
    ...     "970CA35de60c44645bbae8a215061b33", certificate, "lobby", 23, Role_Publisher, 3600, 3600
    ... )
    >>> token[:3]
    '007'
    """

    @staticmethod
    def build_token_with_uid(
        app_id: str,
        app_certificate: str,
        channel_name: str,
        uid: int | str,
        role: int,
        token_expire: int,
        privilege_expire: int = 0,
    ) -> str:
        """A token for a uid and a role."""
        now = None if type(time.time) is BUILT_IN else int(time.time())
        return _voxtoken.agora_rtc_007(
            app_id, app_certificate, channel_name, uid, role, token_expire, privilege_expire, now
        ) or _with_role(app_id, app_certificate, channel_name, uid, role, token_expire, privilege_expire)

    @staticmethod
    def build_token_with_user_account(
        app_id: str,
        app_certificate: str,
        channel_name: str,
        account: int | str,
        role: int,
        token_expire: int,
        privilege_expire: int = 0,
    ) -> str:
        """A token for an account and a role."""
        now = None if type(time.time) is BUILT_IN else int(time.time())
        return _voxtoken.agora_rtc_007(
            app_id, app_certificate, channel_name, account, role, token_expire, privilege_expire, now
        ) or _with_role(app_id, app_certificate, channel_name, account, role, token_expire, privilege_expire)

    @staticmethod
    def build_token_with_uid_and_privilege(
        app_id: str,
        app_certificate: str,
        channel_name: str,
        uid: int | str,
        token_expire: int,
        join_channel_privilege_expire: int,
        pub_audio_privilege_expire: int,
        pub_video_privilege_expire: int,
        pub_data_stream_privilege_expire: int,
    ) -> str:
        """A token for a uid, with the life of each privilege."""
        return RtcTokenBuilder.build_token_with_user_account_and_privilege(
            app_id,
            app_certificate,
            channel_name,
            uid,
            token_expire,
            join_channel_privilege_expire,
            pub_audio_privilege_expire,
            pub_video_privilege_expire,
            pub_data_stream_privilege_expire,
        )

    @staticmethod
    def build_token_with_user_account_and_privilege(
        app_id: str,
        app_certificate: str,
        channel_name: str,
        account: int | str,
        token_expire: int,
        join_channel_privilege_expire: int,
        pub_audio_privilege_expire: int,
        pub_video_privilege_expire: int,
        pub_data_stream_privilege_expire: int,
    ) -> str:
        """A token for an account, with the life of each privilege."""
        token = AccessToken(app_id, app_certificate, expire=whole(token_expire, "token_expire", 0, U32))
        token.add_service(
            rtc_service(
                channel_name,
                account,
                Role_Publisher,
                join_channel_privilege_expire,
                pub_audio_privilege_expire,
                pub_video_privilege_expire,
                pub_data_stream_privilege_expire,
            )
        )
        return token.build()

    @staticmethod
    def build_token_with_rtm(
        app_id: str,
        app_certificate: str,
        channel_name: str,
        account: str,
        role: int,
        token_expire: int,
        privilege_expire: int = 0,
    ) -> str:
        """A token for an account and a role, and for RTM of the same account for ``token_expire`` seconds."""
        token = _token_with_role(
            app_id, app_certificate, channel_name, account, role, token_expire, privilege_expire
        )
        token.add_service(rtm_service(account, "account", token_expire, "token_expire"))
        return token.build()

    @staticmethod
    def build_token_with_rtm2(
        app_id: str,
        app_certificate: str,
        channel_name: str,
        rtc_account: int | str,
        rtc_role: int,
        rtc_token_expire: int,
        join_channel_privilege_expire: int,
        pub_audio_privilege_expire: int,
        pub_video_privilege_expire: int,
        pub_data_stream_privilege_expire: int,
        rtm_user_id: str,
        rtm_token_expire: int,
    ) -> str:
        """A token for an account and a role with the life of each privilege, and for RTM of another user id."""
        return token_with_rtm2(
            app_id,
            app_certificate,
            channel_name,
            rtc_account,
            rtc_role,
            rtc_token_expire,
            join_channel_privilege_expire,
            pub_audio_privilege_expire,
            pub_video_privilege_expire,
            pub_data_stream_privilege_expire,
            rtm_user_id,
            rtm_token_expire,
        ).build()


def _with_role(
    app_id: str,
    certificate: str,
    channel: str,
    account: int | str,
    role: int,
    token_expire: int,
    privilege_expire: int,
) -> str:
    """For arguments that are not of the usual kinds, such as ids that are none."""
    return _token_with_role(app_id, certificate, channel, account, role, token_expire, privilege_expire).build()


def _token_with_role(
    app_id: str,
    certificate: str,
    channel: str,
    account: int | str,
    role: int,
    token_expire: int,
    privilege_expire: int,
) -> AccessToken:
    life = whole(privilege_expire, "privilege_expire", 0, U32)
    token = AccessToken(app_id, certificate, expire=whole(token_expire, "token_expire", 0, U32))
    token.add_service(rtc_service(channel, account, role, life, life, life, life))
    return token
