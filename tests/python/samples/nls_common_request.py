"""A program for aliyun-python-sdk-core as Alibaba's documents show it; only the two import lines are other ones."""

import json
import os

from voxtoken.compat.aliyunsdkcore.client import AcsClient
from voxtoken.compat.aliyunsdkcore.request import CommonRequest

client = AcsClient(os.getenv("ALIYUN_AK_ID"), os.getenv("ALIYUN_AK_SECRET"), "cn-shanghai")

request = CommonRequest()
request.set_method("POST")
request.set_domain("nls-meta.cn-shanghai.aliyuncs.com")
request.set_version("2019-02-28")
request.set_action_name("CreateToken")

try:
    response = client.do_action_with_exception(request)
    answer = json.loads(response)
    if "Token" in answer and "Id" in answer["Token"]:
        print("token = " + answer["Token"]["Id"])
        print("expireTime = " + str(answer["Token"]["ExpireTime"]))
except Exception as error:
    print(error)
