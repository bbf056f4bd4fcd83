"""A cache gives one token to all: what it takes, gives, raises and tells."""

from __future__ import annotations

import asyncio
import copy
import gc
import os
import pickle
import threading
import time
import weakref
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

import pytest

import voxtoken
from counted_source import CountedSource, landed, until
from held_server import PATIENCE, HeldServer
from voxtoken import CacheEvent, InvalidArgumentError, Token, TokenCache, TokenSource, agora
from voxtoken.sandbox import Sandbox


def test_a_token_is_the_same_object_until_it_is_replaced() -> None:
    source = CountedSource()
    cache = source.cache()
    first = cache.get()
    assert (first.token, first.expire_time) == ("T1", 1_800_003_600)
    assert cache.get() is first and cache.try_get() is first
    assert cache.reject(first)
    second = cache.get()
    assert second.token == "T2" and cache.get() is second and cache.refresh() is second
    assert source.calls == 2


def test_a_program_that_ends_can_wait_for_the_fetch_in_the_background() -> None:
    source = CountedSource()
    cache = source.cache()
    assert cache.settle() and cache.settle(0)
    source.hold()
    assert cache.try_get() is None
    source.wait_for_call()
    assert not cache.settle(0) and not cache.settle(limit=0.06)
    source.release()
    assert cache.settle()
    token = cache.try_get()
    assert token is not None and token.token == "T1"


def test_a_source_that_waits_for_its_own_fetch_is_told_that_it_is_under_way() -> None:
    settled = []

    def source() -> Token:
        settled.append(cache.settle())
        return Token("T", 4_000_000_000)

    cache = TokenCache(source, scope="own", deadline=PATIENCE)
    assert cache.get().token == "T" and settled == [False]


@pytest.mark.parametrize("service", ["nls", "dashscope", "aiob"])
def test_the_objects_of_the_clouds_are_sources(service: str, voxtoken_sandbox: Sandbox, tmp_path: Path) -> None:
    sources: dict[str, Callable[[], TokenSource]] = {
        "nls": lambda: voxtoken.NlsToken("sandbox-id", "sandbox-secret", endpoint=voxtoken_sandbox.nls),
        "dashscope": lambda: voxtoken.DashToken("sandbox-secret", endpoint=voxtoken_sandbox.dashscope),
        "aiob": lambda: voxtoken.AiobToken("sandbox-id", "sandbox-secret", endpoint=voxtoken_sandbox.aiob),
    }
    source = sources[service]()
    caches = [TokenCache(source, file=tmp_path), TokenCache(sources[service](), file=tmp_path)]
    tokens = [cache.get().token for cache in caches]
    assert tokens[0] == tokens[1] and tokens[0]
    assert source.last is None, "the object keeps its own token"
    assert voxtoken_sandbox.calls(service) == 1
    assert all(cache.status().label.startswith(service) for cache in caches)


def test_the_clock_of_a_source_is_read_and_what_it_raises_is_shared() -> None:
    cache = TokenCache(voxtoken.NlsToken("id", "secret", endpoint="http://127.0.0.1:1", clock=lambda: 1 / 0))
    with pytest.raises(InvalidArgumentError, match="^clock: raised ZeroDivisionError$") as caught:
        cache.get()
    assert caught.value.argument == "clock" and caught.value.retry_at is not None


def test_a_source_may_give_a_pair_or_be_a_coroutine_function() -> None:
    async def fetch() -> tuple[str, float]:
        return "a-token", time.time() + 3600

    assert TokenCache(lambda: ("a-token", 4_000_000_000.5), scope="pair").get() == Token("a-token", 4_000_000_000)
    assert TokenCache(fetch, scope="coroutine").get().token == "a-token"


def test_what_a_token_of_the_caller_says_besides_is_kept() -> None:
    token = Token("a-token", 5000, user_id="7", request_id="R", nls_request_id="N", server_time=1000)
    given = TokenCache(lambda: token, scope="with the cloud's time").get()
    assert (given.user_id, given.request_id, given.nls_request_id) == ("7", "R", "N")
    assert given.server_time == 1000, "it lives for 4000 seconds from now on"


def test_agora_tokens_are_minted_until_their_effective_expiry() -> None:
    builder = agora.TokenBuilder("970CA35de60c44645bbae8a215061b33", "5CFd2fd1755d40ecb72977518be15d3b")
    cache = TokenCache.minted(lambda: builder.rtc("lobby", 23, agora.Role.PUBLISHER, 7200, 3600), scope="lobby 23")
    token = cache.get()
    assert token.expire_time == agora.parse(token.token).expire_time
    assert cache.status().label == "agora lobby 23"
    with pytest.raises(voxtoken.InvalidTokenError):
        TokenCache.minted(lambda: "no token", scope="bad").get()


def test_what_a_source_raises_is_unavailable_and_the_cause_and_shared() -> None:
    source = CountedSource()
    source.error = KeyError("a secret")
    cache = source.cache()
    for _ in range(2):
        with pytest.raises(voxtoken.UnavailableError) as caught:
            cache.get()
        assert str(caught.value) == "the source of tokens raised KeyError"
        assert caught.value.__cause__ is source.error
        assert caught.value.retry_at == source.now + 1
    assert source.calls == 1
    gate = cache.status().gate
    assert gate is not None and gate.kind == "unavailable"


def test_what_a_source_raised_is_the_cause_of_its_own_failure_alone(tmp_path: Path) -> None:
    own, other = CountedSource(), CountedSource()
    caches = [source.cache(clock=lambda: own.now, file=tmp_path) for source in (own, other)]
    for source, cache in zip((own, other), caches):
        own.now += 3600
        source.error = TypeError("a secret")
        with pytest.raises(voxtoken.UnavailableError) as caught:
            cache.get()
        assert caught.value.__cause__ is source.error
    own.error = None
    with pytest.raises(voxtoken.UnavailableError, match="^the source of tokens raised TypeError$") as shared:
        caches[0].get()
    assert (shared.value.__cause__, own.calls) == (None, 1)


def test_an_error_of_voxtoken_is_shared_as_it_is() -> None:
    source = CountedSource()
    fields = {"code": "C-1", "request_id": "R-1", "http_status": 400, "recommend": "page", "retry_after": 7.0}
    text = "slow down (code C-1, HTTP 400, request R-1)"
    source.error = voxtoken.ThrottledError(text, hint="wait", **fields)  # type: ignore[arg-type]
    with pytest.raises(voxtoken.ThrottledError) as caught:
        source.cache().get()
    assert (str(caught.value), caught.value.hint) == (str(source.error), "wait")
    assert {name: getattr(caught.value, name) for name in fields} == fields
    assert caught.value.retry_at == source.now + 7
    source.error = voxtoken.InvalidArgumentError("uid: must be a number", argument="uid")
    with pytest.raises(voxtoken.InvalidArgumentError, match="^uid: must be a number$") as other:
        source.cache().get()
    assert other.value.argument == "uid"


@pytest.mark.parametrize("answer", [None, "text", ("text",), ("text", "soon"), (b"text", 5)])
def test_a_source_that_gives_something_else_is_told_so(answer: object) -> None:
    with pytest.raises(voxtoken.UnavailableError) as caught:
        TokenCache(lambda: answer, scope="wrong").get()  # type: ignore[arg-type, return-value]
    assert isinstance(caught.value.__cause__, TypeError)


def test_a_source_that_gives_an_impossible_time_is_told_so() -> None:
    with pytest.raises(InvalidArgumentError, match="^expire_time: must be 0 to"):
        TokenCache(lambda: ("text", -1), scope="wrong").get()


def test_a_source_may_exit_and_only_its_call_fails() -> None:
    for exit in (SystemExit(), KeyboardInterrupt()):
        source = CountedSource()
        source.error = exit
        with pytest.raises(voxtoken.UnavailableError, match=f"raised {type(exit).__name__}$"):
            source.cache().get()


async def refreshed(cache: TokenCache) -> Token:
    return await cache.refresh_async()


WAITS: dict[str, Callable[[TokenCache], Token]] = {
    "get": lambda cache: cache.get(),
    "get_async": lambda cache: asyncio.run(later(cache)),
    "refresh": lambda cache: cache.refresh(),
    "refresh_async": lambda cache: asyncio.run(refreshed(cache)),
}


@pytest.mark.parametrize("wait", WAITS)
def test_a_source_that_waits_for_its_own_cache_is_told_so_at_once(wait: str) -> None:
    cache = TokenCache(lambda: WAITS[wait](cache), scope="itself", deadline=PATIENCE)
    with pytest.raises(voxtoken.UnavailableError, match="^the cache is asked within its own fetch"):
        cache.get()


def test_an_observer_finds_what_it_is_told_of_and_does_not_wait_for_more() -> None:
    told: list[tuple[str, str]] = []

    def observe(event: CacheEvent) -> None:
        try:
            told.append((event.name, cache.get().token))
        except voxtoken.UnavailableError as error:
            told.append((event.name, str(error).split(",")[0]))

    cache = CountedSource().cache(on_event=observe, redis="redis://127.0.0.1:1")
    cache.get()
    assert told == [("store_failed", "the cache is asked within its own fetch"), ("fetched", "T1")]


def test_the_deadline_ends_the_waiting_and_not_the_fetch() -> None:
    source = CountedSource()
    source.hold()
    cache = source.cache()
    with pytest.raises(voxtoken.RequestTimeoutError, match="^no token within 0.01 s; the fetch goes on$"):
        cache.get(deadline=0.01)
    source.release()
    assert cache.get().token == "T1" and source.calls == 1


CALLS: dict[str, Callable[[TokenCache], object]] = {
    "get": lambda cache: cache.get(),
    "get_async": lambda cache: asyncio.run(later(cache)),
    "try_get": lambda cache: cache.try_get(),
    "reject": lambda cache: cache.reject("T0"),
    "status": lambda cache: cache.status(),
    "repr": repr,
}


async def later(cache: TokenCache) -> Token:
    return await cache.get_async()


@pytest.mark.parametrize("exit", [KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("call", CALLS)
def test_an_exit_out_of_a_clock_reaches_the_caller(call: str, exit: type[BaseException]) -> None:
    """A signal's handler may raise it, and that runs wherever the program is."""
    caller = threading.current_thread()
    leaving: list[type[BaseException]] = []

    def clock() -> float:
        if leaving and threading.current_thread() is caller:
            raise leaving.pop()
        return source.now

    source = CountedSource()
    cache = source.cache(clock=clock)
    cache.get()
    landed(cache)
    leaving.append(exit)
    with pytest.raises(exit):
        CALLS[call](cache)
    assert cache.get().token == "T1", "once only"


def test_an_exit_out_of_an_observer_reaches_the_caller() -> None:
    def observe(event: CacheEvent) -> None:
        if event.name == "rejected":
            raise KeyboardInterrupt

    cache = CountedSource().cache(on_event=observe)
    cache.get()
    with pytest.raises(KeyboardInterrupt):
        cache.reject("T0")


def test_events_tell_what_happens_without_the_token(tmp_path: Path) -> None:
    events: list[CacheEvent] = []
    source = CountedSource()
    cache = source.cache(on_event=events.append, file=tmp_path)
    cache.get()
    cache.reject("T0")
    source.error = voxtoken.ThrottledError("as told", retry_after=7)
    source.cache(on_event=events.append, file=tmp_path).get()
    source.now += 3600
    with pytest.raises(voxtoken.ThrottledError):
        cache.get()
    landed(cache)
    fetched, rejected, shared, failed = events
    assert [event.name for event in events] == ["fetched", "rejected", "shared", "failed"]
    assert fetched.expire_time == 1_800_003_600 and fetched.took is not None and fetched.took >= 0
    assert rejected.acted is False and shared.layer == "file"
    assert failed.retry_in == 7 and failed.usable is False and isinstance(failed.error, voxtoken.ThrottledError)
    assert (failed.expire_time, failed.took, failed.layer, failed.acted) == (None, None, None, None)
    assert (fetched.error, fetched.retry_in, fetched.usable) == (None, None, None)
    assert [repr(event) for event in events[:1]] == ["<CacheEvent fetched>"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_observer_that_raises_disturbs_nothing() -> None:
    def observe(event: CacheEvent) -> None:
        raise RuntimeError(event.name)

    assert CountedSource().cache(on_event=observe).get().token == "T1"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_clock_that_fails_later_stands_still() -> None:
    times = [1_800_000_000]
    cache = CountedSource().cache(clock=lambda: times[0])
    assert cache.get().token == "T1"
    times.clear()
    assert cache.get().token == "T1"


def test_the_status_shows_how_things_stand_without_the_token() -> None:
    source = CountedSource()
    cache = source.cache()
    assert repr(cache) == "<TokenCache of counted: empty>"
    cache.get()
    cache.get()
    status = cache.status()
    assert (status.label, status.state, status.generation, status.gate) == ("counted", "fresh", 1, None)
    assert (status.expire_time, status.fetching) == (1_800_003_600, False)
    assert status.expires_at == datetime.fromtimestamp(1_800_003_600, timezone.utc)
    assert status.expires_in is not None and 3500 < status.expires_in <= 3600
    assert status.fingerprint is not None and len(status.fingerprint) == 8 and len(status.key) == 64
    assert status.counters["fetched"] == 1 and status.counters["waited"] == 1
    assert repr(status) == "<CacheStatus of counted: fresh>" and "T1" not in repr(cache)


def test_clear_forgets_the_token_here_and_in_the_files(tmp_path: Path) -> None:
    source = CountedSource()
    cache = source.cache(file=tmp_path)
    cache.get()
    cache.clear()
    assert cache.status().state == "empty"
    assert source.cache(file=tmp_path).get().token == "T2"


def test_the_default_folder_is_the_users_folder_for_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    source = CountedSource()
    source.cache(file=True).get()
    assert len(list((tmp_path / "voxtoken").iterdir())) == 1
    assert source.cache(file=os.fspath(tmp_path / "voxtoken")).get().token == "T1"
    assert source.cache(file=False).get().token == "T2"


def test_a_token_in_a_file_may_be_encrypted(tmp_path: Path) -> None:
    source = CountedSource()
    cache = source.cache(file=tmp_path, encrypt="a secret")
    cache.get()
    (text,) = [path.read_text() for path in tmp_path.glob("*/*.json")]
    assert "T1" not in text
    assert source.cache(file=tmp_path, encrypt="a secret").get().token == "T1"
    with pytest.raises(InvalidArgumentError, match="^encrypt: "):
        source.cache(encrypt=True)


def test_caches_of_another_scope_or_namespace_have_a_token_of_their_own(tmp_path: Path) -> None:
    source = CountedSource()
    others: list[dict[str, object]] = [{}, {"scope": "other"}, {"namespace": "staging"}]
    assert [source.cache(file=tmp_path, **other).get().token for other in others] == ["T1", "T2", "T3"]


WRONG: list[tuple[str, type[Exception], Callable[[TokenCache], object]]] = [
    ("source", TypeError, lambda _: TokenCache(5)),  # type: ignore[call-overload]
    ("mint", TypeError, lambda _: TokenCache.minted("text", scope="x")),  # type: ignore[arg-type]
    ("scope", InvalidArgumentError, lambda _: TokenCache(lambda: ("a", 1))),  # type: ignore[call-overload]
    ("scope", InvalidArgumentError, lambda _: TokenCache.minted(lambda: "a")),  # type: ignore[call-arg]
    ("scope", InvalidArgumentError, lambda _: TokenCache(lambda: ("a", 1), scope="")),
    ("scope", TypeError, lambda _: TokenCache(lambda: ("a", 1), scope=5)),  # type: ignore[call-overload]
    ("scope", InvalidArgumentError, lambda _: TokenCache(voxtoken.NlsToken("id", "secret"), scope="x")),  # type: ignore[call-overload]
    ("file", TypeError, lambda _: CountedSource().cache(file=5)),
    ("file", InvalidArgumentError, lambda _: CountedSource().cache(file="")),
    ("redis", TypeError, lambda _: CountedSource().cache(redis=6379)),
    ("redis", InvalidArgumentError, lambda _: CountedSource().cache(redis="localhost:6379")),
    ("namespace", TypeError, lambda _: CountedSource().cache(namespace=None)),
    ("min_validity", InvalidArgumentError, lambda _: CountedSource().cache(min_validity=-1)),
    ("min_validity", TypeError, lambda _: CountedSource().cache(min_validity=True)),
    ("lead", InvalidArgumentError, lambda _: CountedSource().cache(lead=float("nan"))),
    ("deadline", InvalidArgumentError, lambda _: CountedSource().cache(deadline=float("inf"))),
    ("encrypt", TypeError, lambda _: CountedSource().cache(encrypt=b"secret")),
    ("encrypt", InvalidArgumentError, lambda _: CountedSource().cache(encrypt="")),
    ("on_event", TypeError, lambda _: CountedSource().cache(on_event="print")),
    ("clock", TypeError, lambda _: CountedSource().cache(clock=5)),
    ("clock", TypeError, lambda _: CountedSource().cache(clock=lambda: "now")),
    ("clock", InvalidArgumentError, lambda _: CountedSource().cache(clock=lambda: 1 / 0)),
    ("min_validity", TypeError, lambda cache: cache.get("600")),  # type: ignore[arg-type]
    ("deadline", InvalidArgumentError, lambda cache: cache.get(deadline=-1)),
    ("token", TypeError, lambda cache: cache.reject(None)),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("argument", "error", "call"), WRONG)
def test_a_wrong_argument_is_named(argument: str, error: type[Exception], call: Callable[[TokenCache], object]) -> None:
    with pytest.raises(error, match=f"^{argument}: "):
        call(CountedSource().cache())


@pytest.mark.parametrize("change", [pickle.dumps, copy.copy, copy.deepcopy])
def test_a_cache_is_not_pickled_or_copied(change: Callable[[TokenCache], object]) -> None:
    with pytest.raises(TypeError, match="^cannot pickle or copy a TokenCache, because it holds a secret"):
        change(CountedSource().cache())


class Program:
    """Refers to its cache, which refers to it in each way that there is."""

    def __init__(self, *, fails: bool) -> None:
        self.fails = fails
        self.cache = TokenCache(self.fetch, scope="program", on_event=self.observe, clock=self.clock)

    def fetch(self) -> tuple[str, float]:
        if self.fails:
            raise RuntimeError
        return "a-token", 1_800_003_600

    def observe(self, event: CacheEvent) -> None:
        assert self.cache

    def clock(self) -> float:
        return 1_800_000_000


class Service:
    """Refers to its cache, which refers to an object of a cloud, which refers to it by its clock."""

    def __init__(self) -> None:
        self.cache = TokenCache(voxtoken.NlsToken("id", "secret", clock=self.clock))

    def clock(self) -> float:
        return 1_800_000_000


def collected(watcher: weakref.ref[Program] | weakref.ref[Service]) -> bool:
    gc.collect()
    return watcher() is None


@pytest.mark.parametrize("fails", [False, True])
def test_a_cache_that_refers_to_itself_is_collected_once_nothing_is_under_way(fails: bool) -> None:
    program = Program(fails=fails)
    if fails:
        with pytest.raises(voxtoken.UnavailableError):
            program.cache.get()
    else:
        program.cache.get()
    watcher = weakref.ref(program)
    del program
    until(lambda: collected(watcher))


def test_a_cache_of_a_cloud_is_collected_with_what_the_clock_of_the_cloud_refers_to() -> None:
    service = Service()
    watcher = weakref.ref(service)
    del service
    assert collected(watcher)


def test_a_cache_is_not_collected_while_it_fetches() -> None:
    told: list[str] = []

    def start(url: str) -> None:
        def observe(event: CacheEvent) -> None:
            assert caches
            told.append(event.name)

        caches = [TokenCache(voxtoken.NlsToken("id", "secret", endpoint=url, timeout=PATIENCE), on_event=observe)]
        caches[0].try_get()

    with HeldServer() as server:
        start(server.url)
        server.wait_for_requests()
        gc.collect()
        server.release()
        until(lambda: told == ["fetched"])
