"""The endpoints over HTTP: good and bad input, limits, and answers that are the library's byte for byte."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from strategies import Data, applicants_data, profile_of
from zjtx_rules import __version__, evaluate, load
from zjtx_rules.analysis.checking import check
from zjtx_rules.analysis.diffing import diff
from zjtx_rules.files import Source, read_file
from zjtx_rules.language import bundled_files
from zjtx_rules.presentation.checking import as_json
from zjtx_rules.presentation.diffing import render_diff
from zjtx_rules.profile import canonical_profile, read_profile
from zjtx_rules.schemas import SCHEMAS
from zjtx_rules.service import app as service_app
from zjtx_rules.service.app import create_app
from zjtx_rules.service.catalogue import Catalogue
from zjtx_rules.service.limits import ServiceLimits
from zjtx_rules.service.replay import read_record, replay

ROOT = Path(__file__).parents[2]
FIRM = read_profile(read_file(ROOT / "examples" / "rizhao-firm.yaml"))
PROFILE = canonical_profile(FIRM)
DAY = "2023-09-01"
ASKED = {"profile": PROFILE, "rules": ["rizhao"], "as_of": DAY}
TEXT = bundled_files()["rizhao"].read_text(encoding="utf-8")
CATALOGUE = Catalogue.of()


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(create_app(CATALOGUE), raise_server_exceptions=False)


GOOD: dict[str, tuple[str, str, Any]] = {
    "evaluate": ("POST", "/v1/evaluate", ASKED),
    "evaluate by place": ("POST", "/v1/evaluate", {"profile": PROFILE, "as_of": DAY, "detail": "brief"}),
    "evaluate in Chinese": (
        "POST",
        "/v1/evaluate",
        {"profile": {"主体类型": "园区", "所在地": "济南市"}, "as_of": DAY},
    ),
    "evaluate as if adopted": (
        "POST",
        "/v1/evaluate",
        {**ASKED, "rules": ["model_city"], "adopting": "临沂市", "adopted_from": "2023-01-01", "lang": "en"},
    ),
    "evaluate by another reading": ("POST", "/v1/evaluate", {**ASKED, "readings": {"upgrade": "nothing"}}),
    "gap": ("POST", "/v1/gap", {**ASKED, "target": "unicorn"}),
    "gap as a ladder": ("POST", "/v1/gap", ASKED),
    "match": ("POST", "/v1/match", {**ASKED, "by": "clause"}),
    "check": ("POST", "/v1/check", {"texts": {"rizhao.yaml": TEXT}}),
    "check of what is no rule file": ("POST", "/v1/check", {"texts": {"a.yaml": "a: 1"}}),
    "diff": ("POST", "/v1/diff", {"old": {"rules": ["rizhao"]}, "new": {"texts": {"new.yaml": TEXT}}}),
    "rules": ("GET", f"/v1/rules?as_of={DAY}&lang=en", None),
    "clause": ("GET", "/v1/clause?query=三（一）2&rules=rizhao", None),
    **{f"schema {name}": ("GET", f"/v1/schema/{name}", None) for name in SCHEMAS},
    "health": ("GET", "/v1/health", None),
    "version": ("GET", "/v1/version", None),
    "openapi": ("GET", "/openapi.json", None),
}

BAD: dict[str, tuple[str, str, Any, int, str, str]] = {
    "no JSON": ("POST", "/v1/evaluate", b"{", 400, "json-syntax", ""),
    "no UTF-8": ("POST", "/v1/match", b"\xff\xfe", 400, "file-encoding", ""),
    "no object": ("POST", "/v1/gap", b"[]", 422, "request-form", ""),
    "nothing": ("POST", "/v1/evaluate", b"{}", 422, "missing-key", ""),
    "misspelt": ("POST", "/v1/evaluate", {**ASKED, "as_off": DAY}, 422, "unknown-key", "as_off"),
    "no such day": ("POST", "/v1/evaluate", {**ASKED, "as_of": "2023-02-30"}, 422, "date", "as_of"),
    "profile": ("POST", "/v1/evaluate", {**ASKED, "profile": {"regoin": "x"}}, 422, "unknown-key", "profile.regoin"),
    "kind": ("POST", "/v1/match", {**ASKED, "profile": {"kind": "企也"}}, 422, "unknown-kind", "profile.kind"),
    "rules": ("POST", "/v1/evaluate", {**ASKED, "rules": ["rizaho"]}, 422, "unknown-rules", "rules.0"),
    "a path": ("POST", "/v1/evaluate", {**ASKED, "rules": ["/etc/passwd"]}, 422, "unknown-rules", "rules.0"),
    "no place": ("POST", "/v1/evaluate", {"profile": {}}, 422, "no-rules", ""),
    "reading": ("POST", "/v1/evaluate", {**ASKED, "readings": {"x": "y"}}, 422, "unknown-reading", ""),
    "target": ("POST", "/v1/gap", {**ASKED, "target": "nothing.like.it"}, 422, "unknown-target", ""),
    "rule text": ("POST", "/v1/diff", {"old": {"texts": {"a.yaml": "a: 1"}}, "new": {}}, 422, "unknown-key", "a"),
    "query": ("GET", "/v1/clause", None, 422, "missing-key", ""),
    "clause": ("GET", "/v1/clause?query=award.little_gaint", None, 404, "unknown-clause", ""),
    "language": ("GET", "/v1/rules?lang=fr", None, 422, "choice", ""),
    "day of rules": ("GET", "/v1/rules?as_of=never", None, 422, "date", ""),
    "schema": ("GET", "/v1/schema/profil", None, 404, "unknown-schema", ""),
    "address": ("GET", "/v1/evalute", None, 404, "http-404", ""),
    "method": ("GET", "/v1/evaluate", None, 405, "http-405", ""),
    "batch": ("POST", "/v1/batch?detail=all", b"", 422, "choice", ""),
}


def ask(client: TestClient, method: str, path: str, body: Any) -> Any:
    content = body if isinstance(body, bytes) or body is None else json.dumps(body, ensure_ascii=False).encode()
    return client.request(method, path, content=content)


@pytest.mark.parametrize("name", GOOD)
def test_good_questions_are_answered_with_json(client: TestClient, name: str) -> None:
    said = ask(client, *GOOD[name])
    assert said.status_code == 200, said.text
    assert said.headers["content-type"] == "application/json"
    assert said.json()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", BAD)
def test_bad_questions_are_refused_with_problem_details(client: TestClient, name: str, language: str) -> None:
    method, path, body, status, code, where = BAD[name]
    client.headers["accept-language"] = language
    said = ask(client, method, path, body)
    problem = said.json()
    assert said.status_code == problem["status"] == status, said.text
    assert said.headers["content-type"] == "application/problem+json"
    assert problem["type"] == f"urn:zjtx-rules:{problem['problems'][0]['code']}"
    assert problem["detail"] == problem["problems"][0]["message"][language]
    assert problem["count"] >= 1
    assert (code, where) in {(each["code"], each["path"]) for each in problem["problems"]}
    assert "Traceback" not in said.text


def test_every_endpoint_is_in_the_openapi_document_and_tried(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    described = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
    routed = {
        (next(iter(route.methods - {"HEAD"})), route.path)  # type: ignore[attr-defined]
        for route in create_app(CATALOGUE).routes
        if route.path.startswith(("/v1/", "/openapi"))  # type: ignore[attr-defined] # the others are pages for people
    }
    assert described == routed
    tried = {(method, path.partition("?")[0]) for method, path, *_ in (*GOOD.values(), *BAD.values())}
    for method, path in routed:
        assert any(one == method and other.startswith(path.partition("{")[0]) for one, other in tried)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=applicants_data(), detail=st.sampled_from(["brief", "normal", "full"]), lang=st.sampled_from(["zh", "en"]))
def test_the_service_answers_what_the_library_answers(client: TestClient, data: Data, detail: Any, lang: Any) -> None:
    profile = profile_of(data)
    body = {
        "profile": canonical_profile(profile),
        "rules": ["rizhao"],
        "as_of": DAY,
        "detail": detail,
        "lang": lang,
    }
    said = ask(client, "POST", "/v1/evaluate", body)
    expected = evaluate(profile, load("rizhao"), date(2023, 9, 1)).model_dump_json(lang, detail=detail, indent=None)
    record = said.json()["record"]
    assert said.content.startswith(f'{{"answer":{expected},"record":'.encode())
    again = replay(read_record(Source("record", "", record)), CATALOGUE)
    assert (again.answer, again.same, again.notes) == (expected, True, ())


def test_check_and_diff_say_what_the_library_says(client: TestClient, tmp_path: Path) -> None:
    (tmp_path / "rizhao.yaml").write_text(TEXT, encoding="utf-8")
    there = as_json(check([tmp_path / "rizhao.yaml"])).replace(str(tmp_path) + "/", "")
    assert ask(client, *GOOD["check"]).text == there
    expected = render_diff(diff(load("rizhao"), load("jinan")), "json", "zh")
    body = {"old": {"rules": ["rizhao"]}, "new": {"rules": ["jinan"]}}
    assert ask(client, "POST", "/v1/diff", body).text == expected


def test_a_record_names_all_that_an_answer_rests_on(client: TestClient) -> None:
    body = {**ASKED, "readings": {"upgrade": "nothing"}, "adopting": "临沂市", "adopted_from": "2023-01-01"}
    record = ask(client, "POST", "/v1/evaluate", body).json()["record"]
    assert record["engine"] == __version__
    assert record["as_of"] == DAY
    assert record["rules"] == [{"name": "rizhao", "sha256": load("rizhao").files[0].sha256}]
    assert record["profile"] == PROFILE
    assert (record["readings"], record["adopting"], record["adopted_from"]) == (
        {"upgrade": "nothing"},
        "临沂市",
        "2023-01-01",
    )


def test_a_body_beyond_the_limit_is_refused_and_one_within_it_is_not() -> None:
    body = json.dumps(ASKED).encode()
    for most, status in ((len(body), 200), (len(body) - 1, 413)):
        client = TestClient(create_app(CATALOGUE, ServiceLimits(body_bytes=most)))
        said = ask(client, "POST", "/v1/evaluate", body)
        assert said.status_code == status
    assert said.json()["problems"][0]["code"] == "too-large"


def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service_app, "enveloped", lambda _: time.sleep(0.3))
    client = TestClient(create_app(CATALOGUE, ServiceLimits(seconds=0.02)))
    said = ask(client, "POST", "/v1/evaluate", ASKED)
    assert said.status_code == 503
    assert said.json()["problems"][0]["code"] == "time-limit"


def test_a_fault_of_ours_is_said_without_where_it_arose(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> str:
        raise RuntimeError("secret")

    monkeypatch.setattr(service_app, "enveloped", broken)
    client = TestClient(create_app(CATALOGUE), raise_server_exceptions=False)
    said = ask(client, "POST", "/v1/evaluate", ASKED)
    assert said.status_code == 500
    assert said.json()["problems"][0]["code"] == "internal-error"
    assert "secret" not in said.text


def test_a_batch_answers_line_by_line_and_goes_on_after_errors(client: TestClient) -> None:
    lines = [
        json.dumps({"id": 7, "profile": PROFILE}, ensure_ascii=False),
        "{",
        json.dumps({"id": "甲", "profile": {"regoin": 1}}),
        "",
        json.dumps({"question": "match", "profile": PROFILE, "as_of": "2022-09-01"}),
        json.dumps({"question": "evalute", "profile": PROFILE}),
        "[1]",
    ]
    said = client.post(f"/v1/batch?rules=rizhao&as_of={DAY}&detail=brief", content="\n".join(lines).encode())
    assert said.headers["content-type"] == "application/jsonl"
    found = [json.loads(each) for each in said.text.splitlines()]
    assert [(each["line"], each["id"]) for each in found] == [
        (1, 7),
        (2, None),
        (3, "甲"),
        (5, None),
        (6, None),
        (7, None),
    ]
    alone = ask(client, "POST", "/v1/evaluate", {**ASKED, "detail": "brief"}).json()
    assert {key: found[0][key] for key in ("answer", "record", "form")} == alone
    codes = [each["problem"]["problems"][0]["code"] for each in found if "problem" in each]
    assert codes == ["json-syntax", "unknown-key", "unknown-question", "request-form"]
    assert found[3]["record"]["as_of"] == "2022-09-01"


@pytest.mark.parametrize("cut", [1, 7, 4096])
def test_lines_of_a_batch_are_the_same_however_they_arrive(cut: int) -> None:
    lines = [json.dumps({"id": number, "profile": {"区": "x" * number}}) for number in (0, 30, 200, 5)]
    content = ("\n".join(lines) + "\n").encode()
    client = TestClient(create_app(CATALOGUE, ServiceLimits(body_bytes=100)))
    said = client.post("/v1/batch", content=(content[at : at + cut] for at in range(0, len(content), cut)))
    found = [json.loads(each) for each in said.text.splitlines()]
    assert [each["problem"]["status"] for each in found] == [422, 422, 413, 422]


def test_nothing_of_a_hostile_name_breaks_the_answer(client: TestClient) -> None:
    for name in ("\u202eabc", '"},"x":{', "</script>", "a\nb", "\ud800"):
        content = json.dumps({**ASKED, "profile": {"name": name, "region": "日照市"}}).encode()
        said = client.post("/v1/evaluate", content=content)
        assert said.status_code in (200, 400, 422)
        json.loads(said.content)


def test_all_that_is_wrong_with_a_request_is_said_at_once(client: TestClient) -> None:
    """Of the body, of the rules that it names, and of the profile in it."""
    profile = {"所在地": "日照市", "认定": [{"称号": "小具人"}]}
    said = ask(client, "POST", "/v1/evaluate", {"profile": profile, "as_of": "2023-9-1", "detial": "brief"})
    assert {each["path"] for each in said.json()["problems"]} == {"as_of", "detial", "profile.认定.0.称号"}
    said = ask(client, "POST", "/v1/evaluate", {"profile": profile, "rules": ["rizhoa"]})
    assert {each["code"] for each in said.json()["problems"]} == {"title", "unknown-rules"}
