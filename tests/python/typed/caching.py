"""How a program keeps and shares tokens."""

from __future__ import annotations

import pathlib
import time

import voxtoken
from voxtoken import CacheEvent, CacheStatus, NlsToken, Token, TokenCache, agora, errors

events: list[CacheEvent] = []


def fetch() -> tuple[str, float]:
    return "text", time.time() + 3600


async def fetch_async() -> Token:
    return Token("text", time.time() + 3600)


nls = TokenCache(NlsToken(), file=True, min_validity=600, encrypt=True, on_event=events.append)
own = TokenCache(fetch, scope="own", file=pathlib.Path("tokens"), redis="redis://localhost", lead=60.5, clock=time.time)
later = TokenCache(fetch_async, scope="later", namespace="staging", deadline=5, encrypt="secret")
builder = agora.TokenBuilder("app id", "certificate")
room = TokenCache.minted(lambda: builder.rtm("user", 3600), scope="user")


def use() -> str:
    try:
        token: Token = nls.get(min_validity=7200, deadline=1.5)
    except errors.VoxTokenError as error:
        until: int | None = error.retry_at
        return f"until {until}"
    if own.reject(token) or own.reject(token.value):
        token = own.refresh()
    there: Token | None = own.try_get()
    return there.token if there else token.token


async def use_async() -> int:
    token = await later.get_async(deadline=1)
    return token.expire_time + (await room.refresh_async()).expire_time


def look(cache: TokenCache) -> str:
    status: CacheStatus = cache.status()
    gate: voxtoken.VoxTokenError | None = status.gate
    fetched: int = status.counters["fetched"]
    cache.clear()
    seconds = sum(event.took or 0.0 for event in events)
    return f"{status.label} {status.state} {status.expires_in} {status.expires_at} {gate} {fetched} {seconds}"
