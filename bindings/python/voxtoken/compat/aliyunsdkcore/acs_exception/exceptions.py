"""``ClientException`` and ``ServerException``. Their ``__cause__`` is the :class:`voxtoken.VoxTokenError`."""

from __future__ import annotations

__all__ = ["ClientException", "ServerException"]


class _Exception(Exception):
    _error_type: str

    def __init__(self, code: str | None, msg: str) -> None:
        super().__init__(code, msg)
        self.error_code = code
        self.message = msg

    def get_error_type(self) -> str:
        """``"Client"`` or ``"Server"``."""
        return self._error_type

    def get_error_code(self) -> str | None:
        """The code, such as ``"SDK.HttpError"`` or ``"InvalidAccessKeyId.NotFound"``."""
        return self.error_code

    def get_error_msg(self) -> str:
        """What happened, in words."""
        return self.message

    def set_error_code(self, code: str | None) -> None:
        """Replaces the code."""
        self.error_code = code

    def set_error_msg(self, msg: str) -> None:
        """Replaces the message."""
        self.message = msg


class ClientException(_Exception):
    """The request could not be made, or no answer came."""

    _error_type = "Client"

    def __str__(self) -> str:
        return f"{self.error_code} {self.message}"


class ServerException(_Exception):
    """The cloud answered that it does not give a token."""

    _error_type = "Server"

    def __init__(
        self, code: str | None, msg: str, http_status: int | None = None, request_id: str | None = None
    ) -> None:
        super().__init__(code, msg)
        self.http_status = http_status
        self.request_id = request_id

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.error_code, self.message, self.http_status, self.request_id)

    def get_http_status(self) -> int | None:
        """The HTTP status of the answer."""
        return self.http_status

    def get_request_id(self) -> str | None:
        """The cloud's id of the request."""
        return self.request_id

    def __str__(self) -> str:
        return f"HTTP Status: {self.http_status} Error:{self.error_code} {self.message} RequestID: {self.request_id}"
