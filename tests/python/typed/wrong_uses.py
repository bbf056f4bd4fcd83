"""Each line that ends with `wrong` is a mistake that a type checker is to find."""

from voxtoken import NlsToken, Request, SignedRequest, TokenSource
from voxtoken.agora import TokenBuilder
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
TokenBuilder(lenient=None)  # wrong
