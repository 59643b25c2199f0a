"""Reminders: what applicants should know of soon, from their profiles and the rule files: a pure function of both and of a day."""

from zjtx_rules.reminders.collecting import Firm, remind
from zjtx_rules.reminders.models import KINDS, Kind, Reminder, Reminders

__all__ = ["KINDS", "Firm", "Kind", "Reminder", "Reminders", "remind"]
