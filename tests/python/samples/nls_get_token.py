"""Asks for an NLS token with alibabacloud-nls-python-sdk."""

import os

from voxtoken.compat.nls.token import getToken

print("token = " + getToken(os.environ["ALIYUN_AK_ID"], os.environ["ALIYUN_AK_SECRET"]))
