"""``CommonRequest``: which token to ask for."""

from __future__ import annotations

from voxtoken.errors import wrong_type

__all__ = ["CommonRequest"]


def _text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise wrong_type(name, "str", value)
    return value


class CommonRequest:
    """What ``CreateToken`` needs to know. ``method`` is GET unless set, as in the original."""

    def __init__(
        self,
        domain: str | None = None,
        version: str | None = None,
        action_name: str | None = None,
        uri_pattern: str | None = None,
        product: str | None = None,
    ) -> None:
        self._domain = None if domain is None else _text(domain, "domain")
        self._version = None if version is None else _text(version, "version")
        self._action_name = None if action_name is None else _text(action_name, "action_name")
        self._uri_pattern = None if uri_pattern is None else _text(uri_pattern, "uri_pattern")
        self._product = None if product is None else _text(product, "product")
        self._method = "GET"

    def set_domain(self, domain: str) -> None:
        """The host name. It is asked over https, whatever the protocol type is."""
        self._domain = _text(domain, "domain")

    def get_domain(self) -> str | None:
        """The host name."""
        return self._domain

    def set_endpoint(self, endpoint: str) -> None:
        """The same as :meth:`set_domain`."""
        self._domain = _text(endpoint, "endpoint")

    def set_version(self, version: str) -> None:
        """The API version, such as ``"2019-02-28"``."""
        self._version = _text(version, "version")

    def get_version(self) -> str | None:
        """The API version."""
        return self._version

    def set_action_name(self, action_name: str) -> None:
        """The action: ``"CreateToken"``."""
        self._action_name = _text(action_name, "action_name")

    def get_action_name(self) -> str | None:
        """The action."""
        return self._action_name

    def set_method(self, method: str) -> None:
        """``"GET"`` or ``"POST"``."""
        self._method = _text(method, "method")

    def get_method(self) -> str:
        """The HTTP method."""
        return self._method

    def set_uri_pattern(self, uri_pattern: str) -> None:
        """The path of a ROA request, ``"/pop/2018-05-18/tokens"``; without one the request is RPC."""
        self._uri_pattern = _text(uri_pattern, "uri_pattern")

    def get_uri_pattern(self) -> str | None:
        """The path of a ROA request."""
        return self._uri_pattern

    def set_product(self, product: str) -> None:
        """Kept, but not used: the region says which host to ask when no domain is set."""
        self._product = _text(product, "product")

    def get_product(self) -> str | None:
        """The product."""
        return self._product

    def set_protocol_type(self, protocol_type: str) -> None:
        """Without effect: requests are sent over https, to loopback also over http."""

    def set_accept_format(self, accept_format: str) -> None:
        """Without effect: the answer is JSON."""
