"""The fixture ``voxtoken_sandbox`` for pytest, which finds this plug-in by itself once voxtoken is installed::

    def test_a_refusal_is_reported(voxtoken_sandbox, monkeypatch):
        for name, value in voxtoken_sandbox.environment.items():
            monkeypatch.setenv(name, value)
        voxtoken_sandbox.set_mode("permission")
        assert my_program.main() == "not allowed"
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voxtoken.sandbox import Sandbox


@pytest.fixture(scope="session")
def voxtoken_sandbox_process() -> Iterator[Sandbox]:
    """The sandbox that all tests of a session share; a test asks for ``voxtoken_sandbox`` instead."""
    from voxtoken.sandbox import Sandbox

    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def voxtoken_sandbox(voxtoken_sandbox_process: Sandbox) -> Sandbox:
    """A running :class:`voxtoken.sandbox.Sandbox` that behaves and counts as if it had just been started."""
    voxtoken_sandbox_process.reset()
    return voxtoken_sandbox_process
