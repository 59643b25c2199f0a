"""Which fact to ask next: only what can still matter, that first which settles most of the money, cheapest first."""

from zjtx_rules.analysis.asking.inputs import Input
from zjtx_rules.analysis.asking.interview import Interview
from zjtx_rules.analysis.asking.questions import Question, Reason

__all__ = ["Input", "Interview", "Question", "Reason"]
