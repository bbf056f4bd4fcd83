"""Access tokens for voice and real-time clouds.

* Ask a cloud for a token: :class:`NlsToken` (Alibaba Cloud NLS), :class:`DashToken` (DashScope) and
  :class:`AiobToken` (Baidu AIOB).
* Keep a token, refresh it and share it: :class:`TokenCache`.
* Mint, verify and explain Agora tokens: ``voxtoken.agora``.
* Sign a request to Alibaba Cloud that you send yourself: ``voxtoken.signing``.

What goes wrong is a :class:`VoxTokenError` with a subclass for each kind of failure, in ``voxtoken.errors``. Times are
absolute Unix seconds, durations are seconds.

>>> from voxtoken import Token
>>> Token("a-token", 1798135200).expires_at.year
2026
"""

from __future__ import annotations

import atexit

from voxtoken._voxtoken import (
    AiobToken,
    CacheEvent,
    CacheStatus,
    DashToken,
    NlsToken,
    Request,
    SignedRequest,
    Token,
    TokenCache,
    TokenSource,
    __version__,
    close_to_threads,
)
from voxtoken.errors import (
    AccountError,
    BadResponseError,
    ClockError,
    CredentialsError,
    EndpointError,
    InsecureError,
    InternalError,
    InvalidArgumentError,
    InvalidTokenError,
    NetworkError,
    NonceError,
    PermissionDeniedError,
    ProxyError,
    RejectedError,
    RequestTimeoutError,
    SecurityTokenError,
    SignatureError,
    ThrottledError,
    TlsError,
    UnavailableError,
    VoxTokenError,
)

__all__ = [
    "AccountError",
    "AiobToken",
    "BadResponseError",
    "CacheEvent",
    "CacheStatus",
    "ClockError",
    "CredentialsError",
    "DashToken",
    "EndpointError",
    "InsecureError",
    "InternalError",
    "InvalidArgumentError",
    "InvalidTokenError",
    "NetworkError",
    "NlsToken",
    "NonceError",
    "PermissionDeniedError",
    "ProxyError",
    "RejectedError",
    "Request",
    "RequestTimeoutError",
    "SecurityTokenError",
    "SignatureError",
    "SignedRequest",
    "ThrottledError",
    "TlsError",
    "Token",
    "TokenCache",
    "TokenSource",
    "UnavailableError",
    "VoxTokenError",
    "__version__",
]

atexit.register(close_to_threads)
del atexit, close_to_threads
