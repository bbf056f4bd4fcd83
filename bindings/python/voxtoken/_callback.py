"""How a cache calls the source of a program."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any


def call(source: Callable[[], Any]) -> Any:
    """What the source gives. If that is to be awaited, an event loop of its own does so."""
    answer = source()
    if not isinstance(answer, Awaitable):
        return answer
    import asyncio

    return asyncio.run(_awaited(answer))


async def _awaited(answer: Awaitable[Any]) -> Any:
    return await answer
