"""What the 007 builders with RTC share. The arguments have the names by which complaints call them."""

from __future__ import annotations

from voxtoken.agora._arguments import U32, field, whole
from voxtoken.agora.AccessToken2 import AccessToken, ServiceRtc, ServiceRtm

PUBLISHER = 1


def rtc_service(
    channel_name: str, account: int | str, role: int, join: int, audio: int, video: int, data: int
) -> ServiceRtc:
    """A publisher gets all four privileges, others that to join."""
    lives = {ServiceRtc.kPrivilegeJoinChannel: whole(join, "join_channel_privilege_expire", 0, U32)}
    if role == PUBLISHER:
        lives[ServiceRtc.kPrivilegePublishAudioStream] = whole(audio, "pub_audio_privilege_expire", 0, U32)
        lives[ServiceRtc.kPrivilegePublishVideoStream] = whole(video, "pub_video_privilege_expire", 0, U32)
        lives[ServiceRtc.kPrivilegePublishDataStream] = whole(data, "pub_data_stream_privilege_expire", 0, U32)
    service = ServiceRtc(channel_name, account)
    for privilege, life in lives.items():
        service.add_privilege(privilege, life)
    return service


def rtm_service(user_id: str, id_name: str, expire: int, expire_name: str) -> ServiceRtm:
    """RTM of a user; the names are those of the caller's arguments."""
    field(user_id, id_name)
    service = ServiceRtm(user_id)
    service.add_privilege(ServiceRtm.kPrivilegeLogin, whole(expire, expire_name, 0, U32))
    return service


def token_with_rtm2(
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
) -> AccessToken:
    """RTC for an account and a role with the life of each privilege, and RTM of another user id."""
    token = AccessToken(app_id, app_certificate, expire=whole(rtc_token_expire, "rtc_token_expire", 0, U32))
    token.add_service(
        rtc_service(
            channel_name,
            rtc_account,
            rtc_role,
            join_channel_privilege_expire,
            pub_audio_privilege_expire,
            pub_video_privilege_expire,
            pub_data_stream_privilege_expire,
        )
    )
    token.add_service(rtm_service(rtm_user_id, "rtm_user_id", rtm_token_expire, "rtm_token_expire"))
    return token
