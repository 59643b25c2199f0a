"""`certified`: a management system is certified, in force on the as-of date (通过质量管理体系认证)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from pydantic import Field

from zjtx_rules.conditions.base import Context
from zjtx_rules.conditions.distance import Step, Toward, Way, field_words, impossible, wait, whole_list
from zjtx_rules.conditions.lowered import RecordCondition
from zjtx_rules.core.days import AsOf
from zjtx_rules.core.fields import choice_field, day_field
from zjtx_rules.core.record_tests import Among, Within
from zjtx_rules.core.terms import Some, in_order
from zjtx_rules.phrases import Phrase
from zjtx_rules.profile.choices import CertificateKind, CertificateKindField
from zjtx_rules.profile.records import Certificate
from zjtx_rules.profile.situation import Situation, is_whole
from zjtx_rules.terms.dates import days_later
from zjtx_rules.words import Words

_KIND = choice_field("kind", CertificateKind, required=True)
_SINCE = day_field("since", not_after="expires")
_EXPIRES = day_field("expires", not_before="since")


class Certified(RecordCondition):
    """Met if there is such a certificate and it has begun and not ended; its first and last day count."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"certified"})
    COLLECTION: ClassVar[str] = "certificates"
    WITHIN: ClassVar[frozenset[str]] = frozenset()
    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase("持有有效期内的{certified}认证", "holds a certificate in force of {certified}"),
    )

    certified: CertificateKindField = Field(title="体系认证", description="评估日有效的管理体系认证")

    def lower(self, context: Context) -> Some:  # noqa: ARG002 - one form for all kinds
        """Return the tests of the kind of system, and that the certificate is in force."""
        in_force = Within(_SINCE, (), (AsOf(),)), Within(_EXPIRES, (AsOf(),), ())
        return Some("certificates", in_order(Among(_KIND, frozenset({self.certified})), *in_force))

    def words(self, context: Context) -> Words:  # noqa: ARG002 - one form for all kinds
        """Say which system."""
        return Words(f"通过{self.certified.label}认证", f"certified: {self.certified.value.replace('_', ' ')}")

    def shown(self, record: Certificate) -> Any:
        """Show until when it is in force."""
        return record.expires

    def toward(self, look: Some, context: Context, say: Words) -> Toward:  # noqa: ARG002 - one form for all kinds
        """Return the ways to have such a certificate, or none."""
        kind = self.certified
        label = Words(f"{kind.label}认证", f"certificate: {kind.value.replace('_', ' ')}")

        def toward(situation: Situation, want: bool, today: date) -> tuple[Way, ...]:  # noqa: FBT001 - the side that is wanted
            certificates, as_of = situation.stated("certificates"), situation.as_of
            list_label = Words("体系认证", "certified management systems")
            if certificates is None:
                held = (Certificate(kind=kind, since=as_of, expires="never"),) if want else ()
                return ((Step("provide", "certificates", list_label, None, held, label if want else None),),)
            mine = [(index, each) for index, each in enumerate(certificates) if each.kind is kind]
            if not want:
                return _ended(
                    mine, label, as_of, () if is_whole(certificates) else (whole_list("certificates", list_label),)
                )
            ways: list[Way] = []
            for index, each in mine:
                ends = each.expires if isinstance(each.expires, date) else date.max
                if ends < as_of:
                    continue
                if each.since is not None and each.since > as_of:
                    ways.append((wait(label, as_of, each.since),))
                    continue
                given = {"since": as_of, "expires": as_of}
                ways.append(
                    tuple(
                        Step("provide", f"certificates.{index}.{name}", _field(kind, name), None, value)
                        for name, value in given.items()
                        if getattr(each, name) is None
                    )
                )
            if not is_whole(certificates):
                listed = Certificate(kind=kind, since=as_of, expires="never")
                ways.append((Step("provide", "certificates.+", list_label, None, listed, label),))
            new = Certificate(kind=kind, since=today, expires="never")
            return (*ways, (Step("obtain", "certificates.+", label, None, new),))

        return toward


def _ended(mine: list[tuple[int, Certificate]], label: Words, as_of: date, others: Way) -> tuple[Way, ...]:
    """Return when the certificates in force have ended, and what must be provided of the others."""
    ends = [each.expires for _, each in mine if each.since and each.since <= as_of and each.expires is not None]
    in_force = [each for each in ends if each == "never" or each >= as_of]
    if "never" in in_force:
        return impossible(label, Words("长期有效", "it has no end"), "certificates")
    if in_force:
        last = max(each for each in in_force if isinstance(each, date))
        return ((wait(Words(f"{label.zh}期满", f"end of {label.en}"), as_of, days_later(last, 1)),),)
    return (
        tuple(
            Step("provide", f"certificates.{index}.{name}", _field(each.kind, name), None, value)
            for index, each in mine
            for name, value in (("expires", as_of - timedelta(days=1)), ("since", as_of + timedelta(days=1)))
            if getattr(each, name) is None and (name == "expires" or each.expires is not None)
        )
        + others,
    )


def _field(kind: CertificateKind, name: str) -> Words:
    words = field_words(Certificate, name)
    return Words(f"{kind.label}认证的{words.zh}", f"{words.en} of {kind.value.replace('_', ' ')}")
