"""A program for Baidu AIOB with requests, as Baidu's document shows it; only the import line is another one."""

import os

from voxtoken.compat import requests


def main():
    url = "https://aiob-open.baidu.com/api/v2/getToken"
    headers = {"Content-Type": "application/json"}
    data = {"secretKey": os.environ["BAIDU_AIOB_SECRET_KEY"], "accessKey": os.environ["BAIDU_AIOB_ACCESS_KEY"]}
    response = requests.post(url, headers=headers, json=data)
    print(response.text)


if __name__ == "__main__":
    main()
