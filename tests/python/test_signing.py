"""The signatures are those that Python's own hmac computes."""

from __future__ import annotations

import base64
import hashlib
import hmac
from urllib.parse import parse_qs, quote, urlsplit

import pytest

import voxtoken
from voxtoken import signing

SECRET = "testKeySecret"
NOW, DATE = 1_798_135_200, "2026-12-24T18:00:00Z"


def hmac_sha1(key: str, text: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha1).digest()).decode()


def test_percent_encoding_is_that_of_rfc_3986() -> None:
    text = "".join(map(chr, range(256))) + "名é~-_./*+"
    assert signing.percent_encode(text) == quote(text, safe="-_.~")


def test_an_rpc_signature_is_hmac_sha1_of_the_sorted_query() -> None:
    query = signing.canonicalized_query({"b": "2 3", "a": "x/y", "A": "名"})
    assert query == "A=%E5%90%8D&a=x%2Fy&b=2%203"
    text = signing.rpc_string_to_sign("GET", query)
    assert text == "GET&%2F&" + quote(query, safe="-_.~")
    assert signing.rpc_sign(text, SECRET) == hmac_sha1(SECRET + "&", text)


def test_a_roa_signature_is_hmac_sha1_of_the_lines() -> None:
    text = signing.roa_string_to_sign(
        "POST",
        accept="a/b",
        content_md5="md5",
        content_type="c/d",
        date="now",
        acs_headers={"x-acs-b": "2", "x-acs-a": "1"},
        resource="/tokens",
    )
    assert text == "POST\na/b\nmd5\nc/d\nnow\nx-acs-a:1\nx-acs-b:2\n/tokens"
    assert signing.roa_string_to_sign("GET") == "GET\n\n\n\n\n"
    assert signing.roa_sign(text, SECRET) == hmac_sha1(SECRET, text)
    assert signing.roa_authorization("id", "sig") == "acs id:sig"


def test_an_acs3_signature_is_hmac_sha256_of_the_canonical_request() -> None:
    request, names = signing.acs3_canonical_request("POST", "/p", "a=1", {"x-acs-b": "2", "host": "h"}, "00")
    assert (request, names) == ("POST\n/p\na=1\nhost:h\nx-acs-b:2\n\nhost;x-acs-b\n00", "host;x-acs-b")
    text = signing.acs3_string_to_sign(request)
    assert text == "ACS3-HMAC-SHA256\n" + hashlib.sha256(request.encode()).hexdigest()
    assert signing.acs3_sign(text, SECRET) == hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).hexdigest()
    header = "ACS3-HMAC-SHA256 Credential=id,SignedHeaders=host,Signature=sig"
    assert signing.acs3_authorization("id", "host", "sig") == header
    assert signing.sha256_hex(b"abc") == hashlib.sha256(b"abc").hexdigest()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_rpc_request_can_be_sent_by_the_caller(method: str) -> None:
    nls = voxtoken.NlsToken("id", SECRET, method=method, security_token="sts")  # type: ignore[arg-type]
    signed = nls.request(NOW, "once")
    where = urlsplit(signed.url)
    sent = parse_qs(where.query if method == "GET" else signed.body.decode(), strict_parsing=True)
    assert (signed.method, where.netloc) == (method, "nls-meta.cn-shanghai.aliyuncs.com")
    assert (signed.body == b"") == (method == "GET")
    assert sent["Signature"] == [signed.signature] == [hmac_sha1(SECRET + "&", signed.string_to_sign)]
    assert (sent["Timestamp"], sent["SignatureNonce"], sent["SecurityToken"]) == ([DATE], ["once"], ["sts"])
    assert sent["Action"] == ["CreateToken"] and sent["RegionId"] == ["cn-shanghai"]


def test_roa_and_acs3_requests_carry_their_signature_in_a_header() -> None:
    roa = voxtoken.NlsToken("id", SECRET, signature="roa").request(NOW, "once")
    assert roa.headers["authorization"] == f"acs id:{hmac_sha1(SECRET, roa.string_to_sign)}"
    assert roa.url.endswith("/pop/2018-05-18/tokens")
    acs3 = voxtoken.NlsToken("id", SECRET, signature="acs3").request(NOW, "once")
    assert acs3.headers["authorization"].endswith(f"Signature={acs3.signature}")
    assert acs3.headers["x-acs-date"] == DATE


def test_without_arguments_a_request_has_the_time_of_the_clock_and_a_new_nonce() -> None:
    nls = voxtoken.NlsToken("id", SECRET, clock=lambda: NOW + 0.9)
    first, second = (parse_qs(nls.request().body.decode()) for _ in range(2))
    assert first["Timestamp"] == second["Timestamp"] == [DATE]
    assert first["SignatureNonce"] != second["SignatureNonce"]
    assert len(first["SignatureNonce"][0]) == 32


def test_the_requests_of_the_other_clouds_hold_the_keys() -> None:
    dash = voxtoken.DashToken("sk-key", expire_in_secs=77).request()
    assert dash.url == "https://dashscope.aliyuncs.com/api/v1/tokens?expire_in_seconds=77"
    assert (dash.method, dash.headers["authorization"], dash.body) == ("POST", "Bearer sk-key", b"")
    aiob = voxtoken.AiobToken("ak", "sk").request()
    assert (aiob.url, aiob.method) == ("https://aiob-open.baidu.com/api/v2/getToken", "POST")
    assert aiob.body == b'{"accessKey":"ak","secretKey":"sk"}'
    assert aiob.headers["content-type"] == "application/json"


def test_a_request_is_not_shown_with_its_secrets() -> None:
    signed = voxtoken.NlsToken("the-id", SECRET, method="GET").request(NOW, "once")
    assert isinstance(signed, voxtoken.Request)
    assert repr(signed) == "<SignedRequest GET https://nls-meta.cn-shanghai.aliyuncs.com/, 0 bytes>"
    assert repr(voxtoken.AiobToken("ak", "sk").request()).startswith("<Request POST https://aiob-open.baidu.com/")
