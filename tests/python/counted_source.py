"""A source of tokens that counts its calls and does what a test says."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from held_server import PATIENCE
from voxtoken import Token, TokenCache


class CountedSource:
    """Gives T1, T2 and so on, by the number of the call, at a time that the test sets."""

    def __init__(self, life: int = 3600) -> None:
        self.now = 1_800_000_000
        self.life = life
        self.error: BaseException | None = None
        self.calls = 0
        self.arrived = threading.Semaphore(0)
        self.opened = threading.Event()
        self.opened.set()

    def __call__(self) -> Token:
        self.calls += 1
        number = self.calls
        self.arrived.release()
        assert self.opened.wait(PATIENCE)
        if self.error is not None:
            raise self.error
        return Token(f"T{number}", self.now + self.life)

    def hold(self) -> None:
        """Lets calls wait until `release`."""
        self.opened.clear()

    def release(self) -> None:
        self.opened.set()

    def wait_for_call(self) -> None:
        assert self.arrived.acquire(timeout=PATIENCE), "a call is missing"

    def cache(self, **settings: Any) -> TokenCache:
        """A cache of its tokens that goes by its clock and is not in a hurry."""
        return TokenCache(self, **{"scope": "counted", "deadline": PATIENCE, "clock": lambda: self.now, **settings})


def landed(*caches: TokenCache) -> None:
    """Waits until no fetch is under way."""
    assert all(cache.settle(PATIENCE) for cache in caches)


def until(condition: Callable[[], bool]) -> None:
    """Waits for something that is bound to come."""
    patience = threading.Event()
    for _ in range(PATIENCE * 200):
        if condition():
            return
        patience.wait(0.005)
    raise AssertionError("it did not come")
