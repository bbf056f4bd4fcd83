"""Tokens that were made to hurt: their size is limited, and so is the work that they make."""

from __future__ import annotations

import base64
import tracemalloc
import zlib

import pytest

from voxtoken.agora import AccessToken2 as v007
from voxtoken.agora import explain, parse
from voxtoken.agora.AccessToken import AccessToken as AccessToken006
from voxtoken.agora.envelope import open as open_token
from voxtoken.agora.envelope import seal
from voxtoken.errors import InvalidTokenError

APP_ID = "970CA35de60c44645bbae8a215061b33"
CERTIFICATE = "5CFd2fd1755d40ecb72977518be15d3b"
MEBIBYTE = 1 << 20


def bomb(size):
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(MEBIBYTE)) for _ in range(size // MEBIBYTE)) + packer.flush()
    return "007" + base64.b64encode(packed).decode()


def memory_at_most(limit, call):
    """The peak of what Python and a process have more than before."""
    resident = resident_bytes()
    tracemalloc.start()
    try:
        call()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < limit
    assert resident_bytes() - resident < limit


def resident_bytes():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))


def test_a_decompression_bomb_is_refused_within_little_memory():
    text = bomb(200 * MEBIBYTE)
    assert len(text) < MEBIBYTE

    def try_all():
        for call in (parse, open_token, v007.AccessToken().from_string):
            with pytest.raises(InvalidTokenError) as caught:
                call(text)
            assert caught.value.problem == "too_large"
        assert [finding.problem for finding in explain(text).findings] == ["too_large"]

    memory_at_most(32 * MEBIBYTE, try_all)


def test_a_text_that_is_too_long_is_refused():
    for version in ("006" + APP_ID, "007"):
        with pytest.raises(InvalidTokenError) as caught:
            parse(version + "A" * (3 * MEBIBYTE))
        assert caught.value.problem == "too_large"


def test_the_longest_lists_that_the_format_allows_are_read():
    full = b"\1\0\xff\xff" + b"".join(key.to_bytes(2, "little") + bytes(4) for key in range(65_535)) + bytes(4)
    signed = v007.pack_string(APP_ID) + bytes(12) + b"\2\0" + full * 2
    text = seal(signed, CERTIFICATE)
    token = v007.AccessToken()
    assert token.from_string(text) and len(token.services) == 2
    assert len(parse(text).services) == 2
    old = "006" + APP_ID + base64.b64encode(bytes(10) + (65_500).to_bytes(2, "little") + bytes(65_500)).decode()
    assert AccessToken006().fromString(old)


def test_permissions_that_promise_more_than_there_is_are_damage():
    service = b"\x08\0\0\0\2\0me" + b"\xff\xff" * 20_000
    signed = v007.pack_string(APP_ID) + bytes(12) + b"\1\0" + service
    with pytest.raises(ValueError):
        v007.AccessToken().from_string(seal(signed, CERTIFICATE))


def test_a_content_that_is_too_large_is_not_built():
    token = v007.AccessToken(APP_ID, CERTIFICATE)
    for _ in range(17):
        token.add_service(v007.ServiceRtm("x" * 65_535))
    with pytest.raises(ValueError, match="^services: must make a content of at most 1048576 bytes"):
        token.build()
