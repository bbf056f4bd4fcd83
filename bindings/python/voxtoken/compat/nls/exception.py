"""``GetTokenFailed``."""

__all__ = ["GetTokenFailed"]


class GetTokenFailed(Exception):
    """There is no key, or the answer holds no token."""
