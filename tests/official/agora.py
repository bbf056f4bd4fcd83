"""Drives the official agora-token-builder: one JSON request per line in, one JSON answer per line out."""

import json
import sys

from agora_token_builder import RtcTokenBuilder, RtmTokenBuilder
from agora_token_builder.AccessToken import AccessToken


def build_006(request):
    token = AccessToken(request["app_id"], request["certificate"], request["channel"], request["user"])
    token.salt = request["salt"]
    token.ts = request["ts"]
    for privilege, expire in request["privileges"]:
        token.addPrivilege(privilege, expire)
    return {"token": token.build()}


def read_006(request):
    read = AccessToken()
    is_read = read.fromString(request["token"])
    return {
        "is_read": is_read,
        "salt": read.salt,
        "ts": read.ts,
        "privileges": list(read.messages.items()),
    }


def builder(request):
    builders = {"RtcTokenBuilder": RtcTokenBuilder, "RtmTokenBuilder": RtmTokenBuilder}
    return {"token": getattr(builders[request["builder"]], request["method"])(*request["args"])}


ANSWERS = {"build_006": build_006, "read_006": read_006, "builder": builder}

for line in sys.stdin:
    asked = json.loads(line)
    print(json.dumps(ANSWERS[asked["do"]](asked)))
