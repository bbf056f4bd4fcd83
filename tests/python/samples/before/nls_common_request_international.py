"""The same for the international site, without a look at the answer."""

import os
from aliyunsdkcore.client import AcsClient
from aliyunsdkcore.request import CommonRequest

client = AcsClient(
    os.environ["ALIYUN_AK_ID"],
    os.environ["ALIYUN_AK_SECRET"],
    "ap-southeast-1",
)

request = CommonRequest()
request.set_method("POST")
request.set_domain("nls-meta.ap-southeast-1.aliyuncs.com")
request.set_version("2019-02-28")
request.set_action_name("CreateToken")
response = client.do_action_with_exception(request)

print(response)
