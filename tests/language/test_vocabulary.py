"""What rule files share in a file of vocabulary: as if it were written in each of them, and never read from elsewhere."""

from __future__ import annotations

import pickle
import subprocess
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from zjtx_rules import EnterpriseProfile, InputError, evaluate, load
from zjtx_rules.analysis.checking import check, check_texts
from zjtx_rules.analysis.diffing.sources import read_rules
from zjtx_rules.analysis.editing.formatting import format_text
from zjtx_rules.files import parse_yaml
from zjtx_rules.files.dump import dump_yaml
from zjtx_rules.language import RuleSet, load_text
from zjtx_rules.language.vocabulary import GROUPS, among
from zjtx_rules.schemas import schema
from zjtx_rules.service.catalogue import from_texts
from zjtx_rules.terms import Money

MECHANICS = Path(__file__).parent.parent / "mechanics"
AS_OF = date(2026, 9, 1)
WORDS = """\
facts:
- {id: output, label: 产值, type: money, by: year}
"""
IN_CHINESE = "自定事实:\n- {编号: output, 名称: 产值, 类型: 金额, 分年度: 每年}\n"
TEXT = """\
jurisdiction: {{name: 日照市, code: "371100"}}
{uses}documents:
- id: {document}
  title: 甲办法
  status: issued
  in_force: {{from: 2022-01-01, to: 2027-12-31}}
  clauses:
  - {{id: award.a, kind: award, cite: 一, quote: 按产值的1%, title: 甲奖, to: enterprise, where: anywhere,
     frequency: yearly, pays: {{amount: 1% × 产值@上年}}}}
"""
USING = "uses: [通用.词汇.yaml]\n"


def _text(uses: str = USING, document: str = "d") -> str:
    return TEXT.format(uses=uses, document=document)


def _saved(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "甲.yaml"


def _total(profile: EnterpriseProfile, rules: RuleSet) -> Money:
    total = evaluate(profile, rules, AS_OF).awards.payable.total.fixed
    assert total.floor == total.ceiling
    return total.floor


def _codes(error: InputError) -> list[str]:
    return [each.code for each in error.problems]


def _declaring() -> list[Path]:
    files = [path for path in sorted(MECHANICS.glob("*.yaml")) if not path.name.endswith(".cases.yaml")]
    return [path for path in files if any(f"\n{key}:" in path.read_text(encoding="utf-8") for key in GROUPS)]


@pytest.mark.parametrize("path", _declaring(), ids=lambda path: path.stem)
def test_what_is_used_is_as_if_it_were_written_there(path: Path) -> None:
    data = parse_yaml(path.read_text(encoding="utf-8"), path.name).data
    shared = {key: data[key] for key in GROUPS if key in data}
    rest = {key: each for key, each in data.items() if key not in shared} | {"uses": ["w.vocab.yaml"]}
    found = load_text(dump_yaml(rest), path.name, beside=among({"w.vocab.yaml": dump_yaml(shared)}, path.name))
    assert found.content_hash == load(path).content_hash


def test_a_used_fact_pays_and_changes_the_content_hash(tmp_path: Path) -> None:
    rules = load(_saved(tmp_path, **{"甲.yaml": _text(), "通用.词汇.yaml": WORDS}))
    profile = EnterpriseProfile.model_validate(
        {"region": "日照市", "awards_received": [], "facts": {"产值": {2025: "300万元"}}}
    )
    assert _total(profile, rules) == Money.parse("3万元")
    before = rules.content_hash
    assert pickle.loads(pickle.dumps(rules)).content_hash == before  # noqa: S301 - our own
    changed = WORDS.replace("label: 产值", "label: 产值, english: output value")
    (tmp_path / "通用.词汇.yaml").write_text(changed, encoding="utf-8")
    assert load(tmp_path / "甲.yaml").content_hash == before  # English labels are no part of it
    (tmp_path / "通用.词汇.yaml").write_text(f"{WORDS}- {{id: more, label: 其他, type: text}}\n", encoding="utf-8")
    assert load(tmp_path / "甲.yaml").content_hash != before


def test_it_may_be_in_chinese_keywords_and_use_others_from_its_own_folder(tmp_path: Path) -> None:
    uses = "共用词汇: [../底/二.vocab.yaml]\n"
    files = {"甲.yaml": _text("uses: [共/一.词汇.yaml]\n"), "共__一.词汇.yaml": uses, "底__二.vocab.yaml": IN_CHINESE}
    assert [each.id for each in load(_saved(tmp_path, **files)).files[0].rules.facts] == ["output"]


def test_two_ways_to_one_vocabulary_are_one(tmp_path: Path) -> None:
    both = "uses: [一.vocab.yaml, 二.vocab.yaml]\n"
    third = "uses: [./通用.词汇.yaml]\n"
    files = {"甲.yaml": _text(both), "一.vocab.yaml": USING, "二.vocab.yaml": third, "通用.词汇.yaml": WORDS}
    assert len(load(_saved(tmp_path, **files)).files[0].rules.facts) == 1


def test_files_that_share_it_ask_for_one_fact(tmp_path: Path) -> None:
    files = {"甲.yaml": _text(), "乙.yaml": _text(document="e"), "通用.词汇.yaml": WORDS}
    rules = load(_saved(tmp_path, **files), tmp_path / "乙.yaml")
    profile = EnterpriseProfile.model_validate(
        {"region": "日照市", "awards_received": [], "facts": {"output": {2025: "300万元"}}}
    )
    assert _total(profile, rules) == Money.parse("6万元")


@pytest.mark.parametrize(
    ("files", "code", "said"),
    [
        ({}, "vocabulary-unread", "没有这个文件"),
        ({"通用.词汇.yaml": USING}, "vocabulary-circle", "通用.词汇.yaml → 通用.词汇.yaml"),
        (
            {"通用.词汇.yaml": "uses: [二.vocab.yaml]\n", "二.vocab.yaml": USING},
            "vocabulary-circle",
            "通用.词汇.yaml → 二.vocab.yaml → 通用.词汇.yaml",
        ),
        (
            {"通用.词汇.yaml": f"uses: [二.vocab.yaml]\n{WORDS}", "二.vocab.yaml": WORDS},
            "vocabulary-clash",
            "“output”在通用.词汇.yaml和二.vocab.yaml中都有声明",
        ),
        (
            {"通用.词汇.yaml": "uses: [v1.vocab.yaml]\n"}
            | {f"v{at}.vocab.yaml": f"uses: [v{at + 1}.vocab.yaml]\n" for at in range(1, 20)},
            "vocabulary-too-deep",
            "超过16层",
        ),
        ({"通用.词汇.yaml": "documents: []\n"}, "unknown-key", "documents"),
        ({"通用.词汇.yaml": WORDS.replace("money", "monye")}, "wrong-value", "monye"),
        ({"通用.词汇.yaml": "facts: [\n"}, "yaml-syntax", ""),
    ],
)
def test_what_is_wrong_with_vocabulary_is_said(tmp_path: Path, files: dict[str, str], code: str, said: str) -> None:
    with pytest.raises(InputError) as raised:
        load(_saved(tmp_path, **{"甲.yaml": _text(), **files}))
    assert code in _codes(raised.value)
    assert said in raised.value.render("zh")
    assert raised.value.render("zh") != raised.value.render("en")


@pytest.mark.parametrize("name", ["通用.yaml", "/etc/通用.词汇.yaml", "C:\\\\通用.vocab.yaml", "a//b.vocab.yaml"])
def test_only_vocabulary_beside_the_file_may_be_named(name: str) -> None:
    with pytest.raises(InputError) as raised:
        load_text(_text(f'uses: ["{name}"]\n'), beside=lambda _: WORDS)
    assert raised.value.problems


def test_a_vocabulary_alone_is_no_rule_file(tmp_path: Path) -> None:
    _saved(tmp_path, **{"通用.词汇.yaml": WORDS})
    with pytest.raises(InputError) as raised:
        load(tmp_path / "通用.词汇.yaml")
    assert "这是词汇文件，不是规则文件" in raised.value.render("zh")


def test_a_text_alone_reads_nothing_from_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _saved(tmp_path, **{"通用.词汇.yaml": WORDS})
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as raised:
        load_text(_text(), "甲.yaml")
    assert _codes(raised.value) == ["vocabulary-unread"]
    with pytest.raises(InputError):
        from_texts({"甲.yaml": _text()})
    assert check_texts({"甲.yaml": _text()}).findings


def test_texts_are_given_with_their_vocabulary() -> None:
    texts = {"市/甲.yaml": _text("uses: [../通用.词汇.yaml]\n"), "通用.词汇.yaml": WORDS}
    assert [each.name for each in from_texts(texts)] == ["甲"]
    assert check_texts(texts).files == ("市/甲.yaml",)


def test_folders_pass_vocabulary_over_and_what_is_not_used_is_no_fault(tmp_path: Path) -> None:
    more = f"{WORDS}- {{id: more, label: 其他, type: text}}\n"
    _saved(tmp_path, **{"甲.yaml": _text(), "通用.词汇.yaml": more})
    report = check([tmp_path])
    assert [Path(each).name for each in report.files] == ["甲.yaml"]
    assert "unused-declaration" not in {each.code for each in report.findings}


def test_a_vocabulary_has_a_canonical_layout_in_either_spelling() -> None:
    text = "# 共用\nfacts:\n- {type: money, by: year, label: 产值, id: output}\njudgements: [{id: good, label: 前景良好}]\n"
    english = format_text(text, "通用.vocab.yaml")
    assert english.index("judgements:") < english.index("facts:")
    assert "# 共用\n" in english
    chinese = format_text(english, "通用.vocab.yaml", "zh")
    assert "自定事实:" in chinese
    assert format_text(chinese, "通用.vocab.yaml", "zh") == chinese
    hashes = {
        load_text(
            _text("uses: [w.vocab.yaml]\n"), "甲.yaml", beside=among({"w.vocab.yaml": each}, "甲.yaml")
        ).content_hash
        for each in (text, english, chinese)
    }
    assert len(hashes) == 1
    with pytest.raises(InputError):
        format_text("facts: [{id: output}]\n", "通用.vocab.yaml")


def test_a_revision_has_its_own_vocabulary(tmp_path: Path) -> None:
    path = _saved(tmp_path, **{"甲.yaml": _text(), "通用.词汇.yaml": WORDS})
    run = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@b.cn"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "一"]):
        subprocess.run([*run, *command], check=True)  # noqa: S603 - git itself
    before = load(path).content_hash
    (tmp_path / "通用.词汇.yaml").write_text(WORDS.replace("产值", "总产值"), encoding="utf-8")
    path.write_text(_text().replace("产值@", "总产值@"), encoding="utf-8")
    assert load(path).content_hash != before
    assert read_rules("HEAD:甲.yaml", folder=tmp_path).content_hash == before


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (WORDS, True),
        (IN_CHINESE, True),
        (USING, True),
        (USING.replace(".词汇", ""), False),
        ("documents: []\n", False),
        (WORDS.replace("money", "text"), False),
        (WORDS.replace("id: output", "id: 产值"), False),
    ],
)
def test_the_schema_of_vocabulary_says_what_the_loader_says(text: str, right: bool) -> None:  # noqa: FBT001 - a parameter
    accepted = jsonschema.Draft202012Validator(schema("vocabulary")).is_valid(parse_yaml(text, "").data)
    texts = {"w.vocab.yaml": text, "通用.词汇.yaml": "{}\n"}
    try:
        load_text(
            _text("uses: [w.vocab.yaml]\n").replace("1% × 产值@上年", "1万元"),
            "甲.yaml",
            beside=among(texts, "甲.yaml"),
        )
        loaded = True
    except InputError:
        loaded = False
    assert (accepted, loaded) == (right, right)
