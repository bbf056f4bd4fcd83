"""``getToken``."""

from __future__ import annotations

import json

from voxtoken.compat.aliyunsdkcore.acs_exception.exceptions import ServerException
from voxtoken.compat.aliyunsdkcore.client import AcsClient
from voxtoken.compat.aliyunsdkcore.request import CommonRequest
from voxtoken.compat.nls.exception import GetTokenFailed

__all__ = ["getToken"]


def getToken(
    akid: str | None,
    aksecret: str | None,
    domain: str = "cn-shanghai",
    version: str = "2019-02-28",
    url: str = "nls-meta.cn-shanghai.aliyuncs.com",
) -> str:
    """The text of a new NLS token. As in the original ``domain`` is the region and ``url`` the host name.

    Its expiry is lost here as it is there; :class:`voxtoken.NlsToken` keeps it. Raises :class:`GetTokenFailed`
    without a key and for an answer of HTTP status 200 without a token, else what
    :meth:`AcsClient.do_action_with_exception` raises.
    """
    if akid is None or aksecret is None:
        raise GetTokenFailed("No akid or aksecret")
    request = CommonRequest(domain=url, version=version, action_name="CreateToken")
    request.set_method("POST")
    try:
        answer = json.loads(AcsClient(akid, aksecret, domain).do_action_with_exception(request))
    except ServerException as error:
        if error.get_http_status() == 200:
            raise GetTokenFailed(error.get_error_msg()) from error
        raise
    token: str = answer["Token"]["Id"]
    return token
