"""Gets an NLS token with an official Python client.

    nls_token.py CLIENT HOST:PORT

The key comes from ALIYUN_AK_ID, ALIYUN_AK_SECRET and, for temporary credentials,
ALIBABA_CLOUD_SECURITY_TOKEN. Prints {"id": …, "expire_time": …}, or {"error": …} for a refusal.
"""

import json
import os
import sys

from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkcore.auth.credentials import StsTokenCredential
from aliyunsdkcore.client import AcsClient
from aliyunsdkcore.request import CommonRequest
from alibabacloud_nls_cloud_meta20190228.client import Client as MetaClient
from alibabacloud_tea_openapi.exceptions import ClientException
from alibabacloud_tea_openapi.models import Config
from alibabacloud_tea_util.models import RuntimeOptions
import nls.token

KEY_ID = os.environ["ALIYUN_AK_ID"]
SECRET = os.environ["ALIYUN_AK_SECRET"]
SECURITY_TOKEN = os.environ.get("ALIBABA_CLOUD_SECURITY_TOKEN")


def core(host, body=None):
    """aliyun-python-sdk-core, as Alibaba's page shows it."""
    if SECURITY_TOKEN:
        credential = StsTokenCredential(KEY_ID, SECRET, SECURITY_TOKEN)
        client = AcsClient(region_id="cn-shanghai", credential=credential)
    else:
        client = AcsClient(KEY_ID, SECRET, "cn-shanghai")
    request = CommonRequest()
    request.set_method("POST")
    request.set_domain(host)
    request.set_version("2019-02-28")
    request.set_action_name("CreateToken")
    for name, value in (body or {}).items():
        request.add_body_params(name, value)
    answer = json.loads(client.do_action_with_exception(request))
    return {"id": answer["Token"]["Id"], "expire_time": answer["Token"]["ExpireTime"]}


def core_body(host):
    """The same with more parameters in a form body, which are spelled differently when signed."""
    return core(host, {"Extra": "a b*~é", "Another": "1"})


def speech_sdk(host):
    """alibabacloud-nls-python-sdk gives no expiry."""
    return {"id": nls.token.getToken(KEY_ID, SECRET, url=host), "expire_time": None}


def meta(host):
    """alibabacloud-nls-cloud-meta20190228, which signs by ACS3-HMAC-SHA256 and insists on https."""
    config = Config(
        access_key_id=KEY_ID, access_key_secret=SECRET, security_token=SECURITY_TOKEN, endpoint=host
    )
    client = MetaClient(config)
    call_api = client.call_api

    def call_api_over_http(params, request, runtime):
        params.protocol = "HTTP"
        return call_api(params, request, runtime)

    client.call_api = call_api_over_http
    token = client.create_token_with_options(RuntimeOptions()).body.token
    return {"id": token.id, "expire_time": token.expire_time}


CLIENTS = {"core": core, "core-body": core_body, "speech-sdk": speech_sdk, "meta": meta}

if __name__ == "__main__":
    try:
        answer = CLIENTS[sys.argv[1]](sys.argv[2])
    except ServerException as refused:
        answer = {"error": refused.get_error_code()}
    except ClientException as refused:
        answer = {"error": refused.code}
    print(json.dumps(answer))
