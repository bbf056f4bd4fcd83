"""Programs that were written for Agora's own code and moved over by a change of the import line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from voxtoken.agora import verify

APP_ID = "970CA35de60c44645bbae8a215061b33"
CERTIFICATE = "5CFd2fd1755d40ecb72977518be15d3b"
SAMPLES = Path(__file__).parent / "samples"


def run(name, *arguments, **environment):
    return subprocess.run(
        [sys.executable, "-W", "error", str(SAMPLES / name), *arguments],
        env={**os.environ, **environment},
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )


def tokens_of(done):
    assert (done.returncode, done.stderr) == (0, "")
    return [line.rpartition(" ")[2] for line in done.stdout.splitlines()]


def test_a_program_for_agora_token_builder_mints_good_006_tokens():
    tokens = tokens_of(run("rtc_token_006.py", APP_ID, CERTIFICATE, "lobby"))
    assert len(tokens) == 2
    for token in tokens:
        said = verify(token, certificate=CERTIFICATE, channel="lobby", user=2_882_341_273)
        assert said.version == "006"
        assert [privilege.number for privilege in said.services[0].privileges] == [1, 2, 3, 4]


def test_a_program_for_agoras_folder_mints_good_007_tokens():
    tokens = tokens_of(run("rtc_token_007.py", AGORA_APP_ID=APP_ID, AGORA_APP_CERTIFICATE=CERTIFICATE))
    said = [verify(token, certificate=CERTIFICATE, channel="lobby", user="2882341273") for token in tokens]
    names = [[service.name for service in token.services] for token in said]
    assert names == [["rtc"], ["rtc"], ["rtc", "rtm"], ["rtc"]]


def test_a_program_without_its_ids_says_so():
    done = run("rtc_token_007.py", AGORA_APP_ID="", AGORA_APP_CERTIFICATE="")
    assert (done.returncode, done.stdout) == (1, "")
