"""007: the token and its services, with the names of Agora's own ``AccessToken2.py``.

Every expiry is in seconds after the issue; 0 for a privilege is as long as the token. Differences to Agora's code:

* a token can be built as often as you like, also after ``from_string``;
* ``salt`` and ``issue_ts`` can be set;
* an id of 32 characters with a space among them gives ``""``, as every other bad id does;
* ``from_string`` prints nothing, and stops a decompression bomb at 1 MiB of content;
* a wrong type raises :class:`TypeError`, a wrong value :class:`voxtoken.errors.InvalidArgumentError`; both name the
  argument;
* ``import *`` brings no ``OrderedDict``, ``base64``, ``hmac``, ``secrets``, ``sha256`` and ``zlib`` along, here and
  from the builders: import what you use of them from Python itself.
"""

from __future__ import annotations

import binascii
import time

from voxtoken import _voxtoken
from voxtoken.agora._arguments import U16, U32, account, field, is_id, text, unicode, whole, wrong_type
from voxtoken.agora.Packer import *
from voxtoken.errors import InvalidTokenError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Callable, ClassVar, Union

    Buffer = Union[bytes, memoryview]

__all__ = [
    "VERSION_LENGTH",
    "AccessToken",
    "Service",
    "ServiceApaas",
    "ServiceChat",
    "ServiceConvoAI",
    "ServiceEducation",
    "ServiceFCdn",
    "ServiceFpa",
    "ServiceRtc",
    "ServiceRtm",
    "ServiceRtm2",
    "ServiceStreaming",
    "ServiceStt",
    "get_version",
    "pack_int16",
    "pack_map_string",
    "pack_map_uint32",
    "pack_string",
    "pack_uint16",
    "pack_uint32",
    "struct",
    "time",
    "unpack_int16",
    "unpack_map_string",
    "unpack_map_uint32",
    "unpack_string",
    "unpack_uint16",
    "unpack_uint32",
]

VERSION_LENGTH = 3


def get_version() -> str:
    """``"007"``."""
    return "007"


class Service:
    """A service with its privileges. A service of your own extends it with ``pack`` and ``unpack``.

    >>> service = Service(999)
    >>> service.add_privilege(1, 3600)
    >>> service.pack().hex()
    'e70301000100100e0000'
    """

    def __init__(self, service_type: int) -> None:
        whole(service_type, "service_type", 0, U16)
        self.__type = service_type
        self.__privileges: dict[int, int] = {}

    def add_privilege(self, privilege: int, expire: int) -> None:
        """Sets a privilege (0 to 65535) to last ``expire`` seconds after the issue; 0 is as long as the token."""
        whole(privilege, "privilege", 0, U16)
        whole(expire, "expire", 0, U32)
        self.__privileges[privilege] = expire

    def service_type(self) -> int:
        """The number of the service."""
        return self.__type

    def pack(self) -> bytes:
        """The bytes of the service in a token: its type and its privileges, then what it is bound to."""
        ordered = dict(sorted(self.__privileges.items(), key=lambda item: int(item[0])))
        return pack_uint16(self.__type) + pack_map_uint32(ordered)

    def unpack(self, buffer: Buffer) -> Any:
        """Reads what :meth:`pack` writes behind the type, and gives the rest."""
        self.__privileges, buffer = unpack_map_uint32(buffer)
        return buffer


class ServiceRtc(Service):
    """Real-time calls in a channel; of a user, or of any with the uid 0."""

    kServiceType = 1

    kPrivilegeJoinChannel = 1
    kPrivilegePublishAudioStream = 2
    kPrivilegePublishVideoStream = 3
    kPrivilegePublishDataStream = 4

    def __init__(self, channel_name: str = "", uid: int | str = 0) -> None:
        super().__init__(ServiceRtc.kServiceType)
        self.__channel_name = field(channel_name, "channel_name")
        self.__uid = field(account(uid), "uid")

    def pack(self) -> bytes:
        return super().pack() + pack_string(self.__channel_name) + pack_string(self.__uid)

    def unpack(self, buffer: Buffer) -> Any:
        self.__channel_name, buffer = unpack_string(super().unpack(buffer))
        self.__uid, buffer = unpack_string(buffer)
        return buffer


class ServiceRtm(Service):
    """Messages of a user."""

    kServiceType = 2

    kPrivilegeLogin = 1

    def __init__(self, user_id: str = "") -> None:
        super().__init__(ServiceRtm.kServiceType)
        self.__user_id = field(user_id, "user_id")

    def pack(self) -> bytes:
        return super().pack() + pack_string(self.__user_id)

    def unpack(self, buffer: Buffer) -> Any:
        self.__user_id, buffer = unpack_string(super().unpack(buffer))
        return buffer


class ServiceStreaming(Service):
    """Stream conversion in a channel; of a user, or of any with an empty account or 0."""

    kServiceType = 3

    kPrivilegePublishMixStream = 1
    kPrivilegePublishRawStream = 2

    def __init__(self, channel_name: str = "", account: int | str = "") -> None:
        super().__init__(ServiceStreaming.kServiceType)
        self.__channel_name = field(channel_name, "channel_name")
        self.__account = _account(account)

    def pack(self) -> bytes:
        return super().pack() + pack_string(self.__channel_name) + pack_string(self.__account)

    def unpack(self, buffer: Buffer) -> Any:
        self.__channel_name, buffer = unpack_string(super().unpack(buffer))
        self.__account, buffer = unpack_string(buffer)
        return buffer


class ServiceFpa(Service):
    """Acceleration of one's own traffic."""

    kServiceType = 4

    kPrivilegeLogin = 1

    def __init__(self) -> None:
        super().__init__(ServiceFpa.kServiceType)


class ServiceChat(Service):
    """Chat of a user, or of the app with an empty id."""

    kServiceType = 5

    kPrivilegeUser = 1
    kPrivilegeApp = 2

    def __init__(self, user_id: str = "") -> None:
        super().__init__(ServiceChat.kServiceType)
        self.__user_id = field(user_id, "user_id")

    def pack(self) -> bytes:
        return super().pack() + pack_string(self.__user_id)

    def unpack(self, buffer: Buffer) -> Any:
        self.__user_id, buffer = unpack_string(super().unpack(buffer))
        return buffer


class ServiceFCdn(Service):
    """Live streaming by CDN in a channel; of a user, or of any with an empty account or 0."""

    kServiceType = 6

    kPrivilegePublish = 1
    kPrivilegePlay = 2

    def __init__(self, channel_name: str = "", account: int | str = "") -> None:
        super().__init__(ServiceFCdn.kServiceType)
        self.__channel_name = field(channel_name, "channel_name")
        self.__account = _account(account)

    def pack(self) -> bytes:
        return super().pack() + pack_string(self.__channel_name) + pack_string(self.__account)

    def unpack(self, buffer: Buffer) -> Any:
        self.__channel_name, buffer = unpack_string(super().unpack(buffer))
        self.__account, buffer = unpack_string(buffer)
        return buffer


class ServiceApaas(Service):
    """Flexible classroom: of a user in a room, of a user, or of the app. The role is -32768 to 32767; -1 is none."""

    kServiceType = 7

    kPrivilegeRoomUser = 1
    kPrivilegeUser = 2
    kPrivilegeApp = 3

    def __init__(self, room_uuid: str = "", user_uuid: str = "", role: int = -1) -> None:
        super().__init__(ServiceApaas.kServiceType)
        self.__room_uuid = field(room_uuid, "room_uuid")
        self.__user_uuid = field(user_uuid, "user_uuid")
        whole(role, "role", -0x8000, 0x7FFF)
        self.__role = role

    def pack(self) -> bytes:
        return super().pack() + pack_string(self.__room_uuid) + pack_string(self.__user_uuid) + pack_int16(self.__role)

    def unpack(self, buffer: Buffer) -> Any:
        self.__room_uuid, buffer = unpack_string(super().unpack(buffer))
        self.__user_uuid, buffer = unpack_string(buffer)
        self.__role, buffer = unpack_int16(buffer)
        return buffer


#: The older name.
ServiceEducation = ServiceApaas


class ServiceRtm2(Service):
    """Messages of a user, with permissions."""

    kServiceType = 8

    kPrivilegeLogin = 1

    class Permissions:
        """The names of resources that a user may read or write, in ``details``: resource → permission → names."""

        kMessageChannels = 0
        kStreamChannels = 1
        kGroupChannels = 2
        kServerGroups = 3
        kUsers = 4

        kRead = 0
        kWrite = 1

        def __init__(self) -> None:
            self.details: dict[int, dict[int, list[str]]] = {}

        def add(self, resource_type: int, permission_type: int, resources: Iterable[str]) -> None:
            """Sets the names for a kind of resource and permission; earlier ones are replaced."""
            whole(resource_type, "resource_type", 0, U16)
            whole(permission_type, "permission_type", 0, U16)
            if isinstance(resources, (str, bytes)) or not hasattr(resources, "__iter__"):
                raise wrong_type(resources, "resources", "list of str")
            names = [unicode(name, "resources") for name in resources]
            self.details.setdefault(resource_type, {})[permission_type] = names

    def __init__(self, user_id: str = "", permissions: Permissions | None = None) -> None:
        super().__init__(ServiceRtm2.kServiceType)
        self.__user_id = field(user_id, "user_id")
        self.__permissions = ServiceRtm2.Permissions() if permissions is None else permissions
        if not isinstance(getattr(self.__permissions, "details", None), dict):
            raise wrong_type(permissions, "permissions", "ServiceRtm2.Permissions")

    def pack(self) -> bytes:
        packed = _pack_ordered(
            self.__permissions.details, lambda accesses: _pack_ordered(accesses, self.__pack_names)
        )
        return super().pack() + pack_string(self.__user_id) + packed

    def unpack(self, buffer: Buffer) -> Any:
        self.__user_id, buffer = unpack_string(super().unpack(buffer))
        self.__permissions = ServiceRtm2.Permissions()
        resource_count, buffer = unpack_uint16(buffer)
        for _ in range(resource_count):
            resource, buffer = unpack_uint16(buffer)
            access_count, buffer = unpack_uint16(buffer)
            for _ in range(access_count):
                access, buffer = unpack_uint16(buffer)
                names, buffer = self.__unpack_names(buffer)
                self.__permissions.add(resource, access, names)
        return buffer

    def get_user_id(self) -> str:
        """The user id."""
        return self.__user_id.decode()

    def get_permissions(self) -> Permissions:
        """The permissions."""
        return self.__permissions

    @staticmethod
    def __pack_names(names: list[str]) -> bytes:
        return pack_uint16(len(names)) + b"".join([pack_string(field(name, "resources")) for name in names])

    @staticmethod
    def __unpack_names(buffer: Buffer) -> tuple[list[str], Any]:
        count, buffer = unpack_uint16(buffer)
        names = []
        for _ in range(count):
            name, buffer = unpack_string(buffer)
            names.append(name.decode())
        return names, buffer


class ServiceConvoAI(Service):
    """Conversational AI. No privilege is defined for it."""

    kServiceType = 9

    def __init__(self) -> None:
        super().__init__(ServiceConvoAI.kServiceType)


class ServiceStt(Service):
    """Speech to text. No privilege is defined for it."""

    kServiceType = 10

    def __init__(self) -> None:
        super().__init__(ServiceStt.kServiceType)


class AccessToken:
    """A 007 token: services for an app, from ``issue_ts`` (absolute Unix seconds; 0 is now) for ``expire`` seconds.

    >>> token = AccessToken("970CA35de60c44645bbae8a215061b33", "5CFd2fd1755d40ecb72977518be15d3b", expire=600)
    >>> token.add_service(ServiceRtm("alice"))
    >>> read = AccessToken()
    >>> read.from_string(token.build()), read.verify_signature("5CFd2fd1755d40ecb72977518be15d3b")
    (True, True)
    >>> [service.service_type() for service in read.services]
    [2]
    """

    kServices: ClassVar[dict[int, Callable[[], Service]]] = {
        ServiceRtc.kServiceType: ServiceRtc,
        ServiceRtm.kServiceType: ServiceRtm,
        ServiceStreaming.kServiceType: ServiceStreaming,
        ServiceFpa.kServiceType: ServiceFpa,
        ServiceChat.kServiceType: ServiceChat,
        ServiceFCdn.kServiceType: ServiceFCdn,
        ServiceApaas.kServiceType: ServiceApaas,
        ServiceRtm2.kServiceType: ServiceRtm2,
        ServiceConvoAI.kServiceType: ServiceConvoAI,
        ServiceStt.kServiceType: ServiceStt,
    }
    """The services that ``from_string`` can read, by type; add those of your own."""

    services: list[Service]
    """The services, in the order in which they were added or read. One type may occur more than once."""

    def __init__(self, app_id: str = "", app_certificate: str = "", issue_ts: int = 0, expire: int = 900) -> None:
        self.__app_id: str | bytes = text(app_id, "app_id")
        self.__app_cert = text(app_certificate, "app_certificate")
        whole(issue_ts, "issue_ts", 0, U32)
        whole(expire, "expire", 0, U32)
        self.__issue_ts = issue_ts if issue_ts != 0 else int(time.time())
        self.__expire = expire
        self.__salt = _voxtoken.agora_random_salt()
        self.services = []
        self.__read = ""

    @property
    def salt(self) -> int:
        """The random number that makes each token another one: 0 to 4294967295."""
        return self.__salt

    @salt.setter
    def salt(self, salt: int) -> None:
        whole(salt, "salt", 0, U32)
        self.__salt = salt

    @property
    def issue_ts(self) -> int:
        """When the token is issued: absolute Unix seconds."""
        return self.__issue_ts

    @issue_ts.setter
    def issue_ts(self, issue_ts: int) -> None:
        whole(issue_ts, "issue_ts", 0, U32)
        self.__issue_ts = issue_ts

    def add_service(self, service: Service) -> None:
        """Adds a service. In the token they are ordered by type, those of one type as they were added."""
        for method in ("pack", "service_type"):
            if not callable(getattr(service, method, None)):
                raise wrong_type(service, "service", "Service")
        self.services.append(service)

    def get_services(self, service_type: int) -> list[Service]:
        """The services of this type."""
        return [service for service in self.services if service.service_type() == service_type]

    def build(self) -> str:
        """The token's text; ``""`` if an id is not 32 hexadecimal characters or if there is no service."""
        if not (self.services and is_id(self.__app_id) and is_id(self.__app_cert)):
            return ""
        services = sorted(self.services, key=lambda service: service.service_type())
        head = pack_string(self.__app_id) + pack_uint32(self.__issue_ts) + pack_uint32(self.__expire)
        counts = pack_uint32(self.__salt) + pack_uint16(len(services))
        packed = b"".join([service.pack() for service in services])
        return _voxtoken.agora_seal(head + counts + packed, self.__app_cert)

    def from_string(self, origin_token: str) -> bool:
        """Reads a token in place of what this object held; the certificate stays.

        False if it is of another version. Raises :class:`ValueError` if it is damaged. A service of an unknown type
        ends the reading, because its length is not known; those in front of it are kept.
        """
        token = text(origin_token, "origin_token")
        self.__app_id, self.__issue_ts, self.__expire, self.__salt = "", 0, 0, 0
        self.services = []
        self.__read = ""
        if not token.startswith(get_version()):
            return False
        try:
            token = _without_noise(token)
            self.__unpack(memoryview(_voxtoken.agora_open(token)[1]))
        except InvalidTokenError:
            raise
        except Exception as error:  # whatever a service of another's own raises
            raise InvalidTokenError(f"origin_token: cannot be read: {error}") from error
        self.__read = token
        return True

    def verify_signature(self, app_certificate: str) -> bool:
        """Was the token that ``from_string`` read made with this certificate? Says nothing about times."""
        certificate = text(app_certificate, "app_certificate")
        return bool(self.__read) and is_id(certificate) and _voxtoken.agora_fits(self.__read, certificate)

    def __unpack(self, buffer: Buffer) -> None:
        self.__app_id, buffer = unpack_string(buffer)
        self.__issue_ts, buffer = unpack_uint32(buffer)
        self.__expire, buffer = unpack_uint32(buffer)
        self.__salt, buffer = unpack_uint32(buffer)
        count, buffer = unpack_uint16(buffer)
        for _ in range(count):
            service_type, buffer = unpack_uint16(buffer)
            if service_type not in AccessToken.kServices:
                return
            service = AccessToken.kServices[service_type]()
            buffer = service.unpack(buffer)
            self.services.append(service)


def _account(value: int | str) -> bytes:
    return field(account(value), "account")


def _pack_ordered(content: dict[int, Any], pack_value: Callable[[Any], bytes]) -> bytes:
    """A map of what can be packed, by its keys."""
    items = sorted(content.items(), key=lambda item: int(item[0]))
    return pack_uint16(len(items)) + b"".join([pack_uint16(key) + pack_value(value) for key, value in items])


def _without_noise(token: str) -> str:
    """The official code passes over what is not base64, such as a line break."""
    content = binascii.a2b_base64(token[VERSION_LENGTH:])
    return get_version() + binascii.b2a_base64(content, newline=False).decode()
