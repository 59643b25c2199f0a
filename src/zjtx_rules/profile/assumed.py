"""What is assumed of missing facts and of open judgements while the ways in which they could turn out are gone through.

Only conditions prepared for that purpose look here (`Context.completing`); an ordinary evaluation assumes nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Key = Hashable
"""What one open question is known by: the same for every clause and every rule set that asks the same."""


@dataclass(slots=True)
class Assumed:
    """The answers assumed so far, and the questions that were met and have none yet."""

    answers: Mapping[Key, Any] = field(default_factory=dict)
    titles_apart: bool = False
    """Whether each condition on the applicant's recognitions is a question of its own: their lists were too many to go through."""
    asked: dict[Key, Any] = field(default_factory=dict)
    """The open questions: a fact with what is known of it, or None for a yes or no."""
    paths: dict[Key, set[str]] = field(default_factory=dict)
    """Which missing facts each question hangs on."""

    def answer(self, key: Key, question: Any, missing: Iterable[str] = ()) -> Any:
        """Return the answer assumed; None where there is none, and the question is then noted."""
        self.paths.setdefault(key, set()).update(missing)
        if key in self.answers:
            return self.answers[key]
        self.asked[key] = question
        return None
