"""What callers of the drop-in modules pass: what the official code takes, too. Complaints name the argument."""

from __future__ import annotations

from voxtoken import errors
from voxtoken.errors import invalid

U16 = (1 << 16) - 1
U32 = (1 << 32) - 1
#: The class of functions that are not written in Python: of ``time.time``, unless a test has put another one there.
BUILT_IN: type = type(len)
_HEX = "0123456789abcdefABCDEF"


def wrong_type(value: object, name: str, expected: str) -> TypeError:
    return errors.wrong_type(name, expected, value)


def whole(value: object, name: str, low: int, high: int) -> int:
    """A whole number, or what ``int`` makes one of, such as a text of digits."""
    try:
        number: int = int(value)  # type: ignore[call-overload]
    except TypeError:
        raise wrong_type(value, name, "int") from None
    except (ValueError, OverflowError):
        raise invalid(name, "must be a whole number") from None
    if not low <= number <= high:
        found = str(number) if number.bit_length() <= 128 else "far outside"
        raise invalid(name, f"must be {low} to {high}, is {found}")
    return number


def text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise wrong_type(value, name, "str")
    return value


def encoded(value: object, name: str) -> bytes:
    """A text in UTF-8."""
    try:
        return text(value, name).encode()
    except UnicodeEncodeError:
        raise invalid(name, "must be Unicode text, has half a surrogate pair") from None


def unicode(value: object, name: str) -> str:
    """A text that there is in UTF-8."""
    return encoded(value, name).decode()


def field(value: object, name: str) -> bytes:
    """A text in UTF-8 that a 007 token can hold."""
    content = encoded(value, name)
    if len(content) > U16:
        raise invalid(name, f"must be at most {U16} bytes, has {len(content)}")
    return content


def check_bytes(value: object, name: str) -> None:
    if not isinstance(value, (bytes, bytearray, memoryview)):
        raise wrong_type(value, name, "bytes")


def account(uid: object) -> str:
    """What a token holds of a uid or account: nothing of the number 0, else what ``str`` makes of it."""
    try:
        return "" if uid == 0 else str(uid)
    except ValueError:  # Python makes no text of an int of thousands of digits
        raise invalid("uid", "must be a number or a text, is far outside") from None


def is_id(value: str | bytes) -> bool:
    """Is it 32 hexadecimal characters? Spaces among them, which the official check passes over, are refused."""
    others = value.strip(_HEX) if isinstance(value, str) else value.strip(_HEX.encode())
    return len(value) == 32 and not others
