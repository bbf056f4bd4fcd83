"""The command after `pip install`: as a script and as `python -m voxtoken`."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = [str(Path(sys.executable).with_name("voxtoken"))]
MODULE = [sys.executable, "-m", "voxtoken"]
# Sets how an interrupt is treated, whatever the tests' own process was given, and becomes the command.
AFTER_SIGNAL = (
    "import os, signal, sys; signal.signal(signal.SIGINT, getattr(signal, sys.argv[1])); os.execv(sys.argv[2], sys.argv[2:])"
)


@pytest.fixture(params=[SCRIPT, MODULE], ids=["script", "module"])
def command(request):
    return request.param


def run(command, *arguments, **options):
    options.setdefault("stdin", subprocess.DEVNULL)
    return subprocess.run([*command, *arguments], capture_output=True, timeout=60, **options)


def with_keys(sandbox):
    return {**os.environ, **sandbox.environment}


def test_help_names_the_commands(command):
    done = run(command, "--help")
    assert (done.returncode, done.stderr) == (0, b"")
    for name in (b"nls", b"dashscope", b"aiob", b"agora", b"inspect", b"sandbox", b"completions", b"man"):
        assert b"\n  " + name in done.stdout
    assert b"Usage: voxtoken " in done.stdout


def test_the_version_is_that_of_the_package(command):
    from importlib.metadata import version

    assert run(command, "--version").stdout.decode() == f"voxtoken {version('voxtoken')}\n"


def test_a_token_alone_is_on_standard_output(command, voxtoken_sandbox):
    done = run(command, "nls", "--endpoint", voxtoken_sandbox.nls, env=with_keys(voxtoken_sandbox))
    assert done.returncode == 0
    assert len(done.stdout.strip()) == 32 and done.stdout.count(b"\n") == 1
    assert b"expires: " in done.stderr and done.stdout.strip() not in done.stderr


def test_json_says_everything(command, voxtoken_sandbox):
    voxtoken_sandbox.set_mode(life=600)
    environment = with_keys(voxtoken_sandbox)
    done = run(command, "nls", "--json", "--quiet", "--endpoint", voxtoken_sandbox.nls, env=environment)
    answer = json.loads(done.stdout)
    assert done.stderr == b"" and len(answer["token"]) == 32


@pytest.mark.parametrize(
    ("mode", "code"),
    [("permission", 3), ("throttle", 4), ("unavailable", 5), ("echo", 3), ("html-200", 7)],
)
def test_the_exit_code_tells_the_kind_of_failure(voxtoken_sandbox, mode, code):
    voxtoken_sandbox.set_mode(mode)
    done = run(MODULE, "nls", "--json", "--endpoint", voxtoken_sandbox.nls, env=with_keys(voxtoken_sandbox))
    assert done.returncode == code
    assert done.stderr.startswith(b"error: ") and "error" in json.loads(done.stdout)


def test_wrong_usage_has_code_2(command):
    done = run(command, "nls", "--no-such-option")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"--no-such-option" in done.stderr and b"Traceback" not in done.stderr


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_an_argument_that_is_not_utf_8_is_named(locale):
    environment = {**os.environ, "LC_ALL": locale}
    done = run([argument.encode() for argument in MODULE], b"nls", b"--region", b"\xff\xfe", env=environment)
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, b"error: --region: is not UTF-8 text")


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_an_argument_in_chinese_arrives_as_it_is(locale):
    certificate = "5CFd2fd1755d40ecb72977518be15d3b"
    environment = {**os.environ, "LC_ALL": locale, "AGORA_APP_CERTIFICATE": certificate}
    mint = ["agora", "rtm", "--app-id", "970CA35de60c44645bbae8a215061b33", "--account", "小明", "--quiet"]
    token = run(MODULE, *mint, env=environment).stdout.decode().strip()
    assert "小明" in run(MODULE, "inspect", token, env=environment).stdout.decode()


def test_a_secret_can_come_by_standard_input(command, voxtoken_sandbox):
    options = ["--access-key-id", voxtoken_sandbox.ACCESS_KEY_ID, "--access-key-secret-file", "-", "--quiet"]
    pipe = {"input": voxtoken_sandbox.ACCESS_KEY_SECRET.encode() + b"\n", "stdin": None}
    done = run(command, "nls", *options, "--endpoint", voxtoken_sandbox.nls, **pipe)
    assert (done.returncode, done.stderr) == (0, b"")


def test_without_a_terminal_nothing_is_asked(command):
    environment = {"PATH": os.environ["PATH"]}
    done = run(command, "nls", "--endpoint", "http://127.0.0.1:1", env=environment, start_new_session=True)
    assert done.returncode == 3
    assert done.stderr.startswith(b"error: no credentials: ")


@pytest.fixture
def silent_server():
    """Accepts connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(60)
        yield server


def start_asking(command, server, environment, interrupt):
    """A command that has sent its request, and the connection."""
    endpoint = "http://{}:{}".format(*server.getsockname())
    asking = [*command, "nls", "--timeout", "50", "--endpoint", endpoint]
    process = subprocess.Popen(
        [sys.executable, "-c", AFTER_SIGNAL, interrupt, *asking],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    connection, _ = server.accept()
    connection.settimeout(60)
    assert connection.recv(1)
    return process, connection


def test_an_interrupt_ends_a_waiting_command_by_that_signal(command, silent_server, voxtoken_sandbox):
    process, connection = start_asking(command, silent_server, with_keys(voxtoken_sandbox), "SIG_DFL")
    with connection:
        process.send_signal(signal.SIGINT)
        output = process.communicate(timeout=30)
    assert (process.returncode, output) == (-signal.SIGINT, (b"", b""))


def test_an_interrupt_that_is_ignored_stays_so(silent_server, voxtoken_sandbox):
    process, connection = start_asking(MODULE, silent_server, with_keys(voxtoken_sandbox), "SIG_IGN")
    with connection:
        process.send_signal(signal.SIGINT)
    _, words = process.communicate(timeout=30)
    assert process.returncode == 5, words


def test_a_reader_that_leaves_early_is_no_failure(command):
    process = subprocess.Popen([*command, "completions", "bash"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    with process.stderr as stderr:
        assert stderr.read() == b""
    assert process.wait(60) == 0


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions_are_complete(shell, command):
    done = run(command, "completions", shell)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.endswith(b"\n") and b"voxtoken" in done.stdout.splitlines()[-1] + done.stdout.splitlines()[0]


def test_what_is_closed_takes_what_is_written(command):
    """Not the next file or connection, which would get the number of the stream."""
    without_streams = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *command]
    # It writes where it listens and then ends, because that is not the number of its parent.
    starting = [*without_streams, "sandbox", "--exit-with-parent=4294967295"]
    assert subprocess.run(starting, timeout=60).returncode == 0
