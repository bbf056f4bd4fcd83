"""What a token says, as dataclasses. Points in time are absolute Unix seconds, unless stated otherwise.

All of them can be compared and hashed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any, TypeVar

    Made = TypeVar("Made")


@dataclass(frozen=True)
class PrivilegeReport:
    """One privilege of a service."""

    number: int
    """The number of the privilege."""
    name: str | None
    """Its name, such as ``"join_channel"``; None for an unknown one."""
    value: int
    """The value in the token: seconds after the issue in 007, absolute Unix seconds in 006."""
    expire_time: int
    """When the privilege ends in effect, in absolute Unix seconds: never later than the token."""


@dataclass(frozen=True)
class PermissionReport:
    """One permission of RTM2."""

    resource: int
    """The kind of resource; see :class:`voxtoken.agora.Resource`."""
    resource_name: str | None
    """``"messages"``, ``"streams"``, ``"groups"``, ``"server_groups"`` or ``"users"``; None for an unknown kind."""
    access: int
    """Read or write; see :class:`voxtoken.agora.Access`."""
    access_name: str | None
    """``"read"`` or ``"write"``; None for an unknown access."""
    names: tuple[str, ...]
    """The names. Bytes that are not UTF-8 are replaced."""


@dataclass(frozen=True)
class ServiceReport:
    """One service of a token. A 006 token counts as one."""

    type_number: int | None
    """The number of the service in 007; None in 006."""
    name: str
    """``"rtc"``, ``"rtm"``, ``"chat"`` and so on."""
    bound_to: dict[str, str | int] = field(hash=False)
    """What the service is bound to, such as ``channel`` and ``account``. 006 has only their CRC-32, in hexadecimal.

    It counts when two are compared, but not in the hash, as a dict has none.
    """
    privileges: tuple[PrivilegeReport, ...]
    """The privileges, by number."""
    permissions: tuple[PermissionReport, ...]
    """RTM2: what may be read and written."""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong or doubtful about a token."""

    problem: str
    """What it is, by a name that never changes, such as ``"bad_signature"``."""
    severity: str
    """``"error"``: the token is useless. ``"warning"``: look at it; ``verify`` accepts it."""
    message: str
    """What it is, why it matters and what to do, in plain words."""


@dataclass(frozen=True)
class ParsedToken:
    """What a token says. It holds neither the token nor its signature."""

    version: str
    """``"006"`` or ``"007"``."""
    app_id: str
    """The app id. Bytes that are not UTF-8 are replaced."""
    issue_time: int | None
    """When the token was issued. 006 does not say: None."""
    salt: int
    """The random number that makes each token another one."""
    token_expire_time: int
    """When the token itself ends."""
    expire_time: int
    """When the token stops to be good for anything: when its last privilege ends, and never later than the token."""
    services: tuple[ServiceReport, ...]
    """What the token gives access to."""

    @property
    def expires_at(self) -> datetime:
        """``expire_time`` as an aware datetime in UTC."""
        return _utc(self.expire_time)


@dataclass(frozen=True)
class Report:
    """What :func:`voxtoken.agora.explain` says. It holds neither the token nor its signature.

    Of a token that could not be read, all fields but ``findings`` are None or empty.
    """

    version: str | None
    """``"006"`` or ``"007"``."""
    app_id: str | None
    """The app id. Bytes that are not UTF-8 are replaced."""
    issue_time: int | None
    """When the token was issued. 006 does not say: None."""
    salt: int | None
    """The random number that makes each token another one."""
    token_expire_time: int | None
    """When the token itself ends."""
    expire_time: int | None
    """When the token stops to be good for anything: when its last privilege ends, and never later than the token."""
    services: tuple[ServiceReport, ...]
    """What the token gives access to."""
    signature: str
    """``"good"``, ``"bad"`` or ``"not_checked"``. What was not checked may be forged."""
    findings: tuple[Finding, ...]
    """What is wrong or doubtful; nothing if all is well."""

    @property
    def expires_at(self) -> datetime | None:
        """``expire_time`` as an aware datetime in UTC."""
        return None if self.expire_time is None else _utc(self.expire_time)

    @property
    def is_valid(self) -> bool:
        """Is there no finding that is an error?

        Only what was given was checked: without a certificate a **forged** token is valid here. Never decide by this
        who gets in; ask :func:`voxtoken.agora.verify`.
        """
        return all(finding.severity != "error" for finding in self.findings)

    @property
    def is_verified(self) -> bool:
        """Is the token valid **and** its signature good?"""
        return self.is_valid and self.signature == "good"


def parsed_token(text: str) -> ParsedToken:
    """What the native module says about a token that could be read."""
    return _made(ParsedToken, _content(_loads(text)))


def report(text: str) -> Report:
    """What the native module explains about a token."""
    said = _loads(text)
    findings = tuple([_made(Finding, finding) for finding in said["findings"]])
    return _made(Report, {**_content(said), "signature": said["signature"], "findings": findings})


def _content(said: dict[str, Any]) -> dict[str, Any]:
    return {
        "version": said["version"],
        "app_id": said["app_id"],
        "issue_time": said["issued_at"],
        "salt": said["salt"],
        "token_expire_time": said["token_expires_at"],
        "expire_time": said["expires_at"],
        "services": tuple([_service(service) for service in said["services"]]),
    }


def _service(said: dict[str, Any]) -> ServiceReport:
    said["privileges"] = tuple([_privilege(privilege) for privilege in said["privileges"]])
    said["permissions"] = tuple([_permission(permission) for permission in said.get("permissions", ())])
    return _made(ServiceReport, said)


def _privilege(said: dict[str, Any]) -> PrivilegeReport:
    said["expire_time"] = said.pop("expires_at")
    return _made(PrivilegeReport, said)


def _permission(said: dict[str, Any]) -> PermissionReport:
    said["names"] = tuple(said["names"])
    return _made(PermissionReport, said)


def _made(kind: type[Made], fields: dict[str, Any]) -> Made:
    """An object with these fields. The ``__init__`` of a frozen dataclass would take three times as long."""
    made = object.__new__(kind)
    made.__dict__.update(fields)
    return made


def _loads(text: str) -> dict[str, Any]:
    import json

    said: dict[str, Any] = json.loads(text)
    return said


def _utc(seconds: int) -> datetime:
    from datetime import datetime, timezone

    return datetime.fromtimestamp(seconds, timezone.utc)
