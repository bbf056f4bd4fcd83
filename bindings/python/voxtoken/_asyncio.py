"""How a coroutine waits: its loop watches a descriptor, or is woken by the thread that fetches, and nothing blocks."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voxtoken._voxtoken import Call, Flight, Token, TokenCache, TokenSource


async def apply(source: TokenSource) -> Token:
    """Asks for a token, keeps it and gives it."""
    return source._keep(await _landed(source._start()))


async def fetch(source: TokenSource) -> Token:
    """Asks for a token and gives it."""
    return (await _landed(source._start())).fetched()


async def get(cache: TokenCache, min_validity: float | None, deadline: float | None) -> Token:
    """Waits for the token of a cache, without a descriptor: many may wait."""
    return cache._answer(await _answered(cache._call(min_validity, deadline)))


async def refresh(cache: TokenCache) -> Token:
    """Waits for a new token of a cache, in the same way."""
    return cache._answer(await _answered(cache._refresh()))


async def _answered(call: Call) -> Call:
    """Waits for the answer, or until the deadline."""
    if call.done():
        return call
    loop = asyncio.get_running_loop()
    future: asyncio.Future[None] = loop.create_future()
    timer = loop.call_later(call.deadline, _wake, future)
    call.ring(lambda: loop.call_soon_threadsafe(_wake, future))
    try:
        await future
    finally:
        timer.cancel()
        call.ring(None)
    return call


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
