"""Whatever texts a rule file quotes, the paragraph is read back with the same texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import zjtx_rules
from zjtx_rules.language.clauses import Service
from zjtx_rules.presentation.paragraph import read_paragraph
from zjtx_rules.presentation.paragraph.terms import canonical, terms_of
from zjtx_rules.presentation.paragraph.writing import side_of, write_terms

LOADED, DOCUMENT, _ = next(iter(zjtx_rules.load("jinan").clauses()))
SIDE = side_of(LOADED, DOCUMENT)
texts = st.text(
    st.one_of(
        st.sampled_from("「」『』〔〕（）、，。；：\\\n n　\"'取的（一）1．①"),
        st.characters(exclude_categories=("Cs", "Cc")),
    ),
    min_size=1,
)


@given(offers=texts, quota=texts, binds=st.lists(texts, max_size=3), by=st.lists(texts, max_size=3), because=texts)
def test_texts_are_read_back_as_they_are(
    offers: str, quota: str, binds: list[str], by: list[str], because: str
) -> None:
    clause = Service.model_validate(
        {
            "id": "service.a",
            "kind": "service",
            "cite": "一",
            "title": "服务",
            "to": "enterprise",
            "when": {"left_open": {"located_in": because}, "because": because},
            "offers": offers,
            "quota": quota,
            "binds": binds,
            "by": by,
        }
    )
    terms = terms_of(clause, SIDE)
    back = read_paragraph(write_terms(terms, SIDE), SIDE)
    assert canonical(back, SIDE) == canonical(terms, SIDE)
    assert (back.clause.offers, back.clause.quota, back.clause.binds, back.clause.by) == (
        offers,
        quota,
        tuple(binds),
        tuple(by),
    )
