"""The MCP server, asked by the official client: its tools answer the library's bytes, every clause is a resource."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Coroutine
from datetime import date
from typing import Any

import pytest

import zjtx_rules as zjtx

mcp = pytest.importorskip("mcp")
anyio = pytest.importorskip("anyio")

from mcp import Client, StdioServerParameters  # noqa: E402 - only where it is installed
from mcp.types import TextContent, TextResourceContents  # noqa: E402 - likewise

from zjtx_rules.cli import main  # noqa: E402 - likewise
from zjtx_rules.service.mcp_server import TOOLS, create_server  # noqa: E402 - likewise

FIRM = {
    "所在地": "日照市",
    "认定": [{"称号": "小巨人", "级别": "国家级", "认定方式": "新认定", "认定日期": "2023-07-14"}],
    "已领奖补": [],
}
QUESTION = {"profile": FIRM, "as_of": "2023-09-01", "rules": ["rizhao"]}
SERVER = create_server()


def run(work: Callable[[Client], Coroutine[Any, Any, Any]], server: Any = SERVER) -> Any:
    async def inside() -> Any:
        async with Client(server) as client:
            return await work(client)

    return anyio.run(inside)


def call(name: str, arguments: dict[str, Any], server: Any = SERVER) -> tuple[str, bool]:
    async def work(client: Client) -> tuple[str, bool]:
        said = await client.call_tool(name, arguments)
        (content,) = said.content
        assert isinstance(content, TextContent)
        return content.text, bool(said.is_error)

    return run(work, server)


def test_every_tool_is_listed_with_its_schema() -> None:
    async def work(client: Client) -> Any:
        return (await client.list_tools()).tools

    tools = run(work)
    assert [each.name for each in tools] == list(TOOLS)
    for each in tools:
        assert each.input_schema["type"] == "object"
        assert each.input_schema["additionalProperties"] is False
        assert each.annotations.read_only_hint


def test_evaluate_answers_the_bytes_of_the_library() -> None:
    text, failed = call("evaluate", QUESTION | {"detail": "brief"})
    answer = zjtx.evaluate(zjtx.read_applicant(FIRM), zjtx.load("rizhao"), date(2023, 9, 1))
    assert not failed
    assert text.startswith(f'{{"answer":{answer.model_dump_json(detail="brief")},"record":')


GOOD = {
    "gap": QUESTION | {"target": "unicorn"},
    "match": QUESTION | {"by": "clause"},
    "rules": {"as_of": "2023-09-01", "lang": "en"},
    "check": {"texts": {"a.yaml": "documents: []"}},
    "diff": {"old": {"rules": ["rizhao"]}, "new": {"rules": ["jinan"]}},
    "next_question": QUESTION,
    "evaluate": QUESTION,
}


@pytest.mark.parametrize("name", GOOD)
def test_a_tool_answers_in_json(name: str) -> None:
    text, failed = call(name, GOOD[name])
    assert not failed
    assert json.loads(text)


def test_a_clause_is_answered_in_words() -> None:
    text, failed = call("clause", {"query": "award.little_giant", "rules": ["rizhao"]})
    assert not failed
    assert (
        "对新获得认定的国家级制造业单项冠军企业、产品和专精特新“小巨人”企业分别给予最高200万元、100万元和100万元一次性奖励"
        in text
    )


def test_the_next_question_leads_an_interview() -> None:
    question: dict[str, Any] = {"profile": {"所在地": "日照市"}, "as_of": "2023-09-01", "rules": ["rizhao"]}
    first = json.loads(call("next_question", question)[0])
    assert first["question"]["key"] == "recognitions"
    assert first["money"][0]["text"] == "最高0元至最高300万元之间"
    assert "独角兽企业奖励" in first["question"]["why"][0]
    second = json.loads(call("next_question", question | {"done": first["question"]["covers"]})[0])
    assert second["question"]["key"] == "awards_received"
    settled = json.loads(call("next_question", question | {"profile": FIRM})[0])
    assert settled["money_is_certain"]
    # Of the money it is only assumed that the firm was registered here when it was recognised.
    assert (settled["question"]["key"], settled["question"]["stage"]) == ("registrations", "assumed")
    never_moved = json.loads(call("next_question", question | {"profile": FIRM | {"relocation": "none"}})[0])
    assert never_moved["question"]["stage"] == "rest"


@pytest.mark.parametrize(
    ("name", "arguments", "code"),
    [
        ("evalute", QUESTION, "unknown-tool"),
        ("evaluate", {}, "missing-key"),
        ("evaluate", {"profile": {"regoin": 1}}, "unknown-key"),
        ("evaluate", QUESTION | {"rules": ["../../etc/passwd"]}, "unknown-rules"),
        ("gap", QUESTION | {"target": "没有的"}, "unknown-target"),
        ("clause", {"query": "没有的"}, "unknown-clause"),
        ("rules", {"as_of": "2023-02-30"}, "date"),
    ],
)
def test_what_is_wrong_is_said_as_data(name: str, arguments: dict[str, Any], code: str) -> None:
    text, failed = call(name, arguments)
    assert failed
    assert code in {each["code"] for each in json.loads(text)["problems"]}


def test_every_clause_is_a_resource() -> None:
    everything = list(zjtx.load().clauses())

    async def work(client: Client) -> tuple[list[Any], str]:
        found: list[Any] = []
        page = await client.list_resources()
        found += page.resources
        while page.next_cursor:
            page = await client.list_resources(cursor=page.next_cursor)
            found += page.resources
        wanted = next(each for each in found if each.name == "rizhao-2022:award.unicorn")
        (content,) = (await client.read_resource(str(wanted.uri))).contents
        assert isinstance(content, TextResourceContents)
        return found, content.text

    found, text = run(work)
    assert [each.name for each in found] == [f"{document.id}:{clause.id}" for _, document, clause in everything]
    assert len({str(each.uri) for each in found}) == len(found)
    assert "对新获得认定的独角兽企业给予最高300万元一次性奖励" in text


@pytest.mark.parametrize("uri", ["zjtx://clause/x/y", "file:///etc/passwd", "zjtx://clause/../../etc/passwd"])
def test_there_is_nothing_but_clauses(uri: str) -> None:
    async def work(client: Client) -> None:
        with pytest.raises(mcp.MCPError):
            await client.read_resource(uri)

    run(work)


def test_it_speaks_over_standard_input_and_output() -> None:
    environment = {name: value for name, value in os.environ.items() if name in ("PATH", "PYTHONPATH", "LANG")}
    server = StdioServerParameters(
        command=sys.executable, args=["-c", "from zjtx_rules.cli import main; main(['mcp'])"], env=environment
    )
    text, failed = call("evaluate", QUESTION | {"detail": "brief"}, server)
    assert not failed
    assert json.loads(text)["answer"]["payable"]["total"]["text"] == "最高100万元"


def test_it_speaks_over_http() -> None:
    testing = pytest.importorskip("starlette.testclient")
    app = create_server().streamable_http_app(stateless_http=True, json_response=True)
    request = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "rules", "arguments": {}}}
    with testing.TestClient(app, base_url="http://127.0.0.1:8766") as client:
        said = client.post("/mcp", json=request, headers={"Accept": "application/json, text/event-stream"})
    assert said.status_code == 200
    assert json.loads(said.json()["result"]["content"][0]["text"])


def test_without_the_extra_it_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server.stdio", None)
    assert main(["mcp"]) == 2
    assert "pip install 'zjtx-rules[mcp]'" in capsys.readouterr().err
