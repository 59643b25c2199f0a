"""What a caller knows of an applicant: typed, frozen, closed, with "unknown" as a value."""

from zjtx_rules.profile.any_applicant import AnyApplicant, canonical_profile, profile_digest
from zjtx_rules.profile.applicants import (
    APPLICANTS,
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
from zjtx_rules.profile.loading import read_applicant, read_profile
from zjtx_rules.profile.records import AwardReceived, Recognition

__all__ = [
    "APPLICANTS",
    "AnyApplicant",
    "Applicant",
    "AwardReceived",
    "ClusterProfile",
    "DesignInstituteProfile",
    "DistrictProfile",
    "EnterpriseProfile",
    "ParkProfile",
    "Recognition",
    "ServicePlatformProfile",
    "StartupBaseProfile",
    "TrainingBodyProfile",
    "canonical_profile",
    "profile_digest",
    "read_applicant",
    "read_profile",
]
