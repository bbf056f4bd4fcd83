"""``voxtoken.agora.TokenBuilder``: its rules, its clock, its environment."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest

from voxtoken.agora import Access, Permissions, Resource, Role, TokenBuilder, parse
from voxtoken.agora.envelope import open as open_token
from voxtoken.errors import InvalidArgumentError, VoxTokenError

APP_ID = "970CA35de60c44645bbae8a215061b33"
CERTIFICATE = "5CFd2fd1755d40ecb72977518be15d3b"


def strict(**options):
    return TokenBuilder(APP_ID, CERTIFICATE, **options)


def refused(call, *arguments):
    with pytest.raises(InvalidArgumentError) as caught:
        call(*arguments)
    assert str(caught.value).startswith(f"{caught.value.argument}: ")
    assert isinstance(caught.value, ValueError)
    return caught.value.argument


def test_a_strict_builder_names_the_argument_by_its_parameter():
    builder = strict()
    assert refused(builder.rtc, "", 1, Role.PUBLISHER, 60, 60) == "channel"
    assert refused(builder.rtc, "x" * 65, 1, Role.PUBLISHER, 60, 60) == "channel"
    assert refused(builder.rtc, "中", 1, Role.PUBLISHER, 60, 60) == "channel"
    assert refused(builder.rtc, "c", "", Role.PUBLISHER, 60, 60) == "user"
    assert refused(builder.rtc, "c", "x" * 256, Role.PUBLISHER, 60, 60) == "user"
    assert refused(builder.rtc, "c", "a\0b", Role.PUBLISHER, 60, 60) == "user"
    assert refused(builder.rtc, "c", -1, Role.PUBLISHER, 60, 60) == "user"
    assert refused(builder.rtc, "c", 1 << 32, Role.PUBLISHER, 60, 60) == "user"
    assert refused(builder.rtc, "c", 1, Role.ATTENDEE, 60, 60) == "role"
    assert refused(builder.rtc, "c", 1, 3, 60, 60) == "role"
    assert refused(builder.rtc, "c", 1, Role.PUBLISHER, 0, 60) == "token_expire"
    assert refused(builder.rtc, "c", 1, Role.PUBLISHER, 1_700_000_000, 60) == "token_expire"
    assert refused(builder.rtc, "c", 1, Role.PUBLISHER, 60, 1_700_000_000) == "privilege_expire"
    assert refused(builder.rtc_with_privileges, "c", "", 60, 1, 2, 3, 4) == "user"
    assert refused(builder.rtc_with_privileges, "c", 1, 60, 1, 2, -3, 4) == "video"
    assert refused(builder.rtc_with_rtm, "c", "", Role.PUBLISHER, 60, 60) == "account"
    assert refused(builder.rtc_with_rtm2, "c", 1, 1, 60, 1, 2, 3, 2_000_000_000, "me", 60) == "data"
    assert refused(builder.convo_ai, "c", 1, 1, 60, 1, 2, 3, 4, "", 60) == "rtm_user_id"
    assert refused(builder.stt, "c", 1, 1, 60, 1, 2, 3, 4, "me", 2_000_000_000) == "rtm_token_expire"
    assert refused(builder.rtm, "", 60) == "user_id"
    assert refused(builder.chat_app, 0) == "expire"
    assert refused(builder.apaas_room_user, "", "user", 1, 60) == "room_uuid"
    assert refused(builder.apaas_room_user, "room", "user", 40_000, 60) == "role"
    assert refused(builder.education_user, "", 60) == "user_uuid"
    assert refused(builder.streaming, "c", "", 60, 60) == "user"
    assert refused(builder.fcdn, "c", 1, Role.ADMIN, 60, 60) == "role"
    assert refused(builder.rtc_006, "c", "", Role.PUBLISHER, 0) == "user"
    assert refused(builder.rtc_006, "c", 1, Role.PUBLISHER, 3600) == "privilege_expired_ts"
    assert refused(builder.rtm_006, "", 0) == "account"


def test_bad_ids_are_refused_by_strict_and_lenient_builders():
    for lenient in (False, True):
        assert refused(TokenBuilder("x", CERTIFICATE, lenient=lenient).fpa) == "app_id"
        assert refused(TokenBuilder(APP_ID, "x" * 32, lenient=lenient).fpa) == "certificate"


def test_a_lenient_builder_takes_what_the_official_ones_take():
    builder = strict(lenient=True)
    for token in (
        builder.rtc("中" * 100, "", 7, 1_700_000_000, 0),
        builder.rtc("", 0, Role.ADMIN, 0, 4_294_967_295),
        builder.rtc_006("", "", 55, 3600),
        builder.apaas_room_user("", "", -1, 0),
    ):
        assert parse(token).app_id == APP_ID


def test_permissions_are_checked_when_a_token_is_minted():
    builder = strict()
    permissions = Permissions()
    permissions.add(Resource.MESSAGE_CHANNELS, Access.READ, ["news", "lobby", "news"])
    permissions.add(Resource.USERS, Access.WRITE, ["bob"])
    said = parse(builder.rtm_with_permissions("alice", permissions, 60)).services[0].permissions
    assert [(one.resource_name, one.access_name, one.names) for one in said] == [
        ("messages", "read", ("news", "lobby", "news")),
        ("users", "write", ("bob",)),
    ]
    permissions.add(70_000, Access.READ, ["x"])
    assert refused(builder.rtm_with_permissions, "alice", permissions, 60) == "permissions"
    for wrong in (None, {}, object(), ["x"]):
        with pytest.raises(TypeError, match="^permissions: must be voxtoken.agora.Permissions, not "):
            builder.rtm_with_permissions("alice", wrong, 60)
    for details in ({0: None}, {0: {0: "news"}}, {0: {0: [b"news"]}}, {"0": {0: []}}):
        permissions.details = details
        with pytest.raises(TypeError, match="^permissions: must be "):
            builder.rtm_with_permissions("alice", permissions, 60)


def test_without_arguments_the_ids_are_those_of_the_environment(monkeypatch):
    monkeypatch.delenv("AGORA_APP_ID", raising=False)
    monkeypatch.setenv("AGORA_APP_CERTIFICATE", CERTIFICATE)
    assert refused(TokenBuilder) == "app_id"
    monkeypatch.setenv("AGORA_APP_ID", APP_ID)
    assert parse(TokenBuilder().fpa()).app_id == APP_ID
    assert parse(TokenBuilder("0" * 32).fpa()).app_id == "0" * 32
    monkeypatch.setenv("AGORA_APP_CERTIFICATE", "")
    with pytest.raises(InvalidArgumentError, match="^certificate: is missing; give it or set AGORA_APP_CERTIFICATE$"):
        TokenBuilder()


def test_the_time_of_issue_is_the_given_one_or_that_of_the_clock():
    assert parse(strict(issued_at=1_700_000_000).fpa()).issue_time == 1_700_000_000
    times = iter([1_800_000_000.9, 1_800_000_007])
    builder = strict(clock=lambda: next(times))
    assert [parse(builder.fpa()).issue_time for _ in range(2)] == [1_800_000_000, 1_800_000_007]
    assert parse(strict(clock=lambda: 5, issued_at=1_700_000_000).fpa()).issue_time == 1_700_000_000


def test_a_clock_that_fails_or_is_none_is_an_exception():
    with pytest.raises(TypeError, match="^clock: must be callable, not int$"):
        strict(clock=5)
    with pytest.raises(InvalidArgumentError, match="^clock: raised ZeroDivisionError$") as caught:
        strict(clock=lambda: 1 / 0).fpa()
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
    for wrong in (None, "1", True, b"1"):
        with pytest.raises(TypeError, match="^clock: must be "):
            strict(clock=lambda wrong=wrong: wrong).fpa()
    for bad in (-1, float("nan"), float("inf"), -0.5, 1 << 80):
        with pytest.raises(InvalidArgumentError, match="^clock: must be "):
            strict(clock=lambda bad=bad: bad).fpa()
    assert refused(strict(clock=lambda: 1 << 33).fpa) == "issued_at"


def test_a_clock_that_refers_to_its_builder_is_no_leak():
    class Program:
        def __init__(self):
            self.builder = strict(clock=self.now)

        def now(self):
            return 1_700_000_000

    gone = weakref.ref(Program())
    gc.collect()
    assert gone() is None


def test_a_salt_makes_the_same_token_again_and_none_another_one():
    same = {strict(issued_at=1_700_000_000, salt=7).fpa() for _ in range(3)}
    assert len(same) == 1
    assert parse(same.pop()).salt == 7
    others = {parse(strict(issued_at=1_700_000_000).fpa()).salt for _ in range(50)}
    assert len(others) > 45 and all(1 <= salt <= 99_999_999 for salt in others)


def test_uid_0_is_any_user_and_the_account_0_is_not():
    builder = strict()
    bound = [parse(builder.rtc("c", user, 1, 60, 60)).services[0].bound_to["account"] for user in (0, "0", 23)]
    assert bound == ["", "0", "23"]


def test_the_builder_shows_no_certificate():
    assert repr(strict()) == f'<voxtoken.agora.TokenBuilder app_id="{APP_ID}">'


def test_many_threads_share_a_builder():
    builder, tokens = strict(), []
    barrier = threading.Barrier(8)

    def mint(number):
        barrier.wait()
        tokens.extend(builder.rtc("lobby", number, Role.PUBLISHER, 60, 60) for _ in range(200))

    threads = [threading.Thread(target=mint, args=(number,)) for number in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    accounts = [parse(token).services[0].bound_to["account"] for token in tokens]
    assert sorted(accounts) == sorted(str(number) for number in range(1, 9) for _ in range(200))
    assert all(len(open_token(token)[0]) == 32 for token in tokens)


def test_errors_are_those_of_the_package():
    with pytest.raises(VoxTokenError) as caught:
        strict().rtc("c", 1, 1, 0, 0)
    assert caught.value.kind == "invalid_argument"
    assert caught.value.hint
