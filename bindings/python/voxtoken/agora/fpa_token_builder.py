"""007: tokens for FPA, with the names of Agora's own ``fpa_token_builder.py``."""

from __future__ import annotations

from voxtoken.agora import AccessToken2 as _token
from voxtoken.agora.AccessToken2 import *

__all__ = ["FpaTokenBuilder"]
__all__ += _token.__all__


class FpaTokenBuilder:
    """Mints tokens for FPA.

    >>> certificate = "5CFd2fd1755d40ecb72977518be15d3b"
    >>> FpaTokenBuilder.build_token("970CA35de60c44645bbae8a215061b33", certificate)[:3]
    '007'
    """

    @staticmethod
    def build_token(app_id: str, app_certificate: str) -> str:
        """A token for the next 24 hours. Bad ids give ``""``."""
        token = AccessToken(app_id, app_certificate, expire=24 * 3600)
        service = ServiceFpa()
        service.add_privilege(ServiceFpa.kPrivilegeLogin, 0)
        token.add_service(service)
        return token.build()
