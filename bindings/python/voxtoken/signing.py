"""The signatures of Alibaba Cloud, for those who send a request themselves. All functions are pure.

``rpc_…`` is the RPC signature version 1.0 and ``roa_…`` the ROA signature version 1.0, both with HMAC-SHA1;
``acs3_…`` is the signature version 3, ACS3-HMAC-SHA256. For the request of a token there is more at once:
:meth:`voxtoken.NlsToken.request`.

>>> from voxtoken import signing
>>> query = signing.canonicalized_query({"Action": "CreateToken", "AccessKeyId": "id"})
>>> signing.rpc_string_to_sign("GET", query)
'GET&%2F&AccessKeyId%3Did%26Action%3DCreateToken'
"""

from __future__ import annotations

from voxtoken._voxtoken import (
    acs3_authorization,
    acs3_canonical_request,
    acs3_sign,
    acs3_string_to_sign,
    canonicalized_query,
    percent_encode,
    roa_authorization,
    roa_sign,
    roa_string_to_sign,
    rpc_sign,
    rpc_string_to_sign,
    sha256_hex,
)

__all__ = [
    "acs3_authorization",
    "acs3_canonical_request",
    "acs3_sign",
    "acs3_string_to_sign",
    "canonicalized_query",
    "percent_encode",
    "roa_authorization",
    "roa_sign",
    "roa_string_to_sign",
    "rpc_sign",
    "rpc_string_to_sign",
    "sha256_hex",
]
