"""Each line that ends with `wrong` is a mistake that a type checker is to find."""

from voxtoken import CacheStatus, NlsToken, Request, SignedRequest, Token, TokenCache, TokenSource, agora, signing
from voxtoken.agora.RtcTokenBuilder2 import RtcTokenBuilder
from voxtoken.compat import requests
from voxtoken.compat.aliyunsdkcore.client import AcsClient
from voxtoken.compat.aliyunsdkcore.request import CommonRequest
from voxtoken.compat.nls.token import getToken
from voxtoken.errors import VoxTokenError
from voxtoken.sandbox import Sandbox

error = VoxTokenError("message", retry_after="soon")  # wrong
error.no_such_field  # wrong
with Sandbox(life="60") as sandbox:  # wrong
    sandbox.set_mode("throttle", "nls")  # wrong
    calls: str = sandbox.calls("nls")  # wrong
NlsToken(123, "secret")  # wrong
NlsToken("id", "secret", 10)  # wrong
NlsToken("id", "secret", signature="rsa")  # wrong
until: str = NlsToken().expire_time  # wrong
NlsToken().token = "mine"  # wrong
TokenSource()  # wrong
Request()  # wrong
SignedRequest()  # wrong
agora.TokenBuilder(lenient=None)  # wrong
Token("text")  # wrong
Token("text", "1798135200")  # wrong
Token("text", 1798135200).is_fresh("600")  # wrong
Token("text", 1798135200).value = "mine"  # wrong
agora.parse(b"007")  # wrong
agora.verify("007")  # wrong
agora.verify("007", "certificate")  # wrong
agora.explain("007").findings[0].code  # wrong
agora.parse("007").salt = 1  # wrong
builder = agora.TokenBuilder("app id", "certificate", issued_at="now")  # wrong
builder.rtc("lobby", 23, agora.Role.PUBLISHER)  # wrong
builder.rtc("lobby", 2.5, 1, 60, 60)  # wrong
builder.no_such_service()  # wrong
RtcTokenBuilder.build_token_with_uid("app id", "certificate", "lobby", 23, 1, "3600")  # wrong
signing.rpc_sign(b"text", "secret")  # wrong
signing.sha256_hex("text")  # wrong
TokenCache(lambda: ("text", 1798135200))  # wrong
TokenCache(lambda: "text", scope="mine")  # wrong
TokenCache(NlsToken(), scope="mine")  # wrong
TokenCache(NlsToken(), file=5)  # wrong
TokenCache.minted(lambda: ("text", 1798135200), scope="mine")  # wrong
TokenCache(NlsToken()).try_get().token  # wrong
TokenCache(NlsToken()).get(min_validity="600")  # wrong
TokenCache(NlsToken(), on_event=lambda: None)  # wrong
CacheStatus()  # wrong
AcsClient("id", "secret", "cn-shanghai", proxy={})  # wrong
AcsClient("id", "secret").do_action_with_exception("CreateToken")  # wrong
answer: str = AcsClient("id", "secret").do_action_with_exception(CommonRequest())  # wrong
getToken("id", 5)  # wrong
requests.get("https://aiob-open.baidu.com/api/v2/getToken")  # wrong
requests.post("https://aiob-open.baidu.com/api/v2/getToken", json={"accessKey": 1})  # wrong
requests.post("https://aiob-open.baidu.com/api/v2/getToken", json={}, timeout="10")  # wrong


async def main() -> None:
    token: Token = NlsToken().apply_async()  # wrong
    NlsToken().fetch_async().value  # wrong
    await NlsToken().apply()  # wrong
    TokenCache(NlsToken()).get_async().token  # wrong
    await NlsToken().apply_async(timeout=5)  # wrong
