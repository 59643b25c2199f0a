"""How many applicants have clauses that are not computed, because rule files cannot say something of them."""

from __future__ import annotations

from collections import Counter

import polars as pl

from zjtx_rules.engines.columns.money.answers import NOT_COMPUTED, SEPARATOR
from zjtx_rules.language import RuleSet
from zjtx_rules.words import Words


class Uncomputed:
    """Counts over the chunks of a population."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.applicants = 0
        self.by_clause: Counter[tuple[str, str]] = Counter()

    def add(self, frame: pl.DataFrame) -> None:
        """Count the answers for a chunk."""
        names = [name for name in frame.columns if name.endswith(f"#{NOT_COMPUTED}")]
        if not names:
            return
        self.applicants += int(frame.select(pl.any_horizontal(pl.col(names).fill_null("") != "")).to_series().sum())
        for name in names:
            document = name.partition("#")[0]
            for clauses in frame[name].drop_nulls().to_list():
                self.by_clause.update((document, each) for each in clauses.split(SEPARATOR) if each)

    def notes(self, rules: RuleSet) -> list[Words]:
        """Return how many applicants they are, and under which clauses; nothing where there are none."""
        if not self.applicants:
            return []
        clauses = [
            (clause.words, self.by_clause[document.id, clause.id])
            for _, document, clause in rules.clauses()
            if self.by_clause[document.id, clause.id]
        ]
        zh = "、".join(f"“{words.zh}”{count}个" for words, count in clauses)
        en = ", ".join(f"'{words.en}' {count}" for words, count in clauses)
        return [
            Words(
                f"{self.applicants}个主体有未计算的条款（规则文件写不出，既不是0元，也不在各项合计里）：{zh}",
                f"{self.applicants} applicant(s) have clauses that are not computed, which are in no total and are not 0: {en}",
            )
        ]
