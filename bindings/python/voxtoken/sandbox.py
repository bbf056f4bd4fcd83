"""A stand-in for the clouds on this machine, to test programs without an account and without the Internet.

It checks requests as the clouds document it, hands out tokens that open nothing, and fails on demand::

    import voxtoken
    from voxtoken.sandbox import Sandbox

    with Sandbox() as sandbox:
        sandbox.set_mode("throttle", service="nls", times=1)
        token = voxtoken.NlsToken(sandbox.ACCESS_KEY_ID, sandbox.ACCESS_KEY_SECRET, endpoint=sandbox.nls)
        try:
            token.apply()
        except voxtoken.ThrottledError:
            token.apply()
        assert sandbox.calls("nls") == 2

In pytest the fixture ``voxtoken_sandbox`` gives one that runs; nothing is to be imported or set up for it. What the
modes do is listed by ``voxtoken sandbox --help``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from http.client import HTTPConnection
from types import TracebackType
from typing import IO, Any

from voxtoken.errors import invalid, wrong_type

__all__ = ["Sandbox", "SandboxError"]

_SERVICES = ("nls", "dashscope", "aiob")

# Runs the command. The package is found wherever this one is, and nothing in the working directory or beside the
# package is taken for a module of Python.
_COMMAND = """
import sys
sys.path = [folder for folder in sys.path if folder] + [sys.argv.pop(1)]
from voxtoken.__main__ import main
sys.exit(main())
"""


class SandboxError(RuntimeError):
    """The sandbox did not start, is not running, or did not answer."""


class Sandbox:
    """A sandbox in a process of its own, which runs inside a ``with`` statement and listens on 127.0.0.1 only.

    The process ends with the statement, and at the latest a moment after the process that started it, whatever ended
    that one. A child made by fork can use the parent's sandbox but does not end it. The methods can be called from
    several threads at once.

    :param mode: what the sandbox does from the start and after each :meth:`reset`.
    :param life: how long a token lives, in seconds; AIOB counts in minutes, rounded up.
    :param skew: by how many seconds its clock is wrong; negative means slow.

    An option that it does not know or cannot use makes it fail to start.
    """

    ACCESS_KEY_ID = "sandbox-id"
    """The access key id that it knows, for NLS and AIOB."""
    ACCESS_KEY_SECRET = "sandbox-secret"
    """The secret of that id; also the API key of DashScope."""
    SECURITY_TOKEN = "sandbox-security-token"
    """The security token of temporary (STS) credentials that it knows."""

    def __init__(self, *, mode: str = "ok", life: int = 86_400, skew: int = 0) -> None:
        if not isinstance(mode, str):
            raise wrong_type("mode", "str", mode)
        for name, seconds in (("life", life), ("skew", skew)):
            if not isinstance(seconds, int):
                raise wrong_type(name, "int", seconds)
        self._options = [f"--mode={mode.encode('ascii', 'backslashreplace').decode()}", f"--life={life}", f"--skew={skew}"]
        self._process: subprocess.Popen[bytes] | None = None
        self._urls: dict[str, str] = {}

    def __enter__(self) -> Sandbox:
        """Starts the sandbox and waits until it listens.

        :raises SandboxError: it does not start; the message holds what it said on standard error.
        """
        if self._process is not None:
            raise SandboxError("the sandbox is running already")
        package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
        arguments = ["sandbox", f"--exit-with-parent={os.getpid()}", *self._options]
        with tempfile.TemporaryFile() as complaints:
            # In a session of its own it misses the Ctrl-C of a terminal, so that tests that are being interrupted can
            # still end in order.
            process = subprocess.Popen(
                [sys.executable, "-c", _COMMAND, package, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=complaints,
                start_new_session=True,
            )
            try:
                addresses = _addresses(process, complaints)
            except BaseException:
                process.kill()
                process.wait()
                raise
        self._process, self._urls = process, addresses
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Ends the sandbox, unless this is a forked child of the process that started it."""
        process, self._process, self._urls = self._process, None, {}
        if process is None:
            return
        process.terminate()  # does nothing in a forked child, as it is not the child's own process
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def __repr__(self) -> str:
        return f"<Sandbox {self._urls}>" if self._urls else "<Sandbox, not running>"

    @property
    def nls(self) -> str:
        """The URL of the stand-in for Alibaba Cloud NLS, such as ``"http://127.0.0.1:40123"``."""
        return self._url("nls")

    @property
    def dashscope(self) -> str:
        """The URL of the stand-in for Alibaba Cloud DashScope."""
        return self._url("dashscope")

    @property
    def aiob(self) -> str:
        """The URL of the stand-in for Baidu AIOB."""
        return self._url("aiob")

    @property
    def environment(self) -> dict[str, str]:
        """The variables that send a program under test to the sandbox: keys, endpoints, and no proxy for them.

        Put them over the others, as in ``env={**os.environ, **sandbox.environment}`` for a child process, or set each
        with pytest's ``monkeypatch.setenv``.
        """
        direct = ",".join(filter(None, ["localhost,127.0.0.1", os.environ.get("no_proxy", os.environ.get("NO_PROXY"))]))
        return {
            "ALIYUN_AK_ID": self.ACCESS_KEY_ID,
            "ALIYUN_AK_SECRET": self.ACCESS_KEY_SECRET,
            "DASHSCOPE_API_KEY": self.ACCESS_KEY_SECRET,
            "BAIDU_AIOB_ACCESS_KEY": self.ACCESS_KEY_ID,
            "BAIDU_AIOB_SECRET_KEY": self.ACCESS_KEY_SECRET,
            "VOXTOKEN_NLS_ENDPOINT": self.nls,
            "VOXTOKEN_DASHSCOPE_ENDPOINT": self.dashscope,
            "VOXTOKEN_AIOB_ENDPOINT": self.aiob,
            "NO_PROXY": direct,
            "no_proxy": direct,
        }

    def calls(self, service: str) -> int:
        """How many requests came in for this service since the start or the last :meth:`reset`.

        :param service: ``"nls"``, ``"dashscope"`` or ``"aiob"``.
        :raises InvalidArgumentError: there is no such service.
        """
        _check_service(service, _SERVICES)
        calls: int = self._ask("GET", "/calls")[service]
        return calls

    def last(self, service: str) -> dict[str, Any]:
        """The shape of the last request for this service, without a value that the client sent.

        The keys are ``method``, ``path``, ``parameters`` and ``headers`` (lists of names), ``status`` (of the answer;
        None when there was none) and ``verdict`` (``"ok"``, or what was wrong).

        :param service: ``"nls"``, ``"dashscope"`` or ``"aiob"``.
        :raises InvalidArgumentError: there is no such service.
        :raises LookupError: no request came in yet.
        """
        _check_service(service, _SERVICES)
        last: dict[str, Any] | None = self._ask("GET", "/last")[service]
        if last is None:
            raise LookupError(f"no request for {service} came in yet")
        return last

    def set_mode(
        self,
        mode: str | None = None,
        *,
        service: str = "all",
        times: int | None = None,
        life: int | None = None,
        skew: int | None = None,
        retry_after_ms: int | None = None,
    ) -> None:
        """Changes what the sandbox does from the next request on. What is not given stays as it is.

        :param mode: one of those that ``voxtoken sandbox --help`` lists, such as ``"throttle"``, ``"hang"``, ``"ok"``.
        :param service: ``"nls"``, ``"dashscope"``, ``"aiob"`` or ``"all"``.
        :param times: for how many requests the mode holds; without it, until the next change.
        :param life: how long a token lives, in seconds.
        :param skew: by how many seconds the clock is wrong; negative means slow.
        :param retry_after_ms: for how many milliseconds ``"throttle"`` tells the client to wait.
        :raises InvalidArgumentError: there is no such mode or service, a number is out of range, or ``times`` or
            ``retry_after_ms`` comes without a mode.
        """
        _check_service(service, (*_SERVICES, "all"))
        _check_text("mode", mode)
        _check_number("times", times, 0, 2**64 - 1)
        _check_number("life", life, 1, 2**32 - 1)
        _check_number("skew", skew, -(2**63), 2**63 - 1)
        _check_number("retry_after_ms", retry_after_ms, 0, 2**64 - 1)
        change = {
            "service": service,
            "mode": mode,
            "times": times,
            "life": life,
            "skew": skew,
            "retry_after_ms": retry_after_ms,
        }
        self._ask("POST", "/mode", {name: value for name, value in change.items() if value is not None})

    def reset(self) -> None:
        """Puts everything back as at the start: behaviour, counts, last requests and the nonces that were used."""
        self._ask("POST", "/reset")

    def _url(self, name: str) -> str:
        if not self._urls:
            raise SandboxError("the sandbox is not running: use it in a with statement")
        return self._urls[name]

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """One request to the control address, past any proxy."""
        connection = HTTPConnection(self._url("control").partition("://")[2], timeout=30)
        try:
            connection.request(method, path, None if body is None else json.dumps(body))
            response = connection.getresponse()
            answer = json.loads(response.read())
        except OSError as error:
            raise SandboxError(f"the sandbox does not answer: {error}") from error
        finally:
            connection.close()
        if response.status != 200:
            raise invalid("mode", answer["error"])
        return answer


def _addresses(process: subprocess.Popen[bytes], complaints: IO[bytes]) -> dict[str, str]:
    """What the sandbox says when it is ready."""
    assert process.stdout is not None
    with process.stdout as stdout:
        ready = stdout.readline()
    if not ready:
        code = process.wait()
        complaints.seek(0)
        said = complaints.read().decode(errors="replace").strip()
        raise SandboxError(f"the sandbox did not start (exit code {code}): {said or 'it said nothing'}")
    addresses: dict[str, str] = json.loads(ready)
    return addresses


def _check_service(service: str, known: tuple[str, ...]) -> None:
    _check_text("service", service)
    if service not in known:
        raise invalid("service", f"must be one of {', '.join(known)}")


def _check_text(name: str, value: str | None) -> None:
    if value is not None and not isinstance(value, str):
        raise wrong_type(name, "str", value)


def _check_number(name: str, value: int | None, least: int, most: int) -> None:
    if value is None:
        return
    if type(value) is not int:
        raise wrong_type(name, "int", value)
    if not least <= value <= most:
        raise invalid(name, f"must be {least} to {most}, is {value}")
