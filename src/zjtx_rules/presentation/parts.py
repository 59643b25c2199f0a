"""What all models of an answer share."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

VerdictName = Literal["met", "not_met", "unknown", "review"]


class Part(BaseModel):
    """The base of all parts of an answer."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


__all__ = ["Part", "VerdictName"]
