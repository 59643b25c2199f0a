import json
from pathlib import Path

from zjtx_rules.analysis.checking import check
from zjtx_rules.analysis.checks import CHECKS
from zjtx_rules.presentation.checking import as_json, as_sarif, as_text

GALLERY = Path(__file__).parents[1] / "errors"
CEILING = GALLERY / "ceiling-said" / "bad.yaml"
GOOD = 'jurisdiction: {name: 日照市, code: "371100"}\ndocuments:\n- id: demo\n  title: 办法\n  status: issued\n  clauses:\n  - {id: duty.x, kind: duty, cite: 一, quote: 原文, title: 任务}\n'


def test_a_file_with_nothing_wrong_says_so(tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    assert as_text(check([tmp_path])) == "检查了1个文件，没有发现问题"
    assert as_text(check([tmp_path]), "en") == "1 file(s) checked, nothing found"


def test_the_text_in_english_says_place_gravity_and_remedy() -> None:
    said = as_text(check([CEILING]), "en")
    assert (
        f"{CEILING}:15:12: error[ceiling-said]: '100万元' is written as a stated sum, but the quote says 最高" in said
    )
    assert "  hint: use up_to" in said


def test_json_holds_code_severity_place_and_both_languages() -> None:
    document = json.loads(as_json(check([CEILING])))
    assert document["counts"] == {"error": 1, "warning": 0, "note": 0}
    (finding,) = document["findings"]
    assert (finding["code"], finding["severity"], finding["line"], finding["column"]) == (
        "ceiling-said",
        "error",
        15,
        12,
    )
    assert finding["path"] == "documents.0.clauses.0.pays.sum"
    assert set(finding["message"]) == {"zh", "en"}


def test_sarif_names_tool_rules_and_results() -> None:
    log = json.loads(as_sarif(check([CEILING]), version="1.2"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("zjtx-rules", "1.2")
    assert {each["id"] for each in driver["rules"]} >= set(CHECKS)
    (result,) = run["results"]
    assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "ceiling-said"
    assert result["level"] == "error"
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 15, "startColumn": 12, "endColumn": 15}


def test_sarif_reports_what_keeps_a_file_from_loading_as_well() -> None:
    log = json.loads(as_sarif(check([GALLERY / "title-misspelt" / "bad.yaml"])))
    (result,) = log["runs"][0]["results"]
    assert (result["ruleId"], result["level"]) == ("title", "error")
