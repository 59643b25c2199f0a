"""`certified`: a management system is certified, in force on the as-of date (通过质量管理体系认证)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Prepared, check_has, leaf
from zjtx_rules.profile.choices import CertificateKindField
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN
from zjtx_rules.words import Words


class Certified(Condition):
    """Met if there is such a certificate and it has begun and not ended; its first and last day count."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"certified"})

    certified: CertificateKindField = Field(title="体系认证", description="评估日有效的管理体系认证")

    def prepare(self, context: Context) -> Prepared:  # noqa: ARG002 - every kind is prepared alike
        """Keep the kind of system."""
        kind = self.certified
        unknown: Found = (UNKNOWN, None, ("certificates",))

        def judge(situation: Situation) -> Found:
            certificates = situation.subject.certificates
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
                if not absent:
                    return MET, expires, ()
                missing += absent
            return (UNKNOWN, None, missing) if missing else (NOT_MET, None, ())

        return leaf(self, judge, Words(f"通过{kind.label}认证", f"certified: {kind.value.replace('_', ' ')}"))

    def check(self, context: CheckContext) -> None:
        """Report applicants of which certificates are not known at all."""
        check_has("certificates", context, "certified")
