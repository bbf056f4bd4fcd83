"""What can go wrong: :class:`VoxTokenError` and a real subclass of it for each kind of failure.

>>> from voxtoken import NlsToken, VoxTokenError
>>> try:
...     NlsToken("id", "a secret with spaces")
... except VoxTokenError as error:
...     print(error)
access_key_secret: must be printable ASCII without spaces
"""

from __future__ import annotations

__all__ = [
    "AccountError",
    "BadResponseError",
    "ClockError",
    "CredentialsError",
    "EndpointError",
    "InsecureError",
    "InternalError",
    "InvalidArgumentError",
    "InvalidTokenError",
    "NetworkError",
    "NonceError",
    "PermissionDeniedError",
    "ProxyError",
    "RejectedError",
    "RequestTimeoutError",
    "SecurityTokenError",
    "SignatureError",
    "ThrottledError",
    "TlsError",
    "UnavailableError",
    "VoxTokenError",
]


class VoxTokenError(Exception):
    """The base of all errors of voxtoken. ``str(error)`` says what happened; it never holds a secret or a token.

    Wrong types are Python's own :class:`TypeError`, which names the argument.
    """

    kind: str = ""
    """The stable name of the kind, the same in every language, such as ``"throttled"``."""
    retryable: bool = False
    """Can the same call succeed later without a change on the caller's side?"""
    argument: str | None
    """The argument or setting at fault."""
    hint: str
    """What a person can do about it: one or two sentences."""
    code: str | None
    """The cloud's error code, such as ``"InvalidAccessKeyId.NotFound"`` or ``"40020503"``."""
    request_id: str | None
    """The cloud's id of the failed request."""
    http_status: int | None
    """The HTTP status of the answer, if one came."""
    recommend: str | None
    """The page that the cloud recommends for this error."""
    retry_after: float | None
    """How long the cloud asked to wait before the next call, in seconds: a :class:`voxtoken.TokenCache` waits that long at
    least, if the error is retryable."""
    retry_at: int | None
    """Until when a :class:`voxtoken.TokenCache` gives this error without asking again, in absolute Unix seconds."""

    def __init__(
        self,
        message: str = "",
        *,
        argument: str | None = None,
        hint: str = "",
        code: str | None = None,
        request_id: str | None = None,
        http_status: int | None = None,
        recommend: str | None = None,
        retry_after: float | None = None,
        retry_at: int | None = None,
    ) -> None:
        super().__init__(message)
        self.argument = argument
        self.hint = hint
        self.code = code
        self.request_id = request_id
        self.http_status = http_status
        self.recommend = recommend
        self.retry_after = retry_after
        self.retry_at = retry_at

    def __reduce__(self) -> tuple[object, ...]:
        # The fields are keywords, so the message alone makes a new one and the rest follows as its state.
        return type(self), self.args, self.__dict__


class InvalidArgumentError(VoxTokenError, ValueError):
    """An argument or setting is missing or breaks a rule; nothing was sent."""

    kind = "invalid_argument"


class CredentialsError(VoxTokenError):
    """No credentials were given, or the cloud does not accept the key."""

    kind = "credentials"


class SignatureError(VoxTokenError):
    """The cloud computed another signature: the secret is wrong."""

    kind = "signature"


class PermissionDeniedError(VoxTokenError):
    """The key is good but may not do this."""

    kind = "permission"


class SecurityTokenError(VoxTokenError):
    """The STS security token is missing, malformed, expired or of another key."""

    kind = "security_token"


class ClockError(VoxTokenError):
    """This machine's clock is too far from the cloud's."""

    kind = "clock"
    retryable = True


class NonceError(VoxTokenError):
    """The nonce was used before."""

    kind = "nonce"
    retryable = True


class ThrottledError(VoxTokenError):
    """Too many requests."""

    kind = "throttled"
    retryable = True


class UnavailableError(VoxTokenError):
    """The cloud has a problem of its own."""

    kind = "unavailable"
    retryable = True


class EndpointError(VoxTokenError):
    """The host, region, version or action do not fit together."""

    kind = "endpoint"


class AccountError(VoxTokenError):
    """The account's state forbids the call: balance, risk control, verification."""

    kind = "account"


class RejectedError(VoxTokenError):
    """The cloud refused the request for another reason."""

    kind = "rejected"


class NetworkError(VoxTokenError, ConnectionError):
    """No connection, or it broke."""

    kind = "network"
    retryable = True


class RequestTimeoutError(VoxTokenError, TimeoutError):
    """No answer within the time limit."""

    kind = "timeout"
    retryable = True


class TlsError(VoxTokenError):
    """The server's certificate was not accepted, or the TLS handshake failed."""

    kind = "tls"


class ProxyError(VoxTokenError):
    """The proxy setting is unusable, or the proxy refused."""

    kind = "proxy"


class InsecureError(VoxTokenError):
    """Plain http to another machine, which would send the secret in clear text."""

    kind = "insecure"


class BadResponseError(VoxTokenError):
    """The answer is not what the cloud documents."""

    kind = "bad_response"


class InvalidTokenError(VoxTokenError, ValueError):
    """A token that was to be parsed or verified is not valid."""

    kind = "invalid_token"
    problem: str | None = None
    """What is wrong with it, by a name that never changes, such as ``"bad_signature"`` or ``"expired"``."""


class InternalError(VoxTokenError):
    """A bug in voxtoken."""

    kind = "internal"



def invalid(argument: str, rule: str) -> InvalidArgumentError:
    """The error for an argument that breaks a rule, such as ``"must be 0 to 9"``, with the hint of its kind."""
    return InvalidArgumentError(f"{argument}: {rule}", argument=argument, hint="Correct the named argument.")


def wrong_type(argument: str, expected: str, value: object) -> TypeError:
    """The error for an argument that is not of the expected type. It does not show the value."""
    return TypeError(f"{argument}: must be {expected}, not {type(value).__name__}")


#: The class of each kind, by the kind's name.
OF_KIND: dict[str, type[VoxTokenError]] = {
    error.kind: error
    for error in (
        InvalidArgumentError,
        CredentialsError,
        SignatureError,
        PermissionDeniedError,
        SecurityTokenError,
        ClockError,
        NonceError,
        ThrottledError,
        UnavailableError,
        EndpointError,
        AccountError,
        RejectedError,
        NetworkError,
        RequestTimeoutError,
        TlsError,
        ProxyError,
        InsecureError,
        BadResponseError,
        InvalidTokenError,
        InternalError,
    )
}
