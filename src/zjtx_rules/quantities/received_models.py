"""What a value says of money received before: under which clauses, and in which year it arrived."""

# Annotations are read as they stand: strings of them pydantic would compile again at each import.
from typing import ClassVar

from pydantic import Field

from zjtx_rules.conditions.date_within import YearWord
from zjtx_rules.phrases import Phrase, form, optional
from zjtx_rules.quantities.part import Part


class Received(Part):
    """Money received under some clauses of the document, as the ledger of the applicant (已领奖补) tells."""

    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase(
            "依{under}已领的金额{arrived_in}",
            "money received under {under}{arrived_in}",
            {"under": form("ids"), "arrived_in": optional("（{}到账的）", " (arrived in {})", "text")},
        ),
    )

    under: tuple[str, ...] = Field(
        min_length=1, title="条款", description="依哪些条款领的：本文件条款的编号，可以用 *，如 award.band_*"
    )
    arrived_in: YearWord | None = Field(
        default=None,
        title="到账年度",
        description="只算在此年度到账的：当年、上年、近三年、以往年度（上年及以前）、2024；不写则不论何时",
    )
