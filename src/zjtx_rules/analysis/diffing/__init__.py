"""Comparison of two rule sets by meaning, and what the difference is worth to given applicants.

difference = diff(read_rules("HEAD~1:rules/rizhao.yaml"), read_rules("rules/rizhao.yaml"))
for change in difference.changes():
print(change.say(), change.access, change.money, change.new_place)
impact([firm], old, new, as_of=date(2025, 6, 1)).profiles[0].outcome
"""

from zjtx_rules.analysis.diffing.comparison import diff
from zjtx_rules.analysis.diffing.impact import impact
from zjtx_rules.analysis.diffing.impact_models import ClauseImpact, Impact, ProfileImpact
from zjtx_rules.analysis.diffing.models import Change, ClauseDiff, DocumentDiff, RuleDiff, Spot
from zjtx_rules.analysis.diffing.sources import read_rules

__all__ = [
    "Change",
    "ClauseDiff",
    "ClauseImpact",
    "DocumentDiff",
    "Impact",
    "ProfileImpact",
    "RuleDiff",
    "Spot",
    "diff",
    "impact",
    "read_rules",
]
