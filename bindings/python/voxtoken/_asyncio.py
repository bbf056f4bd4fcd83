"""How a coroutine waits for the answer of a cloud: its event loop watches a descriptor, and nothing blocks."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voxtoken._voxtoken import Flight, Token, TokenSource


async def apply(source: TokenSource) -> Token:
    """Asks for a token, keeps it and gives it."""
    return source._keep(await _landed(source._start()))


async def fetch(source: TokenSource) -> Token:
    """Asks for a token and gives it."""
    return (await _landed(source._start())).fetched()


async def _landed(flight: Flight) -> Flight:
    loop = asyncio.get_running_loop()
    future: asyncio.Future[None] = loop.create_future()
    loop.add_reader(flight.fileno(), _wake, future)
    try:
        await future
    finally:
        loop.remove_reader(flight.fileno())
    return flight


def _wake(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)
