"""What docs/editor.md promises: a yaml-language-server completes, explains and underlines in a rule file by its first line alone."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SERVER = ROOT / "build" / "npm" / "node_modules" / ".bin" / "yaml-language-server"

TEXT = """\
# yaml-language-server: $schema=../schemas/rules.schema.json
jurisdiction: {name: 日照市, code: "371100"}
documents:
- id: d
  title: 甲办法
  status: issued
  clauses:
  - id: award.a
    kind: award
    cite: 一
    quote: 给予5万元
    titel: 奖
    force: §
    to: enterprise
    when:
      all:
      - holds: {title: §, level: §}
      - fact: §
        at_least: 3
    pays: {sum: 5万元}
"""


class Server:
    """A language server over its standard streams."""

    def __init__(self) -> None:
        assert SERVER.exists(), "make test-doors installs yaml-language-server"
        self.process = subprocess.Popen([SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - the server itself
        self.number = 0
        self.problems: list[str] = []

    def send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def receive(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        length = 0
        while line := self.process.stdout.readline().strip():
            if line.lower().startswith(b"content-length"):
                length = int(line.split(b":")[1])
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        if "id" in message and "method" in message:
            self.send(
                {"id": message["id"], "result": [{}] * 9 if message["method"] == "workspace/configuration" else None}
            )
        if message.get("method") == "textDocument/publishDiagnostics":
            self.problems = [each["message"] for each in message["params"]["diagnostics"]]
        return message

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        while True:
            message = self.receive()
            if message.get("id") == self.number and "method" not in message:
                return message["result"]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    found = Server()
    found.ask("initialize", {"processId": None, "rootUri": ROOT.as_uri(), "capabilities": {}})
    found.send({"method": "initialized", "params": {}})
    yield found
    found.process.kill()
    found.process.communicate()


URI = (ROOT / "rules" / "nowhere.yaml").as_uri()


def opened(server: Server) -> list[tuple[int, int]]:
    """Open the file, and return where its marks stood."""
    plain, marks = [], []
    for number, line in enumerate(TEXT.split("\n")):
        pieces = line.split("§")
        marks += [(number, len("".join(pieces[:at]))) for at in range(1, len(pieces))]
        plain.append(line.replace("§", ""))
    document = {"uri": URI, "languageId": "yaml", "version": 1, "text": "\n".join(plain)}
    server.send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
    return marks


def test_titles_levels_facts_and_forces_are_completed(server: Server) -> None:
    expected = (
        {"mandatory", "encouraged"},
        {"little_giant", "专精特新“小巨人”企业"},
        {"national", "省级"},
        {"revenue_last_year"},
    )
    for (line, column), words in zip(opened(server), expected, strict=True):
        at = {"textDocument": {"uri": URI}, "position": {"line": line, "character": column}}
        found = server.ask("textDocument/completion", at)
        labels = {each["label"] for each in (found["items"] if isinstance(found, dict) else found)}
        assert words <= labels


def test_a_key_is_explained_in_chinese_and_a_misspelt_one_underlined(server: Server) -> None:
    opened(server)
    line = next(number for number, text in enumerate(TEXT.split("\n")) if "cite:" in text)
    found = server.ask("textDocument/hover", {"textDocument": {"uri": URI}, "position": {"line": line, "character": 5}})
    assert "条款号" in str(found)
    while not server.problems:
        server.receive()
    assert any("titel" in each for each in server.problems)
