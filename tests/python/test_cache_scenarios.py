"""The scenarios that the cache of every language plays: what the steps mean is in tests/cache_scenarios.rs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Callable

import pytest

from counted_source import landed
from voxtoken import Token, TokenCache, VoxTokenError, errors

SCENARIOS = json.loads((Path(__file__).parents[1] / "scenarios/cache.json").read_text(encoding="utf-8"))["scenarios"]


class Play:
    def __init__(self, settings: dict[str, Any], folder: Path) -> None:
        self.now = 1_800_000_000
        self.calls = 0
        self.answer: dict[str, Any] = {}
        self.caches: dict[str, TokenCache] = {}
        self.settings = {**settings, "file": folder if settings.get("file") else None}

    def fetch(self) -> Token:
        self.calls += 1
        if "error" in self.answer:
            raise errors.OF_KIND[self.answer["error"]]("as told", retry_after=self.answer.get("retry_after"))
        return Token(self.answer.get("token", f"T{self.calls}"), self.now + self.answer["life"])

    def cache(self, name: str) -> TokenCache:
        if name not in self.caches:
            self.caches[name] = TokenCache(self.fetch, scope="scenario", clock=lambda: self.now, **self.settings)
        return self.caches[name]

    def step(self, step: dict[str, Any]) -> object:
        """Plays a step and gives what it shows, in the words that it is expected in."""
        name = step.get("cache", "a")
        if "answer" in step:
            self.answer = step["answer"]
        elif "advance" in step:
            self.now += step["advance"]
        elif "restart" in step:
            del self.caches[step["restart"]]
        elif "calls" in step:
            landed(*self.caches.values())
            return {"calls": self.calls}
        elif "get" in step:
            return {"get": self.outcome(step["get"], lambda: self.cache(name).get(step.get("min_validity")))}
        elif "refresh" in step:
            return {"refresh": self.outcome(step["refresh"], self.cache(name).refresh)}
        elif "try_get" in step:
            token = self.cache(name).try_get()
            return {"try_get": token and token.value}
        elif "reject" in step:
            return {"reject": step["reject"], "acted": self.cache(name).reject(step["reject"])}
        elif "status" in step:
            landed(*self.caches.values())
            return {"status": self.status(name, step["status"])}
        else:
            raise AssertionError(f"a step of no known kind: {step}")
        return step

    def outcome(self, expected: str | dict[str, Any], call: Callable[[], Token]) -> object:
        try:
            return call().value
        except VoxTokenError as error:
            retry_in = None if error.retry_at is None else error.retry_at - self.now
            shown = {"error": error.kind, "retry_in": retry_in, "argument": error.argument}
            return {name: value for name, value in shown.items() if name == "error" or name in expected}

    def status(self, name: str, expected: dict[str, Any]) -> object:
        status = self.cache(name).status()
        gate = status.gate and status.gate.kind
        shown = {
            "state": status.state,
            "generation": status.generation,
            "expires_at": status.expire_time,
            "gate": gate,
        }
        return {name: value for name, value in shown.items() if name in expected}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[scenario["name"] for scenario in SCENARIOS])
def test_the_scenario_holds(scenario: dict[str, Any], tmp_path: Path) -> None:
    play = Play(scenario.get("settings", {}), tmp_path)
    for step in scenario["steps"]:
        expected = {name: value for name, value in step.items() if name not in ("cache", "min_validity")}
        assert play.step(step) == expected, step
