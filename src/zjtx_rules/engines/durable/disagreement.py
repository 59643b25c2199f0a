"""Two engines, two answers: what each of them derived, side by side, for the person who has to find out why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zjtx_rules.conditions.base import Prepared
from zjtx_rules.engines.durable.network import Network, Node
from zjtx_rules.language.clause_base import Clause
from zjtx_rules.profile.situation import Situation
from zjtx_rules.shown import page
from zjtx_rules.terms.truth import VERDICTS, Truth
from zjtx_rules.words import Language, Words

Line = tuple[int, Truth | None, Words]
"""One step of a derivation: its depth, what was derived (None: nothing that tells), and the condition in words."""


@dataclass(frozen=True)
class Difference:
    """A clause that the two engines decided differently."""

    document: str
    clause: Clause
    reference: Truth
    second: Truth | None
    reference_steps: tuple[Line, ...]
    second_steps: tuple[Line, ...]

    def render(self, language: Language = "zh") -> str:
        """Return both derivations as a person reads them."""
        here, there = Words("本系统", "reference"), Words("durable-rules", "durable-rules")
        comma, colon = ("; ", ":") if language == "en" else ("；", "：")
        head = f"{self.document}:{self.clause.id} {self.clause.cite} {self.clause.words.say(language)}{colon}"
        lines = [
            head
            + f"{here.say(language)} {_said(self.reference, language)}{comma}"
            + f"{there.say(language)} {_said(self.second, language)}"
        ]
        for name, steps in ((here, self.reference_steps), (there, self.second_steps)):
            lines.append(f"  {name.say(language)}{colon}")
            lines.extend(
                f"    {'  ' * depth}[{_said(truth, language)}] {words.say(language)}" for depth, truth, words in steps
            )
        return page(lines).rstrip("\n")


class Disagreement(RuntimeError):  # noqa: N818 - the word for what happened; neither engine is known to be the wrong one
    """Raised when the two engines decide a clause differently; there is no answer then."""

    def __init__(self, differences: tuple[Difference, ...]) -> None:
        """Keep the differences, in the order of the documents and clauses."""
        self.differences = differences
        super().__init__(self.render())

    def render(self, language: Language = "zh") -> str:
        """Return the message with both derivations of every clause that differs."""
        count = len(self.differences)
        head = Words(
            f"两个引擎对{count}个条款的判断不一致，不予作答",
            f"the two engines disagree on {count} clause(s), no answer given",
        )
        return "\n\n".join([head.say(language), *(each.render(language) for each in self.differences)])


def reference_steps(prepared: Prepared, situation: Situation, depth: int = 0) -> Iterator[Line]:
    """Yield what the reference finds for a condition and all its parts."""
    yield depth, prepared.judge(situation)[0], prepared.say
    for part in prepared.parts:
        yield from reference_steps(part, situation, depth + 1)


def second_steps(network: Network, node: Node, derived: set[int], depth: int = 0) -> Iterator[Line]:
    """Yield what the second engine derived for a condition and all its parts."""
    yield depth, network.truth(node, derived), node.prepared.say
    for part in node.parts:
        yield from second_steps(network, part, derived, depth + 1)


def _said(truth: Truth | None, language: Language) -> str:
    return Words("未推出", "not derived").say(language) if truth is None else VERDICTS[truth].words.say(language)
