"""``AccessKeyCredential`` and ``StsTokenCredential``."""

from __future__ import annotations

__all__ = ["AccessKeyCredential", "StsTokenCredential"]


class AccessKeyCredential:
    """The access key of an account or RAM user."""

    def __init__(self, access_key_id: str, access_key_secret: str) -> None:
        self.access_key_id = access_key_id
        self.access_key_secret = access_key_secret


class StsTokenCredential:
    """Temporary credentials: an access key and the security token that belongs to it."""

    def __init__(self, sts_access_key_id: str, sts_access_key_secret: str, sts_token: str) -> None:
        self.sts_access_key_id = sts_access_key_id
        self.sts_access_key_secret = sts_access_key_secret
        self.sts_token = sts_token
