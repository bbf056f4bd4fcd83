"""The sandbox for Python programs, and its fixture for pytest."""

import os
import signal
import subprocess
import sys
import textwrap
import urllib.error
import urllib.request

import pytest

from voxtoken import sandbox as module
from voxtoken.errors import InvalidArgumentError
from voxtoken.sandbox import Sandbox, SandboxError

DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def ask(sandbox):
    """One request without credentials: counted, and refused."""
    with pytest.raises(urllib.error.HTTPError) as refused:
        DIRECT.open(sandbox.nls + "/?Action=CreateToken", timeout=30)
    refused.value.close()
    return refused.value.code


def is_there(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def python(code, *arguments, **options):
    command = [sys.executable, "-W", "error", "-c", textwrap.dedent(code), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=90, **options)


def test_it_counts_and_describes_requests(voxtoken_sandbox):
    assert voxtoken_sandbox.calls("nls") == 0
    assert ask(voxtoken_sandbox) == 400
    assert voxtoken_sandbox.calls("nls") == 1 and voxtoken_sandbox.calls("aiob") == 0
    last = voxtoken_sandbox.last("nls")
    assert (last["method"], last["path"], last["parameters"], last["status"]) == ("GET", "/", ["Action"], 400)


@pytest.mark.parametrize("attempt", [1, 2])
def test_each_test_has_it_as_new(voxtoken_sandbox, attempt):
    assert voxtoken_sandbox.calls("nls") == 0
    with pytest.raises(LookupError, match="no request for nls"):
        voxtoken_sandbox.last("nls")
    voxtoken_sandbox.set_mode("unavailable")
    assert ask(voxtoken_sandbox) == 503


def test_the_tests_of_a_session_share_one_process(voxtoken_sandbox, voxtoken_sandbox_process):
    assert voxtoken_sandbox is voxtoken_sandbox_process


def test_a_mode_can_hold_for_some_requests_of_one_service(voxtoken_sandbox):
    voxtoken_sandbox.set_mode("unavailable", service="nls", times=2)
    assert [ask(voxtoken_sandbox) for _ in range(3)] == [503, 503, 400]
    voxtoken_sandbox.set_mode("unavailable", service="aiob")
    assert ask(voxtoken_sandbox) == 400
    voxtoken_sandbox.set_mode("unavailable")
    voxtoken_sandbox.set_mode(life=5, skew=-3600)
    assert ask(voxtoken_sandbox) == 503
    voxtoken_sandbox.reset()
    assert voxtoken_sandbox.calls("nls") == 0 and ask(voxtoken_sandbox) == 400


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"mode": "no-such"}, "unknown mode"),
        ({"service": "no-such"}, "service: must be one of nls, dashscope, aiob, all"),
        ({"times": 1}, "go with a mode"),
        ({"mode": "throttle", "times": -1}, "times: must be 0 to "),
        ({"life": 0}, "life: must be 1 to 4294967295, is 0"),
        ({"skew": 2**63}, "skew: must be "),
        ({"mode": "throttle", "retry_after_ms": 2**64}, "retry_after_ms: must be 0 to "),
    ],
)
def test_what_it_cannot_do_is_refused_by_name(voxtoken_sandbox, arguments, words):
    with pytest.raises(InvalidArgumentError, match=words):
        voxtoken_sandbox.set_mode(**arguments)


@pytest.mark.parametrize("name", ["mode", "service", "times", "life", "skew", "retry_after_ms"])
@pytest.mark.parametrize("value", [b"1", 1.0, True])
def test_wrong_types_are_refused_by_name(voxtoken_sandbox, name, value):
    with pytest.raises(TypeError, match=f"^{name}: must be (str|int), not {type(value).__name__}$"):
        voxtoken_sandbox.set_mode(**{name: value})


@pytest.mark.parametrize("ask_for", ["calls", "last"])
def test_a_service_that_does_not_exist_is_refused(voxtoken_sandbox, ask_for):
    with pytest.raises(InvalidArgumentError, match="service: must be one of nls, dashscope, aiob"):
        getattr(voxtoken_sandbox, ask_for)("all")
    with pytest.raises(TypeError, match="service: must be str, not int"):
        getattr(voxtoken_sandbox, ask_for)(1)


def test_the_environment_is_all_that_a_program_needs(voxtoken_sandbox):
    environment = voxtoken_sandbox.environment
    assert environment["VOXTOKEN_NLS_ENDPOINT"] == voxtoken_sandbox.nls
    assert environment["VOXTOKEN_DASHSCOPE_ENDPOINT"] == voxtoken_sandbox.dashscope
    assert environment["VOXTOKEN_AIOB_ENDPOINT"] == voxtoken_sandbox.aiob
    for service, url in (
        ("nls", voxtoken_sandbox.nls),
        ("dashscope", voxtoken_sandbox.dashscope),
        ("aiob", voxtoken_sandbox.aiob),
    ):
        command = [sys.executable, "-m", "voxtoken", service, "--quiet", "--endpoint", url]
        keys = {"PATH": os.environ["PATH"], "http_proxy": "http://127.0.0.1:1", **environment}
        done = subprocess.run(command, env=keys, capture_output=True, timeout=60)
        assert (done.returncode, done.stderr) == (0, b"")
        assert voxtoken_sandbox.calls(service) == 1


def test_the_environment_keeps_what_already_bypasses_the_proxy(voxtoken_sandbox, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "intranet.example")
    monkeypatch.delenv("no_proxy", raising=False)
    assert voxtoken_sandbox.environment["NO_PROXY"] == "localhost,127.0.0.1,intranet.example"
    assert voxtoken_sandbox.environment["no_proxy"] == voxtoken_sandbox.environment["NO_PROXY"]


def test_a_proxy_is_not_asked_on_the_way_to_it(voxtoken_sandbox, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    assert voxtoken_sandbox.calls("nls") == 0


def test_the_constants_are_what_it_knows(voxtoken_sandbox):
    assert voxtoken_sandbox.ACCESS_KEY_ID == Sandbox.ACCESS_KEY_ID == "sandbox-id"
    assert (Sandbox.ACCESS_KEY_SECRET, Sandbox.SECURITY_TOKEN) == ("sandbox-secret", "sandbox-security-token")


def test_it_starts_as_told_and_ends_with_the_statement():
    with Sandbox(mode="unavailable", life=60, skew=10) as sandbox:
        url, pid = sandbox.nls, sandbox._process.pid
        assert ask(sandbox) == 503
        sandbox.set_mode("ok")
        sandbox.reset()
        assert ask(sandbox) == 503
        assert url in repr(sandbox)
    assert not is_there(pid)
    assert repr(sandbox) == "<Sandbox, not running>"
    with pytest.raises(urllib.error.URLError):
        DIRECT.open(url, timeout=30)


def test_it_can_be_used_again_but_not_twice_at_once():
    sandbox = Sandbox()
    for _ in range(2):
        with sandbox:
            assert sandbox.calls("nls") == 0
            with pytest.raises(SandboxError, match="is running already"):
                sandbox.__enter__()
            assert ask(sandbox) == 400


def test_outside_the_statement_it_says_so():
    for use in (lambda sandbox: sandbox.nls, lambda sandbox: sandbox.environment, Sandbox.reset):
        with pytest.raises(SandboxError, match="is not running: use it in a with statement"):
            use(Sandbox())


def test_a_start_that_fails_shows_what_was_said():
    with pytest.raises(SandboxError) as failed:
        with Sandbox(mode="no-such"):
            pass
    assert "did not start (exit code 2)" in str(failed.value)
    assert "invalid value 'no-such' for '--mode <MODE>'" in str(failed.value)


def test_one_that_was_killed_is_an_error_not_a_wait():
    with Sandbox() as sandbox:
        os.kill(sandbox._process.pid, signal.SIGKILL)
        sandbox._process.wait(30)
        with pytest.raises(SandboxError, match="does not answer"):
            sandbox.calls("nls")


def test_it_ends_with_a_program_that_is_killed():
    read, write = os.pipe()
    killed = python(
        """
        import functools, os, signal, subprocess, sys
        subprocess.Popen = functools.partial(subprocess.Popen, pass_fds=[int(sys.argv[1])])
        from voxtoken.sandbox import Sandbox
        with Sandbox() as sandbox:
            print(sandbox.calls("nls"), flush=True)
            os.kill(os.getpid(), signal.SIGKILL)
        """,
        str(write),
        pass_fds=[write],
    )
    os.close(write)
    assert (killed.returncode, killed.stdout) == (-signal.SIGKILL, "0\n"), killed.stderr
    with open(read, "rb") as pipe:
        assert pipe.read() == b"", "the end of the pipe comes when the sandbox, which holds it too, has ended"


def test_a_forked_child_can_use_it_and_does_not_end_it():
    done = python(
        """
        import os, sys
        from voxtoken.sandbox import Sandbox
        with Sandbox() as sandbox:
            child = os.fork()
            if child == 0:
                sandbox.set_mode("unavailable")
            else:
                assert os.waitpid(child, 0)[1] == 0
                print(sandbox.calls("nls"))
        """
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "0\n", "")


@pytest.mark.parametrize("module", ["voxtoken", "signal", "json", "sitecustomize"])
def test_the_working_directory_cannot_shadow_a_module(module, tmp_path, monkeypatch):
    (tmp_path / f"{module}.py").write_text("raise SystemExit('the wrong one')")
    monkeypatch.chdir(tmp_path)
    with Sandbox() as sandbox:
        assert sandbox.calls("nls") == 0


@pytest.mark.parametrize("variables", [{}, {"PYTHONSAFEPATH": "1"}])
def test_it_starts_from_a_folder_that_only_its_program_knows_and_that_shadows_modules(tmp_path, variables):
    (tmp_path / "voxtoken").symlink_to(os.path.dirname(module.__file__))
    (tmp_path / "signal.py").write_text("raise SystemExit('the wrong one')")
    program = """
import sys
sys.path.append(sys.argv[1])
from voxtoken.sandbox import Sandbox
with Sandbox() as sandbox:
    print(sandbox.calls("nls"))
"""
    command = [sys._base_executable, "-W", "error", "-c", program, str(tmp_path)]  # it has not installed this package
    environment = {"PATH": os.environ["PATH"], **variables}
    done = subprocess.run(command, capture_output=True, text=True, timeout=90, env=environment)
    assert (done.returncode, done.stdout, done.stderr) == (0, "0\n", "")


def test_a_start_that_is_interrupted_leaves_no_process_behind(monkeypatch):
    started = []

    class Interrupted(subprocess.Popen):
        def __init__(self, *arguments, **options):
            super().__init__(*arguments, **options)
            started.append(self)
            self.stdout.close()
            self.stdout = self

        def __enter__(self):
            return self

        def __exit__(self, *of_no_interest):
            pass

        def readline(self):
            raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "Popen", Interrupted)
    sandbox = Sandbox()
    with pytest.raises(KeyboardInterrupt):
        sandbox.__enter__()
    assert not is_there(started[0].pid)
    assert repr(sandbox) == "<Sandbox, not running>"


def test_the_example_runs():
    text = module.__doc__.partition("::\n")[2]
    code = textwrap.dedent("\n".join(line for line in text.splitlines() if not line or line.startswith("    ")))
    assert "with Sandbox() as sandbox:" in code
    exec(code, {})


def test_the_plug_in_adds_its_fixtures_alone(tmp_path):
    command = [sys.executable, "-m", "pytest", "--fixtures", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    lines = subprocess.run(command, capture_output=True, text=True, timeout=90, cwd=tmp_path).stdout.splitlines()
    ours = [line for line in lines if "voxtoken/pytest_plugin.py" in line]
    assert len(ours) == 2 and all(line.startswith("voxtoken_sandbox") for line in ours)


def test_the_plug_in_imports_nothing_to_speak_of():
    done = python(
        """
        import sys
        import pytest, voxtoken
        before = set(sys.modules)
        import voxtoken.pytest_plugin
        print(sorted(set(sys.modules) - before))
        """
    )
    assert (done.stdout, done.stderr) == ("['voxtoken.pytest_plugin']\n", "")


@pytest.mark.parametrize("options", [{"mode": None}, {"mode": 3}, {"life": "60"}, {"skew": 1.5}])
def test_an_option_of_the_wrong_type_is_named(options):
    with pytest.raises(TypeError, match=f"^{next(iter(options))}: must be "):
        Sandbox(**options)


def test_a_mode_that_cannot_be_passed_on_is_a_mode_that_is_not_known():
    with pytest.raises(SandboxError, match="ud800"), Sandbox(mode="\ud800"):
        pass
