"""Asks Baidu AIOB for a token as Baidu's page shows it for Python: aiob.py URL

The keys come from BAIDU_AIOB_ACCESS_KEY and BAIDU_AIOB_SECRET_KEY. Prints the answer.
"""

import os
import sys

import requests

response = requests.post(
    sys.argv[1],
    headers={"Content-Type": "application/json"},
    json={
        "secretKey": os.environ["BAIDU_AIOB_SECRET_KEY"],
        "accessKey": os.environ["BAIDU_AIOB_ACCESS_KEY"],
    },
)
print(response.text)
