"""``AcsClient``: asks for an NLS token, and for nothing else."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, cast

from voxtoken import NlsToken, VoxTokenError
from voxtoken.compat.aliyunsdkcore.acs_exception.exceptions import ClientException, ServerException
from voxtoken.compat.aliyunsdkcore.auth.credentials import AccessKeyCredential, StsTokenCredential
from voxtoken.compat.aliyunsdkcore.request import CommonRequest
from voxtoken.errors import wrong_type

__all__ = ["AcsClient", "ClientException", "CommonRequest", "ServerException"]


class AcsClient:
    """Asks Alibaba Cloud for an access token of Intelligent Speech Interaction (NLS).

    Parameters have the official names; those that have no meaning here are not accepted. ``connect_timeout`` and
    ``timeout`` are in seconds: 3 for connecting and 10 for the whole unless given.
    """

    def __init__(
        self,
        ak: str | None = None,
        secret: str | None = None,
        region_id: str = "cn-shanghai",
        *,
        connect_timeout: float | None = None,
        timeout: float | None = None,
        credential: AccessKeyCredential | StsTokenCredential | None = None,
    ) -> None:
        self._key = _key(ak, secret, credential)
        self._region_id = region_id
        self._connect_timeout = connect_timeout
        self._timeout = timeout

    def get_region_id(self) -> str:
        """The region."""
        return self._region_id

    def do_action_with_exception(self, acs_request: CommonRequest) -> bytes:
        """Asks for a token and returns the answer as JSON: ``Token.Id``, and ``Token.ExpireTime`` in absolute Unix
        seconds.

        Raises :class:`ClientException` or :class:`ServerException`; the cause of each is the VoxTokenError, which
        has a hint.
        """
        if not isinstance(acs_request, CommonRequest):
            raise wrong_type("acs_request", "CommonRequest", acs_request)
        with _official_exceptions():
            token = self._nls_token(acs_request).fetch()
        answer = {
            "NlsRequestId": token.nls_request_id,
            "RequestId": token.request_id,
            "ErrMsg": "",
            "Token": {"ExpireTime": token.expire_time, "Id": token.value, "UserId": token.user_id},
        }
        return json.dumps(answer).encode()

    def _nls_token(self, request: CommonRequest) -> NlsToken:
        path = request.get_uri_pattern()
        if not request.get_version():
            raise ClientException("SDK.InvalidParams", "common params [version] is required, cannot be empty")
        if path is None and request.get_action_name() != "CreateToken":
            raise ClientException("SDK.NotSupport", "the action must be CreateToken: voxtoken asks for tokens only")
        access_key_id, access_key_secret, security_token = self._key
        return NlsToken(
            access_key_id,
            access_key_secret,
            security_token=security_token,
            region=self._region_id,
            version=request.get_version(),
            endpoint=os.environ.get("VOXTOKEN_NLS_ENDPOINT") or request.get_domain(),
            resource_path=path,
            signature="rpc" if path is None else "roa",
            method=cast("Literal['GET', 'POST']", request.get_method().upper()),  # others are refused there
            connect_timeout=3.0 if self._connect_timeout is None else self._connect_timeout,
            timeout=10.0 if self._timeout is None else self._timeout,
        )


def _key(
    ak: str | None, secret: str | None, credential: AccessKeyCredential | StsTokenCredential | None
) -> tuple[str, str, str | None]:
    if isinstance(credential, StsTokenCredential):
        return credential.sts_access_key_id, credential.sts_access_key_secret, credential.sts_token
    if isinstance(credential, AccessKeyCredential):
        return credential.access_key_id, credential.access_key_secret, None
    if credential is not None:
        message = "credential must be an AccessKeyCredential or a StsTokenCredential"
        raise ClientException("SDK.InvalidCredential", message)
    if ak is None or secret is None:
        raise ClientException("SDK.InvalidCredential", "Need a ak&secret pair or public_key_id&private_key pair.")
    return ak, secret, None


@contextmanager
def _official_exceptions() -> Iterator[None]:
    try:
        yield
    except VoxTokenError as error:
        message = str(error)
        if error.http_status is not None:
            raise ServerException(error.code or error.kind, message, error.http_status, error.request_id) from error
        code = "SDK.InvalidParameter" if isinstance(error, ValueError) else "SDK.HttpError"
        raise ClientException(code, message) from error
