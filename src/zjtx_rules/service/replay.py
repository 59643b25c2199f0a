"""Answers again from their records: the same question, the rule files with the same content, the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from zjtx_rules.files import Source
from zjtx_rules.files.errors import problems_of
from zjtx_rules.language import RuleSet
from zjtx_rules.problems import InputError
from zjtx_rules.profile import profile_digest
from zjtx_rules.service.answers import QUESTIONS, Asked, digest, profile_in
from zjtx_rules.service.catalogue import Catalogue
from zjtx_rules.service.requests import read_body
from zjtx_rules.terms import LegalDate
from zjtx_rules.version import __version__
from zjtx_rules.words import Language, Words


class RecordedRules(BaseModel):
    """A rule file that an answer rests on."""

    model_config = ConfigDict(extra="forbid")

    name: str
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    labels_sha256: str | None = Field(default=None, pattern="^[0-9a-f]{64}$")
    """Of its English labels, where the answer is in English."""


class Record(BaseModel):
    """An audit record."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    record: Literal["1"]
    engine: str
    question: Literal["evaluate", "gap", "match"]
    as_of: LegalDate
    rules: list[RecordedRules] = Field(min_length=1)
    rules_hash: str
    profile: dict[str, Any]
    profile_sha256: str
    readings: dict[str, str]
    adopting: str | None
    adopted_from: LegalDate | None
    lang: Language
    options: dict[str, Any]
    answer_sha256: str
    in_chinese_sha256: str | None = None
    """Of the same answer in Chinese, where the answer is in English."""


@dataclass(frozen=True, slots=True)
class Replay:
    """An answer made again, and whether it is the one that was given."""

    answer: str
    same: bool
    """Whether it is the answer that was given: byte for byte, or, said in English, the same in other words."""
    notes: tuple[Words, ...]
    """What differs from the time of the record."""


def read_record(source: Source) -> Record:
    """Return an audit record; what a service returned beside it may stand around it.

    Raises:
        InputError: With every problem of the text.
    """
    data = source.data
    if isinstance(data, dict) and isinstance(data.get("record"), dict):
        source = Source(source.name, source.text, data["record"])
    if not isinstance(source.data, dict):
        message = Words("审计记录应为 JSON 对象", "an audit record is a JSON object")
        raise InputError([source.problem("record-form", (), message)])
    try:
        return Record.model_validate(source.data)
    except ValidationError as error:
        raise InputError(problems_of(error, source, Record)) from None


def replay(record: Record, catalogue: Catalogue) -> Replay:
    """Answer again.

    Raises:
        InputError: If a rule file of the record is not in the catalogue, or the record asks what does not exist.
    """
    rules = catalogue.by_digests([each.model_dump() for each in record.rules])
    said = {
        "profile": record.profile,
        "as_of": record.as_of.isoformat(),
        "readings": record.readings,
        "adopting": record.adopting,
        "adopted_from": record.adopted_from.isoformat() if record.adopted_from else None,
        "lang": record.lang,
        **record.options,
    }
    body = read_body(Source("record", "", said), QUESTIONS[record.question])
    applicant = profile_in(record.profile, rules)
    say = Asked(record.question, body, applicant, rules, record.as_of).said()
    answer = say(record.lang)
    notes = []
    if record.engine != __version__:
        notes.append(
            Words(
                f"当时的引擎是 {record.engine}，现在是 {__version__}",
                f"the engine was {record.engine} then and is {__version__} now",
            )
        )
    if profile_digest(applicant) != record.profile_sha256:
        notes.append(Words("申报资料与当时的校验值不符", "the profile is not the one of the digest"))
    same = digest(answer) == record.answer_sha256
    if not same and record.in_chinese_sha256 is not None and digest(say("zh")) == record.in_chinese_sha256:
        same = True
        notes.append(_other_words(record, rules))
    if not same:
        notes.append(Words("结果与当时的不同", "the answer is not the one that was given"))
    return Replay(answer, same, tuple(notes))


def _other_words(record: Record, rules: RuleSet) -> Words:
    """Return that an answer is the one that was given in other English words, and whose words these are."""
    pairs = zip(record.rules, rules.files, strict=True)
    relabelled = [file.name for told, file in pairs if told.labels_sha256 not in (None, file.labels_sha256)]
    zh, en = (
        (
            f"规则文件 {'、'.join(relabelled)} 的英文名称已改",
            f"the English labels of {', '.join(relabelled)} have changed",
        )
        if relabelled
        else ("引擎的英文用语已改", "the engine says it in other English words")
    )
    return Words(
        f"规则、结论和金额与当时的相同，只是英文用语不同：{zh}，因此字节与当时的不同",
        f"the same rules, verdicts and sums as then, in other English words: {en}, so that the bytes differ",
    )
