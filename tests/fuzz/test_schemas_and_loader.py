"""A schema accepts what is read and refuses what is not, for generated files and for slips in them, but for what no schema can say."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Literal

import jsonschema
import pytest
from hypothesis import given, seed
from hypothesis import strategies as st
from mutants import mutant
from questions import question
from shortening import shortened

from examples_drawn import drawn
from zjtx_rules import InputError, load_text, read_profile
from zjtx_rules.analysis.editing.formatting import format_text
from zjtx_rules.analysis.testing.examples import read_cases
from zjtx_rules.files import dump_yaml, parse_text
from zjtx_rules.schemas import SchemaName, schema

TESTS = Path(__file__).parents[1]
MECHANICS = sorted(each for each in (TESTS / "mechanics").glob("*.yaml") if "cases" not in each.name)

REFERS = "what a name refers to stands elsewhere in the file"
TABLE = "the table of regions, of over three thousand names, is no part of a schema; a file adds places of its own"
DECLARED = "of what type a value is follows from the fact, which the file declares elsewhere"
ADDS = "a schema does not add"
ORDER = "a schema does not compare two values"
ONCE = "a schema does not compare what stands in two entries"
ARITHMETIC = "a line of arithmetic is one text to a schema"

RULES_BEYOND = {
    "unknown-reading": REFERS,
    "unknown-option": REFERS,
    "missing-option": REFERS,
    "unknown-clause": REFERS,
    "unknown-fact": REFERS,
    "unknown-judgement": REFERS,
    "unknown-records": REFERS,
    "unknown-definition": REFERS,
    "circle": REFERS,
    "wrong-scope": "to whom a clause is addressed stands outside its condition",
    "no-payment": REFERS,
    "record-condition": "what may be asked of a record hangs on where the condition stands",
    "unknown-region": TABLE,
    "region": TABLE,
    "place-name": TABLE,
    "place-code": TABLE,
    "place-within": "whether a place is made up is said by its code, and a schema would have to know which those are",
    "wrong-value": DECLARED,
    "wrong-unit": DECLARED,
    "wrong-comparison": DECLARED,
    "duplicate-id": ONCE,
    "duplicate-place": ONCE,
    "name-taken": ONCE,
    "impossible-count": "a schema does not count",
    "shares-sum": ADDS,
    "validity-reversed": ORDER,
    "period-reversed": ORDER,
    "band-order": ORDER,
    "formula": ARITHMETIC,
    "no-such-level": "which levels a title has hangs on the title",
    "money-not-bound": "whether a payment names a figure hangs on how it is written, far below the force of its clause",
    "band-edge": "whether bands say where their edges belong stands below them, and what the table says beside",
    "date": "whether a year has a 29th of February is arithmetic",
    "window": ORDER,
}
"""What the loader refuses and the schema of rule files cannot, with the reason."""
PROFILES_BEYOND = {
    "region": TABLE,
    "date": "whether a year has a 29th of February is arithmetic",
    "year-twice": ONCE,
    "dates-reversed": ORDER,
}
"""The same of profiles."""

OTHER_FILES = "the rule file that is named is another file"
EXAMPLES_BEYOND = {
    "unknown-rules": OTHER_FILES,
    "file-missing": OTHER_FILES,
    "file-unreadable": OTHER_FILES,
    "duplicate-example": ONCE,
    "region": TABLE,
}
"""The same of files of examples, but for the profile in them, which is read with the changes of each example."""

BASE = (TESTS / "fuzz" / "every_reference.yaml").read_text(encoding="utf-8")
"""A rule file in which each of these can be shown by one change."""
WITNESSES = {
    "unknown-reading": ("by_reading: upgrade", "by_reading: upgrades"),
    "unknown-option": ("default: top_up", "default: topup"),
    "missing-option": ("{top_up: difference, nothing: nothing}", "{top_up: difference}"),
    "unknown-clause": ("among: [award.*]", "among: [awards.*]"),
    "unknown-fact": ("fact: loan", "fact: lone"),
    "unknown-judgement": ("when: {attested: good}", "when: {attested: better}"),
    "unknown-records": ("records: machines", "records: engines"),
    "unknown-definition": ("meets: sound", "meets: safe"),
    "circle": ("when: {attested: good}", "when: {meets: sound}"),
    "wrong-scope": ("to: enterprise  # tier", "to: park"),
    "no-payment": ("{same_as: award.giant}", "{same_as: right}"),
    "record-condition": ("where: {fact: 单价, at_least: 1万元}", "where: {attested: good}"),
    "unknown-region": ("located_in: 日照市", "located_in: 日落市"),
    "region": ('code: "371100"', 'code: "999"'),
    "place-name": ("name: 未来新城", "name: 济南市"),
    "place-code": ('code: "371191"', 'code: "371102"'),
    "place-within": (", within: 日照市", ""),
    "wrong-value": ("one_of: [enterprise]", "one_of: [big]"),
    "wrong-unit": ("at_least: 3%", "at_least: 3万元"),
    "wrong-comparison": ("at_least: 3%", "one_of: [3%]"),
    "duplicate-id": ("id: right\n", "id: award.giant\n"),
    "duplicate-place": ("name: 未来新城", "name: 未来科创园"),
    "name-taken": ("label: 按率", "label: 产值"),
    "impossible-count": ("count: 1", "count: 3"),
    "shares-sum": ("share: 40%", "share: 30%"),
    "validity-reversed": ("to: 2025-12-31", "to: 2021-12-31"),
    "period-reversed": ("from: 2023-01-01, to: 2023-12-31", "from: 2024-01-01, to: 2023-12-31"),
    "band-order": ("from: 80万元", "from: 40万元"),
    "formula": ("is: 产值@上年 × 4%", "is: 产值@上年 × × 4%"),
    "no-such-level": ("level: national", "level: city"),
    "money-not-bound": ("force: discretionary", "force: third_party"),
    "band-edge": ("- {from: 80万元", "- {above: 80万元"),
    "date": ("from: 2022-03-23", "from: 2022-02-29"),
    "window": ("2026年3月1日至3月31日", "2026年4月1日至3月31日"),
}


@cache
def validator(name: SchemaName) -> Any:
    return jsonschema.Draft202012Validator(schema(name))


def wrong(name: SchemaName, data: Any) -> list[str]:
    """Return what a schema says of a file; numbers with a point are numbers to JSON."""
    return [each.message[:200] for each in validator(name).iter_errors(json.loads(json.dumps(data, default=float)))]


def codes(read: Any, *given: Any) -> set[str]:
    """Return the codes of what is wrong with a file."""
    try:
        read(*given)
    except InputError as error:
        return {each.code for each in error.problems}
    return set()


def agree(name: SchemaName, text: str, refused: set[str], beyond: Iterable[str]) -> None:
    said = wrong(name, parse_text(text, "x.yaml").data)
    if refused and not said:
        assert refused <= {*beyond}, f"the schema accepts this, refused for {refused}:\n{text}"
    assert refused or not said, f"the schema refuses this, which is read: {said}\n{text}"


@cache
def bases() -> tuple[dict[str, Any], ...]:
    return tuple(parse_text(each.read_text(encoding="utf-8"), each.name).data for each in MECHANICS)


@seed(18)
@drawn(few=24, many=400)
@given(
    st.integers(0, 2**32),
    st.sampled_from(["generated", "shortened", "mechanics"]),
    st.sampled_from(["en", "en", "zh"]),
    st.booleans(),
)
def test_schema_and_loader_agree_about_rule_files(
    number: int,
    base: str,
    spelling: Literal["zh", "en"],
    slip: bool,  # noqa: FBT001
) -> None:
    rnd = Random(number)  # noqa: S311 - nothing secret
    rules = rnd.choice(bases()) if base == "mechanics" else question(rnd, number, 0).rules
    data = shortened(rules) if base == "shortened" else rules
    if spelling == "zh":
        data = parse_text(format_text(dump_yaml(data), "x.yaml", "zh"), "x.yaml").data
    text = dump_yaml(mutant(rnd, data) if slip else data)
    refused = codes(load_text, text)
    assert slip or not refused
    agree("rules", text, refused, RULES_BEYOND)


@seed(18)
@drawn(few=60, many=600)
@given(st.integers(0, 2**32), st.booleans())
def test_schema_and_reader_agree_about_profiles(number: int, slip: bool) -> None:  # noqa: FBT001
    rnd = Random(number)  # noqa: S311 - nothing secret
    asked = question(rnd, number, 1)
    text = dump_yaml(mutant(rnd, asked.profiles[0]) if slip else asked.profiles[0])
    refused = codes(read_profile, parse_text(text, "x.yaml"), asked.loaded.places)
    assert slip or not refused
    agree("profile", text, refused, PROFILES_BEYOND)


@cache
def example_files() -> tuple[dict[str, Any], ...]:
    files = sorted((TESTS.parent / "rules" / "examples").glob("**/*.yaml"))
    return tuple(parse_text(each.read_text(encoding="utf-8"), each.name).data for each in files)


def cases(text: str, folder: Path) -> set[str]:
    """Return the codes of what is wrong with a file of examples."""
    (folder / "x.yaml").write_text(text, encoding="utf-8")
    return codes(lambda: list(read_cases(folder / "x.yaml")))


@seed(18)
@drawn(few=40, many=600)
@given(number=st.integers(0, 2**32), slip=st.booleans())
def test_schema_and_reader_agree_about_examples(
    number: int,
    slip: bool,  # noqa: FBT001
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    rnd = Random(number)  # noqa: S311 - nothing secret
    file = rnd.choice(example_files())
    data = {**file, "examples": [rnd.choice(file["examples"])]}
    if slip:
        # What is wrong with a profile is held above.
        kept = {"profile": data["profile"]}, {"change": data["examples"][0].get("change", {})}
        plain = {key: each for key, each in data["examples"][0].items() if key != "change"}
        data = (
            mutant(rnd, {key: each for key, each in data.items() if key != "profile"} | {"examples": [plain]}) | kept[0]
        )
        if isinstance(data.get("examples"), list):
            data["examples"] = [each | kept[1] if isinstance(each, dict) else each for each in data["examples"]]
    text = dump_yaml(data)
    refused = cases(text, tmp_path_factory.getbasetemp())
    assert slip or not refused
    agree("example", text, refused, EXAMPLES_BEYOND)


CASES = """\
about: 小样
rules: rizhao
as_of: 2023-09-01
adopting: 日照市
profile: {所在地: 日照市}
examples:
- {name: 甲, because: 文本, expect: {missing: []}}
- {name: 乙, because: 文本, expect: {missing: []}}
"""
OF_EXAMPLES = {
    "unknown-rules": ("rules: rizhao", "rules: rizhoa"),
    "file-missing": ("rules: rizhao", "rules: ./没有.yaml"),
    "file-unreadable": ("rules: rizhao", "rules: ."),
    "duplicate-example": ("name: 乙", "name: 甲"),
    "region": ("adopting: 日照市", "adopting: 日落市"),
}


@pytest.mark.parametrize("code", EXAMPLES_BEYOND)
def test_what_the_schema_of_examples_cannot_say_is_needed(code: str, tmp_path: Path) -> None:
    assert cases(CASES, tmp_path) == set()
    text = CASES.replace(*OF_EXAMPLES[code])
    assert cases(text, tmp_path) == {code}
    assert wrong("example", parse_text(text, "x.yaml").data) == []


def test_the_file_of_the_witnesses_is_read_and_valid() -> None:
    assert codes(load_text, BASE) == set()
    assert wrong("rules", parse_text(BASE, "x.yaml").data) == []


@pytest.mark.parametrize("code", RULES_BEYOND)
def test_what_the_schema_of_rule_files_cannot_say_is_needed(code: str) -> None:
    old, new = WITNESSES[code]
    assert BASE.count(old) == 1
    text = BASE.replace(old, new)
    assert code in codes(load_text, text)
    assert wrong("rules", parse_text(text, "x.yaml").data) == []


def test_of_both_spellings_in_one_file_the_schema_tells_only_those_of_one_mapping() -> None:
    """Whether a file is in Chinese keywords is said by its outermost keys; an English one reads none, its schema all of them."""
    for old, new in (("edge: upper", "edge: 上一档"), ("kind: right", "类别: right")):
        text = BASE.replace(old, new)
        assert codes(load_text, text) & {
            "unknown-key",
            "wrong-value",
            "wrong-type",
            "missing-key",
            "unknown-clause-kind",
        }
        assert wrong("rules", parse_text(text, "x.yaml").data) == []


FIRM = {
    "region": "日照市",
    "recognitions": [{"title": "zjtx_sme", "date": "2023-01-05", "expires": "2026-01-04"}],
    "accounts": [{"year": 2022}, {"year": 2023}],
}
SLIPS: dict[str, dict[str, Any]] = {
    "region": {"region": "日落市"},
    "date": {"founded": "2022-02-29"},
    "year-twice": {"accounts": [{"year": 2022}, {"year": 2022}]},
    "dates-reversed": {"recognitions": [{"title": "zjtx_sme", "date": "2023-01-05", "expires": "2022-01-04"}]},
}


@pytest.mark.parametrize("code", PROFILES_BEYOND)
def test_what_the_schema_of_profiles_cannot_say_is_needed(code: str) -> None:
    assert codes(read_profile, parse_text(dump_yaml(FIRM), "x.yaml")) == set()
    data = FIRM | SLIPS[code]
    assert codes(read_profile, parse_text(dump_yaml(data), "x.yaml")) == {code}
    assert wrong("profile", data) == []
