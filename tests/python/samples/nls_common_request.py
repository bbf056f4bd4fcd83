"""Asks for an NLS token with aliyun-python-sdk-core, in the way of Alibaba's document."""

import os
import time
import json
from voxtoken.compat.aliyunsdkcore.client import AcsClient
from voxtoken.compat.aliyunsdkcore.request import CommonRequest

client = AcsClient(
    os.getenv("ALIYUN_AK_ID"),
    os.getenv("ALIYUN_AK_SECRET"),
    "cn-shanghai",
)

request = CommonRequest()
request.set_method("POST")
request.set_domain("nls-meta.cn-shanghai.aliyuncs.com")
request.set_version("2019-02-28")
request.set_action_name("CreateToken")

try:
    response = client.do_action_with_exception(request)
    print(response)

    jss = json.loads(response)
    if "Token" in jss and "Id" in jss["Token"]:
        token = jss["Token"]["Id"]
        expireTime = jss["Token"]["ExpireTime"]
        print("token = " + token)
        print("expireTime = " + str(expireTime))
except Exception as e:
    print(e)
