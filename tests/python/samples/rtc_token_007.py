"""Prints tokens for a channel: a program that was written for Agora's python3 folder."""

import os
import sys

from voxtoken.agora.RtcTokenBuilder2 import *


def main():
    app_id = os.environ.get("AGORA_APP_ID")
    app_certificate = os.environ.get("AGORA_APP_CERTIFICATE")
    if not app_id or not app_certificate:
        print("Set AGORA_APP_ID and AGORA_APP_CERTIFICATE", file=sys.stderr)
        return 1
    channel_name, uid, account, expire = "lobby", 2882341273, "2882341273", 3600

    token = RtcTokenBuilder.build_token_with_uid(
        app_id, app_certificate, channel_name, uid, Role_Publisher, expire, expire
    )
    print("Token with int uid: {}".format(token))
    token = RtcTokenBuilder.build_token_with_user_account_and_privilege(
        app_id, app_certificate, channel_name, account, expire, expire, expire, expire, expire
    )
    print("Token with user account and privilege: {}".format(token))
    token = RtcTokenBuilder.build_token_with_rtm(
        app_id, app_certificate, channel_name, account, Role_Publisher, expire, expire
    )
    print("Token with RTM: {}".format(token))

    access_token = AccessToken(app_id, app_certificate, expire=expire)
    service = ServiceRtc(channel_name, uid)
    service.add_privilege(ServiceRtc.kPrivilegeJoinChannel, expire)
    access_token.add_service(service)
    print("Token with one service: {}".format(access_token.build()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
