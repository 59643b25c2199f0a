"""How an answer is reached: clauses over a profile, 就高不就低, and the evaluation that explains itself."""

from zjtx_rules.reasoning.evaluation import Awards, Evaluation, Outcome, Section, evaluate
from zjtx_rules.reasoning.totals import Bounds, Totals

__all__ = ["Awards", "Bounds", "Evaluation", "Outcome", "Section", "Totals", "evaluate"]
