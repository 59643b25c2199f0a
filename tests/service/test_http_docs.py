"""Every request that docs/service.md shows is answered."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from zjtx_rules.service.app import create_app

TEXT = (Path(__file__).parents[2] / "docs" / "service.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^curl -s localhost:8765(\S+)(?: -d '(.*)')?$", TEXT, re.MULTILINE)


@pytest.mark.parametrize(("path", "body"), SHOWN)
def test_a_request_of_the_page_is_answered(path: str, body: str) -> None:
    client = TestClient(create_app())
    said = client.request("POST" if body else "GET", path, content=body.encode() or None)
    assert said.status_code == 200, said.text
    if path == "/v1/evaluate":
        assert said.json()["answer"]["payable"]["total"]["text"] == "最高100万元"


def test_the_page_names_every_address() -> None:
    assert len(SHOWN) == 5
    for route in create_app().routes:
        assert route.path in TEXT  # type: ignore[attr-defined]
