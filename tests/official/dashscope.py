"""Asks DashScope for a temporary key, as a request of the official C++ client: dashscope.py URL SECONDS

The key comes from DASHSCOPE_API_KEY. Prints the answer.
"""

import os
import sys

import requests

response = requests.post(
    sys.argv[1],
    params={"expire_in_seconds": sys.argv[2]},
    headers={"Authorization": "Bearer " + os.environ["DASHSCOPE_API_KEY"]},
)
print(response.text)
