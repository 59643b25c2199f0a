"""The HTTP service: reads a request within its limits, asks the library in a thread, sends its bytes. It keeps nothing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, get_args

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from zjtx_rules.files import parse_json
from zjtx_rules.presentation.clause import find_clauses
from zjtx_rules.presentation.form_html import Filled
from zjtx_rules.presentation.models import Detail
from zjtx_rules.presentation.rule_list import clause_row, document_rows
from zjtx_rules.problems import InputError, Place, Problem, did_you_mean
from zjtx_rules.schemas import SCHEMAS
from zjtx_rules.service.answers import QUESTIONS, asked, body_in, checked, difference, enveloped
from zjtx_rules.service.batch import answer_line, refused_line, text_of
from zjtx_rules.service.catalogue import Catalogue
from zjtx_rules.service.form import FormPages
from zjtx_rules.service.limits import ServiceLimits
from zjtx_rules.service.openapi import openapi_text
from zjtx_rules.service.problem_json import MEDIA_TYPE, TITLES, as_bytes, problem_of, refusal
from zjtx_rules.service.requests import CheckBody, DiffBody, read_body
from zjtx_rules.service.today import today
from zjtx_rules.shown import without_surrogates
from zjtx_rules.terms import TermError, parse_date
from zjtx_rules.version import __version__
from zjtx_rules.words import Language, Words

JSON = "application/json"
LINES = "application/jsonl"
HTML = "text/html"
YAML = "application/yaml"
PAGE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""What is filled in is about firms: a page of the form is kept nowhere, loads nothing, and stands in no other page."""


def create_app(catalogue: Catalogue | None = None, limits: ServiceLimits | None = None) -> Starlette:
    """Return the service as an ASGI application.

    Args:
        catalogue: The rule files that it offers; by default the bundled ones.
        limits: What one request may ask of it.
    """
    service = _Service(catalogue or Catalogue.of(), limits or ServiceLimits())
    return Starlette(
        routes=service.routes(),
        exception_handlers={HTTPException: service.not_there, Exception: service.internal},
    )


class _Lines(StreamingResponse):
    """Lines sent while the request is still read: nobody else may take from the request, not even to see that it ended."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the lines."""
        del scope, receive
        with suppress(OSError):  # whoever asked has gone
            await self.stream_response(send)


class _RefusedError(Exception):
    """A request that is not answered."""

    def __init__(self, status: int, error: InputError) -> None:
        self.status, self.error = status, error


class _Service:
    """The endpoints over one catalogue."""

    def __init__(self, catalogue: Catalogue, limits: ServiceLimits) -> None:
        self.catalogue, self.limits = catalogue, limits
        self.threads = ThreadPoolExecutor(limits.at_once, "zjtx")
        self.form = FormPages(catalogue)

    def routes(self) -> list[Route]:
        posts: dict[str, Callable[[str], str]] = {name: self._question(name) for name in QUESTIONS}
        posts["check"] = lambda text: checked(read_body(parse_json(text, "request"), CheckBody))
        posts["diff"] = lambda text: difference(read_body(parse_json(text, "request"), DiffBody), self.catalogue)
        gets: dict[str, Callable[[Request], str]] = {
            "/v1/rules": self.rules,
            "/v1/clause": self.clause,
            "/v1/schema/{name}": self.schema,
            "/v1/health": lambda _: _json({"status": "ok"}),
            "/v1/version": lambda _: self.version(),
            "/openapi.json": lambda _: openapi_text(),
        }
        return [
            *(Route(f"/v1/{name}", self._posted(work), methods=["POST"]) for name, work in posts.items()),
            Route("/v1/batch", self.batch, methods=["POST"]),
            *(Route(path, self._got(work), methods=["GET"]) for path, work in gets.items()),
            Route("/", self._shown(lambda request, _: self.form.start(_form_language(request))), methods=["GET"]),
            Route("/", self._shown(lambda _, body: self.form.next(body)), methods=["POST"]),
            Route("/answer", self._shown(lambda _, body: self.form.whole_answer(body)), methods=["POST"]),
            Route("/profile.yaml", self._shown(lambda _, body: self.form.profile(body), YAML), methods=["POST"]),
        ]

    def _question(self, name: str) -> Callable[[str], str]:
        def work(text: str) -> str:
            body = body_in(parse_json(text, "request"), QUESTIONS[name], self.catalogue)
            return enveloped(asked(name, body, self.catalogue))

        return work

    def _posted(self, work: Callable[[str], str]) -> Callable[[Request], Any]:
        async def endpoint(request: Request) -> Response:
            try:
                text = text_of(await self.body(request))
                said = await self.worked(lambda: work(text).encode())
            except (InputError, _RefusedError) as error:
                return _refused(error, _language(request))
            return Response(said, media_type=JSON)

        return endpoint

    def _shown(self, work: Callable[[Request, str], str], media: str = HTML) -> Callable[[Request], Any]:
        """Return the endpoint of a page of the form; what is wrong with a request is said on the first page."""

        async def endpoint(request: Request) -> Response:
            kind, headers, status = media, PAGE_HEADERS, 200
            try:
                text = text_of(await self.body(request)) if request.method == "POST" else ""
                said = await self.worked(lambda: work(request, text).encode())
            except (InputError, _RefusedError) as error:
                problem = error.error if isinstance(error, _RefusedError) else error
                status = error.status if isinstance(error, _RefusedError) else 422
                kind, said = HTML, self.form.start(_form_language(request), Filled(error=problem)).encode()
            if kind == YAML:
                headers = {**headers, "Content-Disposition": "attachment; filename=profile.yaml"}
            return Response(said, status, headers, media_type=kind)

        return endpoint

    def _got(self, work: Callable[[Request], str]) -> Callable[[Request], Any]:
        async def endpoint(request: Request) -> Response:
            try:
                said = await self.worked(lambda: work(request).encode())
            except (InputError, _RefusedError) as error:
                return _refused(error, _language(request))
            return Response(said, media_type=JSON)

        return endpoint

    async def body(self, request: Request) -> bytes:
        """Return the body, of which no more is read than the limit."""
        found = bytearray()
        async for chunk in request.stream():
            found += chunk
            if len(found) > self.limits.body_bytes:
                raise _RefusedError(*self.too_large())
        return bytes(found)

    def too_large(self) -> tuple[int, InputError]:
        most = f"{self.limits.body_bytes:,}"
        message = Words(f"超过{most}字节的上限", f"larger than the limit of {most} bytes")
        return refusal(
            413, "too-large", message, Words("多个主体用 /v1/batch", "for many applicants there is /v1/batch")
        )

    async def worked(self, work: Callable[[], bytes]) -> bytes:
        """Do work in a thread, for no longer than the limit."""
        done = asyncio.wrap_future(self.threads.submit(work))
        with suppress(TimeoutError):
            return await asyncio.wait_for(done, self.limits.seconds)
        message = Words(f"{self.limits.seconds:g}秒内没有算完", f"not done within {self.limits.seconds:g} seconds")
        raise _RefusedError(*refusal(503, "time-limit", message))

    async def batch(self, request: Request) -> Response:
        """Answer line by line, while the lines come in."""
        try:
            common = _common(request)
        except InputError as error:
            return _refused(error, _language(request))
        return _Lines(self.answers(request, common), media_type=LINES)

    async def answers(self, request: Request, common: dict[str, Any]) -> AsyncIterator[bytes]:
        number = 0
        try:
            async for line in self.lines(request):
                number += 1
                if line is None:
                    yield refused_line(number, *self.too_large(), common)
                elif line.strip():
                    yield await self.answered(number, line, common)
        except ClientDisconnect:
            return

    async def answered(self, number: int, line: bytes, common: dict[str, Any]) -> bytes:
        try:
            return await self.worked(lambda: answer_line(number, line, common, self.catalogue))
        except _RefusedError as refused:
            return refused_line(number, refused.status, refused.error, common)
        except Exception as error:  # noqa: BLE001 - one line must not end the batch
            return refused_line(number, *_fault(error), common)

    async def lines(self, request: Request) -> AsyncIterator[bytes | None]:
        """Yield each line; None for one that is too long, of which no more than the limit is kept."""
        kept, too_long = bytearray(), False
        async for chunk in request.stream():
            first, *rest = chunk.split(b"\n")
            kept += first
            for each in rest:
                yield None if too_long or len(kept) > self.limits.body_bytes else bytes(kept)
                kept, too_long = bytearray(each), False
            if len(kept) > self.limits.body_bytes:
                kept, too_long = bytearray(), True
        if kept or too_long:
            yield None if too_long else bytes(kept)

    def rules(self, request: Request) -> str:
        said = request.query_params.get("as_of")
        on = _day(said) if said else today()
        return _json(document_rows(self.catalogue.everything, on, _chosen_language(request)))

    def clause(self, request: Request) -> str:
        names = request.query_params.getlist("rules")
        rules = self.catalogue.named(names) if names else self.catalogue.everything
        query = request.query_params.get("query", "")
        if not query:
            message = Words("缺少 query", "query is missing")
            hint = Words("写条款编号或条款号，如 query=三（一）2", "give an id or a number, as query=三（一）2")
            raise InputError([Problem("missing-key", message, Place("query"), suggestion=hint)])
        found = find_clauses(rules, query)
        if not found:
            known = [name for _, _, clause in rules.clauses() for name in (clause.id, clause.cite)]
            message = Words(f"没有找到条款“{query[:80]}”", f"no clause '{query[:80]}'")
            raise _RefusedError(*refusal(404, "unknown-clause", message, did_you_mean(query[:80], known)))
        return _json([clause_row(*each, _chosen_language(request)) for each in found])

    def schema(self, request: Request) -> str:
        name = request.path_params["name"]
        if name not in SCHEMAS:
            message = Words(f"没有“{name[:80]}”的结构", f"there is no schema of '{name[:80]}'")
            raise _RefusedError(*refusal(404, "unknown-schema", message, did_you_mean(name[:80], SCHEMAS)))
        return _json(SCHEMAS[name]())

    def version(self) -> str:
        files = [{"name": each.name, "sha256": each.sha256} for each in self.catalogue.files]
        return _json({"engine": __version__, "rules": files, "rules_hash": self.catalogue.everything.content_hash})

    async def not_there(self, request: Request, error: Exception) -> Response:
        """Say what is wrong with an address or a method."""
        status = error.status_code if isinstance(error, HTTPException) else 500
        status = status if status in TITLES else 404
        headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
        known = [route.path for route in self.routes()]
        hint = did_you_mean(request.url.path[:80], known) if status == 404 else None
        said = _refused(_RefusedError(*refusal(status, f"http-{status}", TITLES[status], hint)), _language(request))
        said.headers.update(headers)
        return said

    async def internal(self, request: Request, error: Exception) -> Response:
        """Say that an error is ours, without where it arose."""
        return _refused(_RefusedError(*_fault(error)), _language(request))


def _fault(error: Exception) -> tuple[int, InputError]:
    said = type(error).__name__
    hint = Words("这是程序的毛病，请报告", "this is a fault of the program, please report it")
    return refusal(500, "internal-error", Words(f"程序内部出错（{said}）", f"an error inside ({said})"), hint)


def _refused(error: Exception, language: Language) -> Response:
    if isinstance(error, _RefusedError):
        said = problem_of(error.error, language, error.status)
    else:
        assert isinstance(error, InputError)  # noqa: S101 - the callers catch these two
        said = problem_of(error, language)
    return Response(as_bytes(said), said["status"], media_type=MEDIA_TYPE)


def _language(request: Request) -> Language:
    """Return the language in which a request is refused."""
    said = request.query_params.get("lang", "")
    if said not in get_args(Language):
        said = request.headers.get("accept-language", "")
    return "en" if said.lower().startswith("en") else "zh"


def _form_language(request: Request) -> Language:
    """Return the language of the first page: that of the address, else Chinese."""
    return "en" if request.query_params.get("lang") == "en" else "zh"


def _chosen_language(request: Request) -> Language:
    said = request.query_params.get("lang", "zh")
    if said not in get_args(Language):
        raise _no_choice("lang", said, Language)
    return said  # type: ignore[return-value]  # one of them


def _common(request: Request) -> dict[str, Any]:
    """Return what the address says of every line of a batch."""
    query = request.query_params
    found: dict[str, Any] = {"lang": _chosen_language(request)}
    if query.get("as_of"):
        found["as_of"] = _day(query["as_of"]).isoformat()
    if query.getlist("rules"):
        found["rules"] = query.getlist("rules")
    if query.get("detail"):
        if query["detail"] not in get_args(Detail):
            raise _no_choice("detail", query["detail"], Detail)
        found["detail"] = query["detail"]
    return found


def _no_choice(name: str, said: str, choices: Any) -> InputError:
    known = get_args(choices)
    message = Words(
        f"没有“{said[:80]}”这一选择，可选：{'、'.join(known)}",
        f"there is no choice '{said[:80]}', only {', '.join(known)}",
    )
    return InputError([Problem("choice", message, Place(name), suggestion=did_you_mean(said[:80], known))])


def _day(text: str) -> Any:
    try:
        return parse_date(text)
    except TermError as error:
        raise InputError([Problem("date", error.words, Place("as_of"), suggestion=error.suggestion)]) from None


def _json(data: Any) -> str:
    return without_surrogates(json.dumps(data, ensure_ascii=False, separators=(",", ":")))
