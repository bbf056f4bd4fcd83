"""The part of ``nls`` (alibabacloud-nls-python-sdk) that asks for a token: ``nls.token.getToken``."""

from voxtoken.compat.nls import token as token

__all__ = ["token"]
