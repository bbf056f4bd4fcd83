"""007: tokens for conversational AI with RTC and RTM, with the names of Agora's own ``convoai_token_builder.py``.

Every expiry is in seconds after the issue, which is now. Bad ids give ``""``; wrong types raise :class:`TypeError`,
wrong values :class:`voxtoken.errors.InvalidArgumentError`, and both name the argument.
"""

from __future__ import annotations

from voxtoken.agora import AccessToken2 as _token
from voxtoken.agora._rtc import token_with_rtm2
from voxtoken.agora.AccessToken2 import *
from voxtoken.agora.RtcTokenBuilder2 import Role_Publisher

__all__ = ["ConvoAITokenBuilder", "Role_Publisher"]
__all__ += _token.__all__


class ConvoAITokenBuilder:
    """Mints tokens for conversational AI.

    >>> certificate = "5CFd2fd1755d40ecb72977518be15d3b"
    >>> ConvoAITokenBuilder.build_token(
    ...     "970CA35de60c44645bbae8a215061b33", certificate, "lobby", 23, Role_Publisher, 60, 60, 60, 60, 60, "me", 9
    ... )[:3]
    '007'
    """

    @staticmethod
    def build_token(
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
        """A token for conversational AI, RTC of an account with the life of each privilege, and RTM of a user id."""
        token = token_with_rtm2(
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
        )
        token.add_service(ServiceConvoAI())
        return token.build()
