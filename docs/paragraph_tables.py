"""The tables of the page on paragraphs: in what words each part of a clause is said, and what is read back."""

# A script beside the pages it helps to write, not a package.
# ruff: noqa: INP001

from __future__ import annotations

import re
from collections.abc import Iterator

from key_tables import table
from pydantic import BaseModel

from zjtx_rules.conditions import KINDS as CONDITIONS
from zjtx_rules.language import CLAUSE_KINDS, load
from zjtx_rules.language.bundled import bundled_files
from zjtx_rules.language.clauses import Granting
from zjtx_rules.language.documents import Gate, InForce, Settings
from zjtx_rules.payments import KINDS as PAYMENTS
from zjtx_rules.phrases import phrases_of
from zjtx_rules.presentation.clause import clause_text
from zjtx_rules.presentation.paragraph import ParagraphError, read_paragraph
from zjtx_rules.presentation.paragraph.sentences import models_in, types_of
from zjtx_rules.presentation.paragraph.terms import canonical, terms_of
from zjtx_rules.presentation.paragraph.writing import side_of, write_terms


def phrases(room: str) -> str:
    """Return the words of every kind of a room, its fields between ‹›."""
    rows = [(name, said) for name, model in _rooms()[room] for said in dict.fromkeys(_said(model))]
    return table(("写法", "条文"), rows)


def _rooms() -> dict[str, list[tuple[str, type[BaseModel]]]]:
    around = [("前置条件", Gate), ("施行期", InForce), ("设定", Settings)]
    rooms = {"conditions": CONDITIONS, "payments": PAYMENTS, "clauses": CLAUSE_KINDS}
    kinds = {
        room: [
            ("、".join(f"`{key}`" for key in sorted(getattr(kind, "KEYS", {name}))), kind)
            for name, kind in kinds.items()
        ]
        for room, kinds in rooms.items()
    }
    return kinds | {"around": around}


def _said(model: type[BaseModel]) -> Iterator[str]:
    """Yield the sentences of a model; of one that only wraps another those of the other."""
    for phrase in phrases_of(model):
        alone = re.fullmatch(r"\{(\w+)\}", phrase.zh)
        inner = models_in(types_of(model, alone[1])) if alone else ()
        if len(inner) == 1:
            yield from _said(inner[0])
        else:
            titles = {name: info.title or name for name, info in model.model_fields.items()}
            yield re.sub(r"\{(\w+)\}", lambda slot, titles=titles: f"‹{titles[slot[1]]}›", phrase.zh)
    if not phrases_of(model):
        yield "依解读〔‹编号›〕：（一）取「‹选项›」的，…；（二）取「‹选项›」的，…"


def clause_shown(name: str) -> str:
    """Return what `zjtx show` says of a clause (`jinan/award.unicorn`), but for the line of the file."""
    file, _, wanted = name.partition("/")
    text = next(
        clause_text(loaded, document, clause, place=False)
        for loaded, document, clause in load(file).clauses()
        if clause.id == wanted
    )
    return f"```text\n{text}```"


def read_back(_: str) -> str:
    """Return of every bundled file how many clauses come back as the same terms, and which do not."""
    rows = []
    for name in bundled_files():
        counts, missed = [0, 0, 0, 0], []
        for loaded, document, clause in load(name).clauses():
            side = side_of(loaded, document)
            terms = terms_of(clause, side)
            granting = isinstance(clause, Granting)
            try:
                same = canonical(read_paragraph(write_terms(terms, side), side), side) == canonical(terms, side)
                why = "" if same else "读成了别的含义"
            except ParagraphError as error:
                same, why = False, error.words.zh
            for at, counted in enumerate((True, same, granting, granting and same)):
                counts[at] += counted
            missed += [] if same else [f"`{clause.id}` {why}"]
        rows.append((f"`{name}`", *map(str, counts), "；".join(missed) or "无"))
    return table(("规则", "条款", "读回", "其中给予类条款", "读回", "读不回的"), rows)
