"""Each line that ends with `wrong` is a mistake that a type checker is to find."""

from voxtoken.errors import VoxTokenError
from voxtoken.sandbox import Sandbox

error = VoxTokenError("message", retry_after="soon")  # wrong
error.no_such_field  # wrong
with Sandbox(life="60") as sandbox:  # wrong
    sandbox.set_mode("throttle", "nls")  # wrong
    calls: str = sandbox.calls("nls")  # wrong
