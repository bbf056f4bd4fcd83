"""The outside of a token: signature, compression, base64. For contents that you pack yourself.

>>> import voxtoken.agora
>>> from voxtoken.agora import envelope
>>> certificate = "5CFd2fd1755d40ecb72977518be15d3b"
>>> token = voxtoken.agora.TokenBuilder("970CA35de60c44645bbae8a215061b33", certificate).fpa()
>>> signature, signing_info = envelope.open(token)
>>> envelope.sign(signing_info, certificate) == signature
True
>>> envelope.open(envelope.seal(signing_info, certificate)) == (signature, signing_info)
True
"""

from __future__ import annotations

from voxtoken import _voxtoken

__all__ = ["hmac", "open", "random_salt", "seal", "sign"]


def seal(signing_info: bytes, certificate: str) -> str:
    """Signs the signed bytes of a 007 token (app id, times, salt, services) and wraps them into a token.

    Raises :class:`voxtoken.errors.InvalidArgumentError` if the certificate or the app id are not 32 hexadecimal
    characters, if the bytes end before the number of services or say that there are none, or if the content is larger
    than 1 MiB.
    """
    return _voxtoken.agora_seal(signing_info, certificate)


def open(token: str) -> tuple[bytes, bytes]:
    """The signature of a 007 token (32 bytes in a good one) and the bytes that it signs. Nothing is verified.

    Raises :class:`voxtoken.errors.InvalidTokenError` for what is no such token, or has more than 1 MiB of content.
    """
    return _voxtoken.agora_open(token)


def sign(signing_info: bytes, certificate: str) -> bytes:
    """The signature (32 bytes) of the signed bytes of a 007 token. Raises as :func:`seal`, but for the size."""
    return _voxtoken.agora_sign(signing_info, certificate)


def hmac(key: bytes, message: bytes) -> bytes:
    """HMAC-SHA256 (32 bytes). A 006 token signs app id, channel, uid and message under the certificate with it."""
    return _voxtoken.agora_hmac(key, message)


def random_salt() -> int:
    """A random number from 1 to 99,999,999 of the operating system, to make each token another one. No secret."""
    return _voxtoken.agora_random_salt()
