"""How a program asks the clouds for tokens."""

from __future__ import annotations

import asyncio
from datetime import datetime

import voxtoken
from voxtoken import AiobToken, DashToken, NlsToken, Token, TokenSource, errors


def nls() -> str:
    source = NlsToken("id", "secret", region="ap-southeast-1", timeout=2.5, clock=lambda: 1_700_000_000)
    try:
        token: Token = source.apply()
    except errors.ThrottledError as error:
        wait: float | None = error.retry_after
        return f"wait {wait}"
    until: datetime = token.expires_at
    seconds: int = source.expire_time
    return f"{source.token} {source.get_token()} {until:%c} {seconds} {source.get_expire_time()}"


async def all_at_once(*sources: TokenSource) -> list[str]:
    tokens = await asyncio.gather(*(source.apply_async() for source in sources))
    return [token.value for token in tokens if token.is_fresh(600)]


def several() -> list[str]:
    return asyncio.run(all_at_once(NlsToken(), DashToken(expire_in_secs=1800), AiobToken()))


def own_request() -> tuple[str, str, dict[str, str], bytes]:
    request = NlsToken("id", "secret", signature="acs3").request(now=1_700_000_000, nonce="1")
    return request.method, request.url, request.headers, request.body


def last(source: TokenSource) -> Token | None:
    return source.last


version: str = voxtoken.__version__
