"""The modules in place of other packages: their samples run, and failures look as they do there."""

import json
import os
import pathlib
import pickle
import subprocess
import sys
import time

import pytest

from voxtoken import ThrottledError, VoxTokenError
from voxtoken.compat import nls, requests
from voxtoken.compat.aliyunsdkcore.acs_exception.exceptions import ClientException, ServerException
from voxtoken.compat.aliyunsdkcore.auth.credentials import AccessKeyCredential, StsTokenCredential
from voxtoken.compat.aliyunsdkcore.client import AcsClient
from voxtoken.compat.aliyunsdkcore.request import CommonRequest
from voxtoken.compat.nls.exception import GetTokenFailed
from voxtoken.compat.nls.token import getToken
from voxtoken.errors import InvalidArgumentError, RequestTimeoutError

SAMPLES = pathlib.Path(__file__).parent / "samples"
ID, SECRET = "sandbox-id", "sandbox-secret"
KEYS = {"accessKey": ID, "secretKey": SECRET}


def run(sample, sandbox):
    result = subprocess.run(
        [sys.executable, "-W", "error", str(SAMPLES / sample)],
        env={**os.environ, **sandbox.environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


@pytest.fixture
def endpoints(voxtoken_sandbox, monkeypatch):
    for name, value in voxtoken_sandbox.environment.items():
        monkeypatch.setenv(name, value)
    return voxtoken_sandbox


def create_token():
    request = CommonRequest(domain="nls-meta.cn-shanghai.aliyuncs.com", version="2019-02-28", action_name="CreateToken")
    request.set_method("POST")
    return request


def test_the_sample_for_aliyunsdkcore_prints_token_and_expiry(voxtoken_sandbox):
    response, token, expiry, left = run("nls_common_request.py", voxtoken_sandbox).splitlines()
    assert json.loads(response[2:-1])["Token"]["Id"] == token[len("token = ") :]
    assert len(token) == len("token = ") + 32
    assert int(expiry[len("expireTime = ") :]) > time.time()
    assert 0 < int(left[len("left = ") :]) <= 86_400
    assert voxtoken_sandbox.last("nls")["method"] == "POST"


def test_the_international_sample_prints_the_answer(voxtoken_sandbox):
    answer = json.loads(run("nls_common_request_international.py", voxtoken_sandbox).strip()[2:-1])
    assert answer["Token"]["Id"]
    assert voxtoken_sandbox.calls("nls") == 1


def test_the_sample_for_nls_prints_the_token(voxtoken_sandbox):
    assert len(run("nls_get_token.py", voxtoken_sandbox).strip()) == len("token = ") + 32


def test_the_sample_for_aiob_prints_the_answer_without_the_keys(voxtoken_sandbox):
    text = run("aiob_requests.py", voxtoken_sandbox)
    answer = json.loads(text)
    assert (answer["code"], answer["msg"]) == (200, "OK")
    assert answer["data"]["accessToken"]
    assert answer["data"]["expiresTime"] == 24 * 60
    assert SECRET not in text


def test_a_failure_of_the_cloud_is_a_server_exception_with_its_cause(endpoints):
    endpoints.set_mode("throttle", service="nls")
    with pytest.raises(ServerException) as caught:
        AcsClient(ID, SECRET).do_action_with_exception(create_token())
    error = caught.value
    assert error.get_error_code() == "Throttling.User"
    assert error.get_error_type() == "Server"
    assert error.get_http_status() == 400
    assert error.get_request_id()
    assert "flow control" in error.get_error_msg()
    assert str(error).startswith("HTTP Status: 400 Error:Throttling.User ")
    assert isinstance(error.__cause__, ThrottledError)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_no_answer_is_a_client_exception(endpoints):
    endpoints.set_mode("close", service="nls")
    with pytest.raises(ClientException) as caught:
        AcsClient(ID, SECRET).do_action_with_exception(create_token())
    assert caught.value.get_error_code() == "SDK.HttpError"
    assert caught.value.get_error_type() == "Client"
    assert isinstance(caught.value.__cause__, VoxTokenError)


def test_a_setting_that_cannot_be_is_a_client_exception_and_sends_nothing(endpoints):
    with pytest.raises(ClientException, match=r"^SDK\.InvalidParameter access_key_secret: "):
        AcsClient(ID, "with a space").do_action_with_exception(create_token())
    assert endpoints.calls("nls") == 0


def test_other_actions_than_create_token_are_refused(endpoints):
    request = create_token()
    request.set_action_name("DescribeRegions")
    with pytest.raises(ClientException, match=r"^SDK\.NotSupport "):
        AcsClient(ID, SECRET).do_action_with_exception(request)
    assert endpoints.calls("nls") == 0


def test_a_request_without_a_version_is_refused_as_there(endpoints):
    request = CommonRequest(domain="nls-meta.cn-shanghai.aliyuncs.com", action_name="CreateToken")
    with pytest.raises(ClientException, match="version"):
        AcsClient(ID, SECRET).do_action_with_exception(request)


def test_a_path_makes_it_a_roa_request(endpoints):
    request = CommonRequest(domain="nls-meta.cn-shanghai.aliyuncs.com", version="2018-05-18")
    request.set_method("POST")
    request.set_uri_pattern("/pop/2018-05-18/tokens")
    assert json.loads(AcsClient(ID, SECRET).do_action_with_exception(request))["Token"]["Id"]


def test_temporary_credentials_are_sent(endpoints):
    credential = StsTokenCredential("STS.sandbox-id", SECRET, "sandbox-security-token")
    answer = AcsClient(credential=credential).do_action_with_exception(create_token())
    assert json.loads(answer)["Token"]["Id"]
    answer = AcsClient(credential=AccessKeyCredential(ID, SECRET)).do_action_with_exception(create_token())
    assert json.loads(answer)["Token"]["Id"]


@pytest.mark.parametrize("arguments", [{}, {"ak": ID}, {"secret": SECRET}, {"credential": ID}])
def test_a_client_without_a_whole_key_is_refused(arguments):
    with pytest.raises(ClientException, match=r"^SDK\.InvalidCredential "):
        AcsClient(**arguments)


def test_arguments_without_a_meaning_here_are_not_taken():
    with pytest.raises(TypeError, match="proxy"):
        AcsClient(ID, SECRET, "cn-shanghai", proxy={})


def test_get_token_without_a_key_fails_as_there():
    for akid, aksecret in [(None, SECRET), (ID, None)]:
        with pytest.raises(GetTokenFailed):
            nls.token.getToken(akid, aksecret)


def test_get_token_with_a_wrong_secret_is_a_server_exception(endpoints):
    with pytest.raises(ServerException, match="SignatureDoesNotMatch"):
        getToken(ID, "wrong")


@pytest.mark.parametrize("mode", ["permission", "no-token", "no-id"])
def test_get_token_fails_as_there_when_an_answer_holds_no_token(endpoints, mode):
    endpoints.set_mode(mode, service="nls")
    with pytest.raises(GetTokenFailed) as caught:
        getToken(ID, SECRET)
    assert isinstance(caught.value.__cause__, ServerException) and str(caught.value)
    assert endpoints.last("nls")["status"] == 200


def test_post_asks_no_other_url_and_shows_no_secret_of_it():
    with pytest.raises(InvalidArgumentError) as caught:
        requests.post("https://me:hidden@aiob-open.baidu.com/api/v2/other?secretKey=hidden#hidden", json=KEYS)
    assert caught.value.argument == "url"
    assert str(caught.value) == "url: must be that of AIOB getToken, is aiob-open.baidu.com/api/v2/other"


@pytest.mark.parametrize("json", [{}, {"accessKey": ID}, {"secretKey": SECRET}])
def test_post_names_json_when_a_key_is_missing(json):
    with pytest.raises(InvalidArgumentError, match="^json: must have accessKey and secretKey, which are str$") as caught:
        requests.post("https://aiob-open.baidu.com/api/v2/getToken", json=json)
    assert caught.value.argument == "json"
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(("argument", "wrong"), [("url", b"/getToken"), ("url", None), ("json", None), ("json", "{}")])
def test_post_refuses_wrong_types_by_name(argument, wrong):
    good = {"url": "https://aiob-open.baidu.com/api/v2/getToken", "json": KEYS}
    with pytest.raises(TypeError, match=f"^{argument}: must be (str|dict), not {type(wrong).__name__}$"):
        requests.post(**{**good, argument: wrong})


@pytest.mark.parametrize("timeout", [None, 20, (5, 20), (None, 20), (5, None), (None, None)])
def test_post_takes_the_timeouts_of_requests(endpoints, timeout):
    url = endpoints.aiob + "/api/v2/getToken"
    assert requests.post(url, json=KEYS, timeout=timeout).json()["data"]["accessToken"]


def test_post_keeps_the_time_limits(endpoints):
    endpoints.set_mode("hang", service="aiob")
    for timeout in (0.2, (5, 0.2)):
        with pytest.raises(RequestTimeoutError):
            requests.post(endpoints.aiob + "/api/v2/getToken", json=KEYS, timeout=timeout)
    with pytest.raises(InvalidArgumentError, match="^timeout: must be a number or a pair of numbers$"):
        requests.post(endpoints.aiob + "/api/v2/getToken", json=KEYS, timeout=(1, 2, 3))


def test_post_raises_what_went_wrong(endpoints):
    with pytest.raises(VoxTokenError):
        requests.post(endpoints.aiob + "/api/v2/getToken", json={"accessKey": ID, "secretKey": "wrong"})
    assert endpoints.calls("aiob") == 1


@pytest.mark.parametrize("wrong", [3, b"x", []])
@pytest.mark.parametrize("name", ["domain", "endpoint", "version", "action_name", "method", "uri_pattern", "product"])
def test_a_request_takes_text_only(name, wrong):
    with pytest.raises(TypeError, match=f"^{name}: must be str, not "):
        getattr(CommonRequest(), f"set_{name}")(wrong)
    if name not in ("endpoint", "method"):
        with pytest.raises(TypeError, match=f"^{name}: must be str, not "):
            CommonRequest(**{name: wrong})


@pytest.mark.parametrize("wrong", [None, 3, b"x", []])
def test_a_client_takes_requests_only(wrong):
    with pytest.raises(TypeError, match="^acs_request: must be CommonRequest, not "):
        AcsClient(ID, SECRET).do_action_with_exception(wrong)


def test_post_takes_no_key_that_is_none_and_shows_what_cannot_be_printed():
    with pytest.raises(ValueError, match="^json: "):
        requests.post("https://aiob-open.baidu.com/api/v2/getToken", json={"accessKey": None, "secretKey": None})
    with pytest.raises(ValueError, match="^url: ") as caught:
        requests.post("\ud800", json={})
    assert str(caught.value).isascii()
