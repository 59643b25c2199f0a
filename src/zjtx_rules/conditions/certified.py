"""`certified`: a management system is certified, in force on the as-of date (通过质量管理体系认证)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from pydantic import Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Prepared, check_has, leaf
from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.conditions.distance import Step, Way, field_words, impossible, wait, whole_list
from zjtx_rules.profile.choices import CertificateKind, CertificateKindField
from zjtx_rules.profile.records import Certificate
from zjtx_rules.profile.situation import AtLeast, Situation, is_whole
from zjtx_rules.terms.dates import days_later
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN
from zjtx_rules.words import Words


class Certified(Condition):
    """Met if there is such a certificate and it has begun and not ended; its first and last day count."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"certified"})
    WITHIN: ClassVar[frozenset[str]] = frozenset()

    certified: CertificateKindField = Field(title="体系认证", description="评估日有效的管理体系认证")

    def prepare(self, context: Context) -> Prepared:  # noqa: ARG002 - every kind is prepared alike
        """Keep the kind of system."""
        kind = self.certified
        unknown: Found = (UNKNOWN, None, ("certificates",))

        def judge(situation: Situation) -> Found:
            certificates = situation.stated("certificates")
            if certificates is None:
                return unknown
            missing: tuple[str, ...] = ()
            for index, each in enumerate(certificates):
                if each.kind is not kind:
                    continue
                since, expires = each.since, each.expires
                if since is not None and since > situation.as_of:
                    continue
                if expires is not None and expires != "never" and expires < situation.as_of:
                    continue
                absent = tuple(
                    f"certificates.{index}.{name}" for name in ("since", "expires") if getattr(each, name) is None
                )
                # The first day is never after the last: one of them on the as-of date tells enough of the other.
                if not absent or situation.as_of in (since, expires):
                    return MET, expires, ()
                missing += absent
            if isinstance(certificates, AtLeast):
                missing += ("certificates",)
            return (UNKNOWN, None, missing) if missing else (NOT_MET, None, ())

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

        return leaf(
            self, judge, Words(f"通过{kind.label}认证", f"certified: {kind.value.replace('_', ' ')}"), toward=toward
        )

    def column(self, columns: Columns) -> Column:
        """Rule out certificates of other systems, those not begun and those ended."""
        each, as_of = columns.members("certificates"), columns.as_of
        since, expires = each["since"], each["expires"]
        no = ~each["kind"].is_(self.certified) | since.after(as_of) | expires.before(as_of)
        missing = {
            "since": since.absent & (expires.absent | expires.after(as_of)),
            "expires": expires.absent & (since.absent | since.before(as_of)),
        }
        return columns.exists(each, no, missing)

    def check(self, context: CheckContext) -> None:
        """Report applicants of which certificates are not known at all."""
        check_has("certificates", context, "certified")


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
