"""An applicant of any kind: a type for requests, the canonical form of a profile, and its digest."""

import hashlib
import json
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Discriminator, Tag

from zjtx_rules.problems import did_you_mean
from zjtx_rules.profile.applicants import (
    APPLICANTS,
    KIND_ALIASES,
    Applicant,
    ClusterProfile,
    DesignInstituteProfile,
    DistrictProfile,
    EnterpriseProfile,
    ParkProfile,
    ServicePlatformProfile,
    StartupBaseProfile,
    TrainingBodyProfile,
)
from zjtx_rules.shown import shown_short
from zjtx_rules.terms import TermError
from zjtx_rules.terms.fields import custom_error
from zjtx_rules.words import Words


def _kind_of(value: Any) -> str | None:
    """Return the kind that a profile says it is, an enterprise where it does not say."""
    if isinstance(value, Applicant):
        return str(value.kind)  # type: ignore[attr-defined]  # every kind has it
    if not isinstance(value, dict):
        return None
    kind = value.get("kind", value.get("主体类型", "enterprise"))
    return KIND_ALIASES.get(kind, kind) if isinstance(kind, str) else None


class KindError(TermError):
    """Raised when a word is no kind of applicant."""

    code: ClassVar[str] = "unknown-kind"


def no_such_kind(kind: object) -> KindError:
    """Return what is wrong with a word that is no kind of applicant, and which was probably meant."""
    said = shown_short(str(kind))
    words = Words(f"没有“{said}”这一主体类型", f"there is no kind of applicant '{said}'")
    return KindError(words, did_you_mean(str(kind), [*APPLICANTS, *KIND_ALIASES]))


def _known(value: Any) -> Any:
    """Refuse a profile of an unknown kind in the words of `read_profile`."""
    if isinstance(value, dict) and _kind_of(value) not in APPLICANTS:
        raise custom_error(no_such_kind(value.get("kind", value.get("主体类型"))))
    return value


AnyApplicant = Annotated[
    Annotated[EnterpriseProfile, Tag("enterprise")]
    | Annotated[StartupBaseProfile, Tag("startup_base")]
    | Annotated[ServicePlatformProfile, Tag("service_platform")]
    | Annotated[ClusterProfile, Tag("cluster")]
    | Annotated[ParkProfile, Tag("park")]
    | Annotated[DistrictProfile, Tag("district")]
    | Annotated[DesignInstituteProfile, Tag("design_institute")]
    | Annotated[TrainingBodyProfile, Tag("training_body")],
    Discriminator(_kind_of),
    BeforeValidator(_known),
]
"""A profile of any kind, as a field of a pydantic model or a parameter of a web framework; told apart by `kind` (主体类型)."""


def canonical_profile(applicant: Applicant) -> dict[str, Any]:
    """Return a profile as plain data that JSON holds exactly: English names, one spelling of each value, nothing that is not known.

    `read_applicant` makes the same profile of it again.
    """
    said: dict[str, Any] = {"kind": str(applicant.kind)}  # type: ignore[attr-defined]  # every kind has it
    return said | applicant.model_dump(mode="json", exclude_defaults=True)


def profile_digest(applicant: Applicant) -> str:
    """Return the SHA-256 of the canonical form of a profile: the same for every spelling of values and every order of keys."""
    said = json.dumps(canonical_profile(applicant), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode("ascii")).hexdigest()
