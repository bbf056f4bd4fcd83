"""``post``, as Baidu's sample for AIOB ``getToken`` calls it; it asks for a token, and for nothing else."""

from __future__ import annotations

import json as _json
import os
import time
from collections.abc import Mapping
from typing import Any

from voxtoken import AiobToken
from voxtoken.errors import InvalidArgumentError

__all__ = ["Response", "post"]

_MINUTE = 60


class Response:
    """The answer to ``getToken``. The keys, which the cloud repeats in it, are left out."""

    status_code = 200
    ok = True

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return f"<Response [{self.status_code}]>"

    def json(self) -> Any:
        """The answer: ``data.accessToken``, and ``data.expiresTime`` in minutes after ``time``, which is in
        milliseconds."""
        return _json.loads(self.text)

    def raise_for_status(self) -> None:
        """Does nothing: a failure was raised already."""


def post(
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    json: Mapping[str, str],
    timeout: float = 10.0,
) -> Response:
    """Asks Baidu AIOB for a token with ``accessKey`` and ``secretKey`` of ``json``.

    ``timeout`` is in seconds, for the whole. ``headers`` are without effect: the right ones are sent. Raises a
    :class:`voxtoken.VoxTokenError` on any failure, also where the cloud answers an error.
    """
    if not url.split("?")[0].endswith("/getToken"):
        raise InvalidArgumentError(f"url: must be that of AIOB getToken, is {url}", argument="url")
    endpoint = os.environ.get("VOXTOKEN_AIOB_ENDPOINT") or url
    token = AiobToken(json["accessKey"], json["secretKey"], endpoint=endpoint, timeout=timeout).fetch()
    now = token.server_time or int(time.time())
    answer = {
        "time": now * 1000,
        "code": 200,
        "msg": "OK",
        "data": {
            "accountId": token.user_id,
            "accessToken": token.value,
            "expiresTime": (token.expire_time - now) // _MINUTE,
        },
    }
    return Response(_json.dumps(answer))
