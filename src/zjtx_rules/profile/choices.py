"""The closed choices of a profile: legal form, kinds of recognition, incidents, certificates, training and money."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator

from zjtx_rules.profile.model import Labelled


class LegalForm(Labelled):
    """What an applicant is in law; only enterprises (`ENTERPRISES`) compete under 就高不就低 (readings: beneficiaries)."""

    ENTERPRISE = "enterprise"
    PUBLIC_INSTITUTION = "public_institution"
    SOCIAL_ORGANISATION = "social_organisation"
    GOVERNMENT = "government"
    INDIVIDUAL_BUSINESS = "individual_business"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the Chinese word of each id."""
        return {
            "enterprise": "企业",
            "public_institution": "事业单位",
            "social_organisation": "社会组织",
            "government": "机关",
            "individual_business": "个体工商户",
        }


ENTERPRISES = (LegalForm.ENTERPRISE, LegalForm.INDIVIDUAL_BUSINESS)
"""What a text that speaks of enterprises (企业) means, for what it gives and for what it takes off alike.

An individual business (个体工商户) that is assessed as an enterprise is one: the national size standard (工信部联企业〔2011〕300号) classes
it as it does enterprises.
"""


class Application(Labelled):
    """What a firm asks for: a title that it does not hold yet, or that the one it holds goes on (复核)."""

    NEW = "new"
    REVIEW = "review"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the Chinese word of each id."""
        return {"new": "新申请", "review": "复核"}


class RecognitionKind(Labelled):
    """Whether a title was given for the first time, confirmed (复核) or applied for and given again (重新认定)."""

    NEW = "new"
    RENEWAL = "renewal"
    RE_RECOGNITION = "re_recognition"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the Chinese word of each id."""
        return {"new": "新认定", "renewal": "复核", "re_recognition": "重新认定"}


class IncidentKind(Labelled):
    """What an accident or penalty concerns; 日照 二.2 names safety, quality and environment."""

    SAFETY = "safety"
    QUALITY = "quality"
    ENVIRONMENT = "environment"
    OTHER = "other"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the Chinese word of each id."""
        return {"safety": "生产安全", "quality": "质量", "environment": "环境污染", "other": "其他"}


class CertificateKind(Labelled):
    """Certified management systems."""

    QUALITY_MANAGEMENT = "quality_management"
    ENVIRONMENTAL_MANAGEMENT = "environmental_management"
    OCCUPATIONAL_HEALTH = "occupational_health"
    AEO = "aeo"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the Chinese word of each id."""
        return {
            "quality_management": "质量管理体系",
            "environmental_management": "环境管理体系",
            "occupational_health": "职业健康安全管理体系",
            "aeo": "AEO",
        }


class TrainingKind(Labelled):
    """The kinds of training that the template pays per person (三（九）2)."""

    NEW_TECHNICIAN = "new_technician"
    NEW_SENIOR_TECHNICIAN = "new_senior_technician"
    SENIOR_TECHNICIAN_UPGRADE = "senior_technician_upgrade"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the Chinese word of each id."""
        return {
            "new_technician": "新培养技师",
            "new_senior_technician": "新培养高级技师",
            "senior_technician_upgrade": "高级技师提升培训",
        }


class MoneyKind(Labelled):
    """Whether money received was a recognition award (奖励) or a cost-based subsidy (补贴)."""

    AWARD = "award"
    SUBSIDY = "subsidy"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the Chinese word of each id."""
        return {"award": "奖励", "subsidy": "补贴"}


class ProductivityGrade(Labelled):
    """The grade of the 亩产效益 (output per mu) evaluation."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the Chinese word of each id."""
        return {"A": "A类", "B": "B类", "C": "C类", "D": "D类"}


def _choice(kind: type[Labelled]) -> BeforeValidator:
    return BeforeValidator(kind.read, json_schema_input_type=Literal[kind.words()])


def _application(value: object) -> object:
    return Application.NEW if value is None else Application.read(value)


LegalFormField = Annotated[LegalForm, _choice(LegalForm)]
ApplicationField = Annotated[
    Application, BeforeValidator(_application, json_schema_input_type=Literal[Application.words()] | None)
]
"""A kind of application; where nothing is said it is a new one."""
RecognitionKindField = Annotated[RecognitionKind, _choice(RecognitionKind)]
IncidentKindField = Annotated[IncidentKind, _choice(IncidentKind)]
CertificateKindField = Annotated[CertificateKind, _choice(CertificateKind)]
TrainingKindField = Annotated[TrainingKind, _choice(TrainingKind)]
MoneyKindField = Annotated[MoneyKind, _choice(MoneyKind)]
ProductivityGradeField = Annotated[ProductivityGrade, _choice(ProductivityGrade)]
