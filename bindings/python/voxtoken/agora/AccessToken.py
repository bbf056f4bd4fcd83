"""006: the token, with the names of Agora's own ``AccessToken.py`` and of the package ``agora_token_builder``.

All times are absolute Unix seconds. As the official code does, this builds a token of any ids; a token of bad ids
works nowhere. Differences:

* ``fromString`` prints nothing;
* a wrong type raises :class:`TypeError`, a wrong value :class:`voxtoken.errors.InvalidArgumentError`; both name the
  argument;
* ``import *`` brings no ``OrderedDict``, ``base64``, ``crc32``, ``hmac``, ``secrets`` and ``sha256`` along, here and
  from the builders: import what you use of them from Python itself.
"""

from __future__ import annotations

import binascii
import time

from voxtoken import _voxtoken
from voxtoken.agora import Packer
from voxtoken.agora._arguments import U16, U32, account, check_bytes, encoded, text, unicode, whole
from voxtoken.agora.Packer import struct, unpack_map_uint32, unpack_string, unpack_uint16, unpack_uint32

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    Value = TypeVar("Value")

__all__ = [
    "APP_ID_LENGTH",
    "VERSION_LENGTH",
    "AccessToken",
    "ReadByteBuffer",
    "getVersion",
    "kAdministrateChannel",
    "kJoinChannel",
    "kPublishAudioStream",
    "kPublishDataStream",
    "kPublishVideoStream",
    "kRtmLogin",
    "packInt32",
    "packMap",
    "packMapUint32",
    "packString",
    "packUint16",
    "packUint32",
    "struct",
    "time",
    "unPackContent",
    "unPackMessages",
]

kJoinChannel = 1
kPublishAudioStream = 2
kPublishVideoStream = 3
kPublishDataStream = 4
kAdministrateChannel = 101
kRtmLogin = 1000

VERSION_LENGTH = 3
APP_ID_LENGTH = 32

packUint16 = Packer.pack_uint16
packUint32 = Packer.pack_uint32
packString = Packer.pack_string
packMapUint32 = Packer.pack_map_uint32
packMap = Packer.pack_map_string


def getVersion() -> str:
    """``"006"``."""
    return "006"


def packInt32(x: int) -> bytes:
    """-2147483648 to 2147483647."""
    return struct.pack("<i", whole(x, "x", -0x8000_0000, 0x7FFF_FFFF))


class ReadByteBuffer:
    """Reads one part after the other; raises :class:`ValueError` where the buffer ends too early.

    >>> ReadByteBuffer(packString(b"lobby")).unPackString()
    b'lobby'
    """

    def __init__(self, bytes: bytes) -> None:
        check_bytes(bytes, "bytes")
        self.buffer = bytes
        self.position = 0

    def unPackUint16(self) -> int:
        """0 to 65535."""
        return self.__step(unpack_uint16(self.__rest()))

    def unPackUint32(self) -> int:
        """0 to 4294967295."""
        return self.__step(unpack_uint32(self.__rest()))

    def unPackString(self) -> bytes:
        """A text as its bytes."""
        return self.__step(unpack_string(self.__rest()))

    def unPackMapUint32(self) -> dict[int, int]:
        """Keys of 16 bits and values of 32."""
        return self.__step(unpack_map_uint32(self.__rest()))

    def __rest(self) -> memoryview:
        return memoryview(self.buffer)[self.position :]

    def __step(self, unpacked: tuple[Value, memoryview]) -> Value:
        value, rest = unpacked
        self.position = len(self.buffer) - len(rest)
        return value


def unPackContent(buff: bytes) -> tuple[bytes, int, int, bytes]:
    """Signature, CRC-32 of the channel, CRC-32 of the user, message."""
    check_bytes(buff, "buff")
    reader = ReadByteBuffer(buff)
    return reader.unPackString(), reader.unPackUint32(), reader.unPackUint32(), reader.unPackString()


def unPackMessages(buff: bytes) -> tuple[int, int, dict[int, int]]:
    """Salt, end of the token, privileges."""
    check_bytes(buff, "buff")
    reader = ReadByteBuffer(buff)
    return reader.unPackUint32(), reader.unPackUint32(), reader.unPackMapUint32()


class AccessToken:
    """A 006 token: privileges for a user of a channel, for 24 hours unless ``ts`` is set.

    The uid 0 and the empty account are any user. For RTM the user account stands in the place of the channel.

    >>> token = AccessToken("970CA35de60c44645bbae8a215061b33", "5CFd2fd1755d40ecb72977518be15d3b", "lobby", 23)
    >>> token.addPrivilege(kJoinChannel, token.ts)
    >>> read = AccessToken()
    >>> read.fromString(token.build()), read.messages == token.messages
    (True, True)
    """

    ts: int
    """When the token ends: absolute Unix seconds."""
    salt: int
    """The random number that makes each token another one."""
    messages: dict[int, int]
    """Privilege → when it ends, in absolute Unix seconds; 0 is when the token ends."""

    def __init__(
        self, appID: str = "", appCertificate: str = "", channelName: str = "", uid: int | str = ""
    ) -> None:
        self.appID = unicode(appID, "appID")
        self.appCertificate = unicode(appCertificate, "appCertificate")
        self.channelName = unicode(channelName, "channelName")
        self.ts = int(time.time()) + 24 * 3600
        self.salt = _voxtoken.agora_random_salt()
        self.messages = {}
        self.uidStr = account(uid)

    def addPrivilege(self, privilege: int, expireTimestamp: int) -> None:
        """Sets a privilege (0 to 65535) to end at ``expireTimestamp``, in absolute Unix seconds."""
        whole(privilege, "privilege", 0, U16)
        whole(expireTimestamp, "expireTimestamp", 0, U32)
        self.messages[privilege] = expireTimestamp

    def fromString(self, originToken: str) -> bool:
        """Reads salt, time and privileges of a token; app id, channel and user stay. False if it is damaged."""
        token = text(originToken, "originToken")
        if not token.startswith(getVersion()):
            return False
        try:
            content = binascii.a2b_base64(token[VERSION_LENGTH + APP_ID_LENGTH :])
            self.salt, self.ts, self.messages = unPackMessages(unPackContent(content)[3])
        except ValueError:
            return False
        return True

    def build(self) -> str:
        """The token's text."""
        app_id, channel = encoded(self.appID, "appID"), encoded(self.channelName, "channelName")
        uid, certificate = encoded(self.uidStr, "uid"), encoded(self.appCertificate, "appCertificate")
        privileges = dict(sorted(self.messages.items(), key=lambda item: int(item[0])))
        message = packUint32(self.salt) + packUint32(self.ts) + packMapUint32(privileges)
        signature = _voxtoken.agora_hmac(certificate, app_id + channel + uid + message)
        crcs = packUint32(binascii.crc32(channel)) + packUint32(binascii.crc32(uid))
        content = packString(signature) + crcs + packString(message)
        return getVersion() + self.appID + binascii.b2a_base64(content, newline=False).decode()
