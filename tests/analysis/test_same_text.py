"""A policy text is the same in whatever form it was saved; `zjtx check --sources` reports changes of its words only."""

from __future__ import annotations

import codecs
import hashlib
from itertools import product
from pathlib import Path

import pytest

from zjtx_rules.analysis.checking import check

WORDS = "关于支持专精特新企业的措施\n一、对新获得认定的国家级专精特新“小巨人”企业，给予100万元奖励。\n二、自2023年1月1日起施行。\n"
RULES = """\
jurisdiction: {{name: 日照市, code: "371100"}}
documents:
- id: d
  title: 测试
  status: issued
  in_force: {{from: 2023-01-01}}
  note: 施行之日见二
  source: {{file: policy.txt, sha256: {sha256}}}
  clauses:
  - id: award.little_giant
    kind: award
    cite: 一
    quote: 对新获得认定的国家级专精特新“小巨人”企业，给予100万元奖励
    title: 奖励
    to: enterprise
    when: {{newly_recognised: {{title: little_giant, level: national}}}}
    pays: {{sum: 100万元}}
"""
ENDS = ("\n", "\r\n", "\r")
ENCODINGS = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with a mark": lambda text: codecs.BOM_UTF8 + text.encode(),
    "gb18030": lambda text: text.encode("gb18030"),
    "gbk": lambda text: text.encode("gbk"),
    "utf-16": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
}
LASTS = ("", "\n")


def forms() -> list[bytes]:
    texts = [(WORDS.rstrip("\n") + last).replace("\n", end) for end, last in product(ENDS, LASTS)]
    return [encode(text) for text in texts for encode in ENCODINGS.values()]


def codes(folder: Path, read: bytes, there: bytes) -> list[str]:
    """Return what is found where the rule file knows the checksum of one text, and another lies in the folder."""
    (folder / "sources").mkdir(exist_ok=True)
    (folder / "sources" / "policy.txt").write_bytes(there)
    (folder / "rules.yaml").write_text(RULES.format(sha256=hashlib.sha256(read).hexdigest()), encoding="utf-8")
    report = check([folder / "rules.yaml"], sources=folder / "sources")
    return [
        each.code for each in report.findings if each.code in ("source-changed", "quote-not-found", "quote-differs")
    ]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_same_words_are_the_same_text_in_every_form(tmp_path: Path, encoding: str) -> None:
    for end, last in product(ENDS, LASTS):
        there = ENCODINGS[encoding]((WORDS.rstrip("\n") + last).replace("\n", end))
        for read in forms():
            assert codes(tmp_path, read, there) == []


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    ("old", "new"), [("100万元", "120万元"), ("2023年", "2024年"), ("措施", "若干措施"), ("，", ","), ("一、", "一、 ")]
)
def test_other_words_are_another_text_in_every_form(tmp_path: Path, encoding: str, old: str, new: str) -> None:
    there = ENCODINGS[encoding](WORDS.replace(old, new))
    for read in forms()[::3]:
        assert "source-changed" in codes(tmp_path, read, there)


@pytest.mark.parametrize("there", [b"", b"\xff\x00\xff", b"\xff\xfe\x00"], ids=["empty", "no text", "half a character"])
def test_what_cannot_be_read_is_said_to_be_that(tmp_path: Path, there: bytes) -> None:
    assert "source-changed" in codes(tmp_path, WORDS.encode(), there)
    report = check([tmp_path / "rules.yaml"], sources=tmp_path / "sources")
    assert any("无法核对" in each.problem.message.zh for each in report.findings)
