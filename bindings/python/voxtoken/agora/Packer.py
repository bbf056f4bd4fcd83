"""The integers, texts and maps of a 007 token: little-endian, each text and map behind its length in 16 bits.

Each ``unpack_…`` gives the value and the rest of the buffer, and raises :class:`ValueError` where the buffer ends too
early. The ``pack_…`` raise :class:`voxtoken.errors.InvalidArgumentError` for what does not fit.
"""

from __future__ import annotations

import struct

from voxtoken.agora._arguments import U16, U32, check_bytes, encoded, whole, wrong_type
from voxtoken.errors import invalid

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Callable, TypeVar, Union

    Buffer = Union[bytes, memoryview]
    Value = TypeVar("Value")

__all__ = [
    "pack_int16",
    "pack_map_string",
    "pack_map_uint32",
    "pack_string",
    "pack_uint16",
    "pack_uint32",
    "struct",
    "unpack_int16",
    "unpack_map_string",
    "unpack_map_uint32",
    "unpack_string",
    "unpack_uint16",
    "unpack_uint32",
]

_UINT16, _INT16, _UINT32 = struct.Struct("<H"), struct.Struct("<h"), struct.Struct("<I")


def pack_uint16(x: int) -> bytes:
    """0 to 65535."""
    return _UINT16.pack(whole(x, "x", 0, U16))


def pack_uint32(x: int) -> bytes:
    """0 to 4294967295."""
    return _UINT32.pack(whole(x, "x", 0, U32))


def pack_int16(x: int) -> bytes:
    """-32768 to 32767."""
    return _INT16.pack(whole(x, "x", -0x8000, 0x7FFF))


def pack_string(string: str | bytes) -> bytes:
    """At most 65,535 bytes; a str in UTF-8."""
    content = string if isinstance(string, (bytes, bytearray)) else encoded(string, "string")
    if len(content) > U16:
        raise invalid("string", f"must be at most {U16} bytes, has {len(content)}")
    return _UINT16.pack(len(content)) + content


def pack_map_uint32(m: Mapping[int, int]) -> bytes:
    """The keys in 16 bits and the values in 32, in the order of the map."""
    return _packed_map(pack_uint32, m)


def pack_map_string(m: Mapping[int, str | bytes]) -> bytes:
    """The keys in 16 bits and the texts, in the order of the map."""
    return _packed_map(pack_string, m)


def unpack_uint16(buffer: Buffer) -> tuple[int, Any]:
    """0 to 65535."""
    return _number(_UINT16, buffer)


def unpack_uint32(buffer: Buffer) -> tuple[int, Any]:
    """0 to 4294967295."""
    return _number(_UINT32, buffer)


def unpack_int16(buffer: Buffer) -> tuple[int, Any]:
    """-32768 to 32767."""
    return _number(_INT16, buffer)


def unpack_string(buffer: Buffer) -> tuple[bytes, Any]:
    """A text as its bytes."""
    length, rest = unpack_uint16(buffer)
    if len(rest) < length:
        raise ValueError("the buffer ends inside a text")
    return bytes(rest[:length]), rest[length:]


def unpack_map_uint32(buffer: Buffer) -> tuple[dict[int, int], Any]:
    """Keys of 16 bits and values of 32."""
    return _unpacked_map(unpack_uint32, buffer)


def unpack_map_string(buffer: Buffer) -> tuple[dict[int, bytes], Any]:
    """Keys of 16 bits and texts as their bytes."""
    return _unpacked_map(unpack_string, buffer)


def _packed_map(pack_value: Callable[[Any], bytes], m: Mapping[int, object]) -> bytes:
    if not hasattr(m, "items"):
        raise wrong_type(m, "m", "dict")
    return pack_uint16(len(m)) + b"".join([pack_uint16(key) + pack_value(value) for key, value in m.items()])


def _number(layout: struct.Struct, buffer: Buffer) -> tuple[int, Any]:
    check_bytes(buffer, "buffer")
    if len(buffer) < layout.size:
        raise ValueError("the buffer ends inside a number")
    return layout.unpack_from(buffer)[0], buffer[layout.size :]


def _unpacked_map(unpack_value: Callable[[Buffer], tuple[Value, Any]], buffer: Buffer) -> tuple[dict[int, Value], Any]:
    count, buffer = unpack_uint16(buffer)
    content = {}
    for _ in range(count):
        key, buffer = unpack_uint16(buffer)
        content[key], buffer = unpack_value(buffer)
    return content, buffer
