"""The MCP server: the service's questions as tools, every clause as a resource; over stdio or HTTP. It keeps nothing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from mcp import types
from mcp.server import Server, ServerRequestContext
from mcp.shared.exceptions import MCPError
from pydantic import BaseModel, Field

from zjtx_rules.analysis.asking import Interview
from zjtx_rules.files import Source
from zjtx_rules.presentation.asking import money_now, reasons, sentence
from zjtx_rules.presentation.clause import clause_text, find_clauses
from zjtx_rules.presentation.rule_list import document_rows
from zjtx_rules.problems import InputError, Place, Problem, did_you_mean
from zjtx_rules.service.answers import QUESTIONS, asked, body_in, checked, difference, enveloped
from zjtx_rules.service.catalogue import Catalogue
from zjtx_rules.service.problem_json import problem_of
from zjtx_rules.service.requests import Body, CheckBody, DiffBody, Question
from zjtx_rules.service.today import today
from zjtx_rules.terms import LegalDate
from zjtx_rules.version import __version__
from zjtx_rules.words import Language, Words

_SCHEME = "zjtx://clause/"
_NOT_FOUND = -32002
_PAGE = 200
"""How many resources are listed at a time."""


class RulesBody(Body):
    """Which documents are there, and in what standing?"""

    as_of: LegalDate | None = Field(default=None, title="评估日", description="不写为今天（北京时间）")


class ClauseBody(Body):
    """What does a clause say, and how is it read?"""

    query: str = Field(title="条款", description="编号（award.little_giant）或条款号（三（一）2）", min_length=1)
    rules: list[str] | None = Field(default=None, title="规则", description="规则名；不写为全部", max_length=100)


class NextQuestionBody(Question):
    """What should the applicant be asked next, and why?"""

    done: list[str] = Field(
        default_factory=list, title="已问", description="已问过的项（key），答了或不知道", max_length=500
    )


@dataclass(frozen=True, slots=True)
class _Tool:
    """One tool."""

    title: str
    description: str
    body: type[Body]
    work: Callable[[Any, Catalogue], str]


def create_server(catalogue: Catalogue | None = None) -> Server[Any]:
    """Return the server over the rule files of a catalogue, by default the bundled ones."""
    offered = _Offered(catalogue or Catalogue.of())
    return Server(
        "zjtx-rules",
        version=__version__,
        title="专精特新政策规则",
        instructions=(
            "Answers what Chinese policies for specialised SMEs (专精特新) give an applicant, exactly, from rule files. Never compute sums "
            "yourself: call evaluate. A fact that is left out is unknown, not false; ask next_question which fact matters. "
            "A sum with 最高 is a ceiling, not a promise. Cite the clause (文号, 条款号, 原文) that an answer names."
        ),
        on_list_tools=offered.list_tools,
        on_call_tool=offered.call_tool,
        on_list_resources=offered.list_resources,
        on_read_resource=offered.read_resource,
    )


class _Offered:
    """What is offered over one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.clauses = [
            (f"{_SCHEME}{quote(document.id)}/{quote(clause.id)}", loaded, document, clause)
            for loaded, document, clause in catalogue.everything.clauses()
        ]

    async def list_tools(
        self, context: ServerRequestContext[Any], params: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        del context, params
        return types.ListToolsResult(tools=[_described(name, tool) for name, tool in TOOLS.items()])

    async def call_tool(
        self, context: ServerRequestContext[Any], params: types.CallToolRequestParams
    ) -> types.CallToolResult:
        del context
        arguments = params.arguments or {}
        language: Language = "en" if arguments.get("lang") == "en" else "zh"
        try:
            said = await asyncio.to_thread(self._answer, params.name, arguments)
        except InputError as error:
            said = json.dumps(problem_of(error, language), ensure_ascii=False)
            return types.CallToolResult(content=[types.TextContent(text=said)], is_error=True)
        return types.CallToolResult(content=[types.TextContent(text=said)])

    def _answer(self, name: str, arguments: dict[str, Any]) -> str:
        tool = TOOLS.get(name)
        if tool is None:
            message = Words(f"没有“{name[:80]}”这一工具", f"there is no tool '{name[:80]}'")
            hint = did_you_mean(name[:80], TOOLS)
            raise InputError([Problem("unknown-tool", message, Place("tool"), suggestion=hint)])
        return tool.work(body_in(Source("request", "", dict(arguments)), tool.body, self.catalogue), self.catalogue)

    async def list_resources(
        self, context: ServerRequestContext[Any], params: types.PaginatedRequestParams | None
    ) -> types.ListResourcesResult:
        del context
        cursor = params.cursor if params is not None else None
        if cursor and not (cursor.isascii() and cursor.isdecimal() and len(cursor) < 9):
            raise MCPError(-32602, f"no such cursor: {cursor[:80]}")
        first = int(cursor or 0)
        shown = self.clauses[first : first + _PAGE]
        following = str(first + _PAGE) if first + _PAGE < len(self.clauses) else None
        return types.ListResourcesResult(
            resources=[
                types.Resource(
                    uri=uri,
                    name=f"{document.id}:{clause.id}",
                    title=clause.words.zh,
                    description=f"{document.number or document.title} {clause.cite}",
                    mime_type="text/plain",
                )
                for uri, _, document, clause in shown
            ],
            next_cursor=following,
        )

    async def read_resource(
        self, context: ServerRequestContext[Any], params: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        del context
        wanted = unquote(str(params.uri))
        for uri, loaded, document, clause in self.clauses:
            if unquote(uri) == wanted:
                text = await asyncio.to_thread(clause_text, loaded, document, clause, "zh")
                contents = types.TextResourceContents(uri=uri, mime_type="text/plain", text=text)
                return types.ReadResourceResult(contents=[contents])
        raise MCPError(_NOT_FOUND, f"no such clause: {wanted[:200]}")


def _question(name: str) -> Callable[[Question, Catalogue], str]:
    return lambda body, catalogue: enveloped(asked(name, body, catalogue))


def _rules(body: RulesBody, catalogue: Catalogue) -> str:
    return json.dumps(document_rows(catalogue.everything, body.as_of or today(), body.lang), ensure_ascii=False)


def _clause(body: ClauseBody, catalogue: Catalogue) -> str:
    rules = catalogue.named(body.rules) if body.rules else catalogue.everything
    found = find_clauses(rules, body.query)
    if not found:
        message = Words(f"没有找到条款“{body.query[:80]}”", f"no clause '{body.query[:80]}'")
        known = [name for _, _, each in rules.clauses() for name in (each.id, each.cite)]
        raise InputError(
            [Problem("unknown-clause", message, Place("query"), suggestion=did_you_mean(body.query[:80], known))]
        )
    return "\n".join(clause_text(*each, body.lang) for each in found)


def _next_question(body: NextQuestionBody, catalogue: Catalogue) -> str:
    question = asked("next_question", body, catalogue)
    given = {"readings": body.readings, "adopting": body.adopting, "adopted_from": body.adopted_from}
    interview = Interview(question.applicant, question.rules, question.as_of, given, frozenset(body.done))
    said: dict[str, Any] = {
        "money": [{"of": name, "text": text} for name, text in money_now(interview, body.lang)],
        "money_is_certain": interview.money_is_certain,
        "left": len(interview.questions),
        "question": None,
    }
    if interview.questions:
        first = interview.questions[0]
        said["question"] = {
            "key": first.key,
            "text": sentence(first, body.lang),
            "why": reasons(first, body.lang),
            "form": first.form,
            "stage": first.stage,
            "fields": [
                {
                    "name": each.name,
                    "label": each.label.say(body.lang),
                    "kind": each.kind,
                    "choices": [value for value, _ in each.choices[: each.common or None]],
                }
                for each in first.inputs
            ],
            "covers": sorted(first.covers),
        }
    return json.dumps(said, ensure_ascii=False)


def _described(name: str, tool: _Tool) -> types.Tool:
    return types.Tool(
        name=name,
        title=tool.title,
        description=tool.description,
        input_schema=_schema(tool.body),
        annotations=types.ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False),
    )


def _schema(body: type[BaseModel]) -> dict[str, Any]:
    return body.model_json_schema()


TOOLS: dict[str, _Tool] = {
    "evaluate": _Tool(
        "资格、奖补、依据",
        "What an applicant is eligible for, what it is paid and why, exactly, with an audit record. Profile keys in Chinese or English; "
        "what is left out is unknown, [] means none.",
        QUESTIONS["evaluate"],
        _question("evaluate"),
    ),
    "gap": _Tool(
        "差多少",
        "How far an applicant is from a clause or title; the ladder of titles without `target`.",
        QUESTIONS["gap"],
        _question("gap"),
    ),
    "match": _Tool(
        "现在可以用什么",
        "What an applicant may use now, by office or by clause.",
        QUESTIONS["match"],
        _question("match"),
    ),
    "next_question": _Tool(
        "下一问",
        "Which fact to ask the applicant next: the one that settles most of the money, and why.",
        NextQuestionBody,
        _next_question,
    ),
    "clause": _Tool("一条条款", "The words of a clause, its source, and how it is read.", ClauseBody, _clause),
    "rules": _Tool("有哪些文件", "The documents that are known, and their standing on a day.", RulesBody, _rules),
    "check": _Tool(
        "检查规则文件", "What is wrong or doubtful in texts of rule files.", CheckBody, lambda body, _: checked(body)
    ),
    "diff": _Tool(
        "两份规则按含义比较", "What differs in meaning between two sets of rule files.", DiffBody, difference
    ),
}
