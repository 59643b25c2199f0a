"""The kind of application that a question is about, where the caller says it beside the profile."""

from __future__ import annotations

from typing import TypeVar

from pydantic_core import PydanticCustomError

from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.profile.applicants import Applicant
from zjtx_rules.profile.choices import Application
from zjtx_rules.words import Words

A = TypeVar("A", bound=Applicant)


def asked_as(applicant: A, application: str | Application | None) -> A:
    """Return an applicant whose profile names the kind of application; None leaves the profile as it is.

    >>> from zjtx_rules import EnterpriseProfile
    >>> asked_as(EnterpriseProfile(), "review").application.value
    'review'

    Args:
        applicant: The profile.
        application: `new` (新申请) or `review` (复核).

    Raises:
        InputError: If there is no such kind of application.
    """
    if application is None:
        return applicant
    try:
        read = Application.read(application)
    except PydanticCustomError as error:
        context = error.context or {}
        words = Words(str(context["zh"]), str(context["en"]))
        hint = Words("写 new（新申请）或 review（复核）", "write new or review")
        raise InputError([Problem("application", words, Place("application"), suggestion=hint)]) from None
    return applicant.replaced(application=read)


__all__ = ["asked_as"]
