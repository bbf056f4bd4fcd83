"""``post``, as Baidu's sample for AIOB ``getToken`` calls it; it asks for a token, and for nothing else."""

from __future__ import annotations

import json as _json
import os
import re
import time
from collections.abc import Mapping
from typing import Any

from voxtoken import AiobToken
from voxtoken.errors import invalid, wrong_type

__all__ = ["Response", "post"]

_MINUTE = 60
_CONNECT, _WHOLE = 3.0, 10.0


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
    timeout: float | tuple[float | None, float | None] | None = None,
) -> Response:
    """Asks Baidu AIOB for a token with ``accessKey`` and ``secretKey`` of ``json``.

    ``timeout`` is in seconds: for the whole, or a pair, for the connection and for the whole. None is 3 for the
    connection and 10 for the whole. ``headers`` are without effect: the right ones are sent. Raises a
    :class:`voxtoken.VoxTokenError` on any failure, also where the cloud answers an error.
    """
    if not isinstance(url, str):
        raise wrong_type("url", "str", url)
    address = re.split("[?#]", url)[0]
    if not address.endswith("/getToken"):
        shown = address.rpartition("@")[2].encode("ascii", "backslashreplace").decode()
        raise invalid("url", f"must be that of AIOB getToken, is {shown}")
    if not isinstance(json, Mapping):
        raise wrong_type("json", "dict", json)
    if not (isinstance(json.get("accessKey"), str) and isinstance(json.get("secretKey"), str)):
        raise invalid("json", "must have accessKey and secretKey, which are str")
    endpoint = os.environ.get("VOXTOKEN_AIOB_ENDPOINT") or url
    connect_timeout, whole_timeout = _timeouts(timeout)
    token = AiobToken(
        json["accessKey"],
        json["secretKey"],
        endpoint=endpoint,
        connect_timeout=connect_timeout,
        timeout=whole_timeout,
    ).fetch()
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


def _timeouts(timeout: float | tuple[float | None, float | None] | None) -> tuple[float, float]:
    """The time limits for the connection and for the whole."""
    if timeout is None:
        timeout = None, None
    elif not isinstance(timeout, tuple):
        timeout = None, timeout
    if len(timeout) != 2:
        raise invalid("timeout", "must be a number or a pair of numbers")
    connect, whole = timeout
    return _CONNECT if connect is None else connect, _WHOLE if whole is None else whole
