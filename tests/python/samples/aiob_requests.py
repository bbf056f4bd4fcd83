"""Asks Baidu AIOB for a token with requests, in the way of Baidu's document."""

import os
from voxtoken.compat import requests
import json


def main():
    url = "https://aiob-open.baidu.com/api/v2/getToken"
    headers = {"Content-Type": "application/json"}
    data = {"secretKey": os.environ["BAIDU_AIOB_SECRET_KEY"], "accessKey": os.environ["BAIDU_AIOB_ACCESS_KEY"]}

    response = requests.post(url, headers=headers, json=data)
    print(response.text)


if __name__ == "__main__":
    main()
