"""Java and JavaScript ask the service and read what the library says."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

import zjtx_rules as zjtx

CLIENTS = Path(__file__).parents[2] / "examples" / "clients"


@pytest.mark.parametrize(("program", "file"), [("java", "Ask.java"), ("node", "ask.mjs")])
def test_a_client_is_answered_as_the_library_answers(service: str, program: str, file: str) -> None:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed")
    done = subprocess.run([found, str(CLIENTS / file), service], capture_output=True, check=True, timeout=60)  # noqa: S603 - our own file
    firm = {
        "所在地": "日照市",
        "已领奖补": [],
        "认定": [{"称号": "小巨人", "级别": "国家级", "认定方式": "新认定", "认定日期": "2023-07-14"}],
    }
    answer = zjtx.evaluate(zjtx.read_applicant(firm), zjtx.load("rizhao"), date(2023, 9, 1))
    assert json.loads(done.stdout)["answer"] == answer.model_dump(detail="brief")
