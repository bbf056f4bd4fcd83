"""Prints tokens for a channel: a program that was written for the package agora_token_builder."""

import sys
import time

from voxtoken.agora.RtcTokenBuilder import Role_Publisher, RtcTokenBuilder

app_id, app_certificate, channel_name = sys.argv[1:]
uid = 2882341273
user_account = "2882341273"
expire_in_seconds = 3600


def main():
    expired_ts = int(time.time()) + expire_in_seconds
    token = RtcTokenBuilder.buildTokenWithUid(app_id, app_certificate, channel_name, uid, Role_Publisher, expired_ts)
    print("Token with int uid: {}".format(token))
    token = RtcTokenBuilder.buildTokenWithAccount(
        app_id, app_certificate, channel_name, user_account, Role_Publisher, expired_ts
    )
    print("Token with user account: {}".format(token))


if __name__ == "__main__":
    main()
