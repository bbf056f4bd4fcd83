"""Parse, verify and explain a token of either version."""

from __future__ import annotations

from voxtoken import _voxtoken
from voxtoken.agora.report import ParsedToken, Report, parsed_token, report


def parse(token: str) -> ParsedToken:
    """Reads a token without verifying it: it may be forged or over.

    Raises :class:`voxtoken.errors.InvalidTokenError`, whose ``problem`` and message say which part is damaged.

    >>> from voxtoken.agora import TokenBuilder
    >>> certificate = "5CFd2fd1755d40ecb72977518be15d3b"
    >>> builder = TokenBuilder("970CA35de60c44645bbae8a215061b33", certificate, issued_at=1_700_000_000)
    >>> parse(builder.fpa()).expires_at.isoformat()
    '2023-11-15T22:13:20+00:00'
    """
    return parsed_token(_voxtoken.agora_parse(token))


def verify(
    token: str,
    *,
    certificate: str,
    channel: str | None = None,
    user: int | str | None = None,
    now: float | None = None,
) -> ParsedToken:
    """Reads a token and accepts it only if it is good.

    :param certificate: The app certificate that the token should be signed with: 32 hexadecimal characters.
    :param channel: The channel that is joined. None: a 007 token may be for any.
    :param user: The user who joins or logs in, a uid (int) or an account (str). None: a 007 token may be for any.
    :param now: When it should be good: absolute Unix seconds. None is the system's clock.

    A 006 token can only be verified with its channel and user; one for RTM with its user. A token is refused when its
    last privilege has ended, and earlier when the privilege to join or to log in has.

    Raises :class:`voxtoken.errors.InvalidTokenError`, whose ``problem`` and message say what is wrong, and
    :class:`voxtoken.errors.InvalidArgumentError` if the certificate is malformed, or for 006 the channel or user is
    missing. The signature is compared in constant time.

    >>> from voxtoken.agora import TokenBuilder
    >>> certificate = "5CFd2fd1755d40ecb72977518be15d3b"
    >>> token = TokenBuilder("970CA35de60c44645bbae8a215061b33", certificate, issued_at=1_700_000_000).rtm("alice", 60)
    >>> verify(token, certificate=certificate, user="alice", now=1_700_000_059).expire_time
    1700000060
    >>> from voxtoken.errors import InvalidTokenError
    >>> try:
    ...     verify(token, certificate=certificate, user="alice", now=1_700_000_060)
    ... except InvalidTokenError as error:
    ...     print(error.problem)
    expired
    """
    return parsed_token(_voxtoken.agora_verify(token, certificate, channel, user, now))


def explain(
    token: str,
    *,
    certificate: str | None = None,
    channel: str | None = None,
    user: int | str | None = None,
    now: float | None = None,
) -> Report:
    """Says all that can be said about a token. What cannot be read is a finding, not an error.

    The parameters are those of :func:`verify`; what is None is not checked, but the time is then the system's.

    >>> report = explain("007 is not enough")
    >>> report.is_valid
    False
    >>> report.findings[0].problem
    'bad_base64'
    """
    return report(_voxtoken.agora_explain(token, certificate, channel, user, now))
