"""What a caller knows of an applicant: typed, frozen, closed, with "unknown" as a value."""

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
from zjtx_rules.profile.loading import read_profile
from zjtx_rules.profile.records import AwardReceived, Recognition

__all__ = [
    "APPLICANTS",
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
    "read_profile",
]
