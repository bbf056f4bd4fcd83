"""A program for alibabacloud-nls-python-sdk; only the import line is another one."""

import os

from voxtoken.compat.nls.token import getToken

print("token = " + getToken(os.environ["ALIYUN_AK_ID"], os.environ["ALIYUN_AK_SECRET"]))
