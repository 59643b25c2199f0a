"""The verbs by which a sentence of a policy binds: 给予, 可, 优先, 组织, 鼓励 and their like, and which of them governs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from zjtx_rules.language.force import Force

Verb = Literal["grants", "may", "first", "offers", "supports"]

_VERBS: dict[Verb, str] = {
    "grants": (
        "给予|予以|应当|应予|必须|须在|享受|不再|免于|免征|减免|减征|抵扣|进行补贴|进行配套|奖励|补贴|补助|配备|接诉即办|同步送达|"
        "按照?.{0,12}执行|参照.{0,12}执行|落实.{0,8}政策|定户到人|实行|手续办理|兑现|给予支持|予以支持"
    ),
    "may": "可以|可(?=按|由|享|向|在|凭|根据|依|获|申|直接|不|采用|参加|免)|允许|适当|适度|酌情|视情|原则上|探索|一事一议|合理降低",
    "first": "优先|择优|倾斜|同等条件下|重点支持|重点推荐|绿色通道",
    "offers": (
        "组织|开展|举办|提供|实施|遴选|优选|精选|推荐|推送|推介|对接|搭建|建立|征集|聘请|推广|深化|打造|召开|纳入|选派|发布|建设|培育|"
        "完善|健全|加强|加大|用好|用足|落实|发挥|构建|强化|编制|畅通|受理|制定|设立|搞好|做好|竞争立项|揭榜|招聘|开发|梳理|生成|研发|"
        "扩大|聚焦|集聚|积极开展|解决|服务中小企业"
    ),
    "supports": "鼓励|支持|引导|推动|倡导|促进|帮助|指导|力争|带动|助力|推行",
}
_FOUND = {verb: re.compile(words) for verb, words in _VERBS.items()}
_SENTENCE = re.compile(r"[。；;！!？?\n]")
_PART = re.compile(r"[，,]")
_OWN = re.compile(r"[并且对]")
"""How a part of a sentence begins that has a subject or predicate of its own."""

BORNE_OUT: dict[Force, frozenset[Verb]] = {
    "mandatory": frozenset({"grants"}),
    "discretionary": frozenset({"may"}),
    "priority": frozenset({"first"}),
    "programme": frozenset({"offers"}),
    "encouraged": frozenset({"supports"}),
    "third_party": frozenset({"supports", "offers", "grants", "first", "may"}),
    "government": frozenset({"offers", "supports", "first", "may"}),
}
"""The verbs that bear a force out. To a third party a sentence may say anything, and offices do much; but what is given is no work."""


def verbs(quotes: Iterable[str]) -> dict[Verb, str]:
    """Return the verbs that govern the parts of the sentences quoted, each with the word itself.

    What is given behind a verb that only encourages is given by those who are encouraged; it does not govern, unless its part
    begins anew (并…, 对…).
    """
    found: dict[Verb, str] = {}
    for sentence in (each for quote in quotes for each in _SENTENCE.split(re.sub(r"\s+", "", quote))):
        encouraged = False
        for part in _PART.split(sentence):
            first = first_verb(part)
            if first is None:
                continue
            verb, word = first
            if verb == "grants" and encouraged and not _OWN.match(part):
                continue
            encouraged = encouraged or verb == "supports"
            found.setdefault(verb, word)
    return found


def first_verb(part: str) -> tuple[Verb, str] | None:
    """Return the verb that governs a part of a sentence, with the word itself.

    The first, of verbs at one place the longer; but what an office gives says more than what it does by the way (每培育1家给予…).
    """
    places = [
        (match.start(), -len(match[0]), verb, match[0])
        for verb, pattern in _FOUND.items()
        if (match := pattern.search(part)) is not None
    ]
    if not places:
        return None
    _, _, verb, word = min(places)
    given = [each[2:] for each in places if each[2] == "grants"]
    return given[0] if verb == "offers" and given else (verb, word)


def governing(text: str) -> str | None:
    """Return the word by which what precedes a quote in its sentence only encourages, if it does."""
    parts = _PART.split(_SENTENCE.split(text)[-1])
    last = parts[-1]
    if _OWN.fullmatch(last) and len(parts) > 1 and last != "对":
        last = parts[-2]
    first = first_verb(last)
    return first[1] if first is not None and first[0] == "supports" else None


__all__ = ["BORNE_OUT", "Verb", "first_verb", "governing", "verbs"]
