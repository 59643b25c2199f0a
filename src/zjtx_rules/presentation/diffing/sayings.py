"""The words of a comparison itself: headings, effects, sums; in Chinese and English."""

from __future__ import annotations

from zjtx_rules.analysis.diffing.effects import Effect
from zjtx_rules.analysis.diffing.impact_models import Range, Sums
from zjtx_rules.analysis.diffing.models import Change, ClauseDiff, Counts, RuleDiff, Spot
from zjtx_rules.presentation.diffing.columns import Tone
from zjtx_rules.terms import Money
from zjtx_rules.terms.truth import Verdict
from zjtx_rules.words import Language, Words

TITLE = Words("规则比较", "Comparison of rules")
OLD, NEW = Words("旧", "old"), Words("新", "new")
SAME = Words("没有含义上的差别", "no difference in meaning")
REACHES = Words("波及条款", "also reaches")
UNDER = Words("仅在此解读下", "only under")
ABOVE = Words("文件之外", "above the documents")
NOTHING = Words("（无）", "(none)")
WHO = Words("谁得益，谁受损", "Who gains, who loses")

_FATES = {
    "added": Words("新增", "added"),
    "removed": Words("取消", "removed"),
    "kept": Words("有变", "changed"),
}
_COUNTED: tuple[tuple[str, Words, Tone], ...] = (
    ("wider", Words("放宽", "wider"), "good"),
    ("narrower", Words("收紧", "narrower"), "bad"),
    ("either_way", Words("有宽有紧", "wider for some, narrower for others"), "mixed"),
    ("more_money", Words("金额增加", "more money"), "good"),
    ("less_money", Words("金额减少", "less money"), "bad"),
    ("wording", Words("仅措辞", "wording only"), "dim"),
    ("structure", Words("仅位置、编号或声明", "only place, id or declaration"), "dim"),
)


def bracketed(text: str, language: Language) -> str:
    """Return a text in the brackets of the language, to follow upon another."""
    return f"（{text}）" if language == "zh" else f" ({text})"


def fate_words(clause: ClauseDiff) -> Words:
    """Say what became of a clause."""
    return _FATES[clause.fate]


def total_words(counts: Counts) -> Words:
    """Say how many changes there are."""
    return Words(f"共{counts.changes}处变化", f"{counts.changes} change{'' if counts.changes == 1 else 's'}")


def counted(counts: Counts) -> list[tuple[Words, int, Tone]]:
    """Return how many changes there are of each sort that occurs."""
    return [(words, getattr(counts, name), tone) for name, words, tone in _COUNTED if getattr(counts, name)]


def subject_of(change: Change, language: Language) -> str:
    """Say what changed, with what: 金额提高 · 每项."""
    label = change.label.say(language)
    under = ""
    if change.under:
        given = ("、" if language == "zh" else ", ").join(change.under)
        under = bracketed(f"{UNDER.say(language)} {given}", language)
    return change.headline.say(language) + (f" · {label}" if label else "") + under


def effect_words(change: Change, language: Language) -> str:
    """Say what a change means for an applicant; empty where it means nothing."""
    return (
        "，".join(each.zh for each in change.effects())
        if language == "zh"
        else ", ".join(each.en for each in change.effects())
    )


def tone_of(effect: Effect) -> Tone:
    """Return the colour of an effect: good for applicants, bad, mixed, or none."""
    good = {effect.access == "wider", effect.money == "more"}
    bad = {effect.access == "narrower", effect.money == "less"}
    if "both" in effect or (True in good and True in bad):
        return "mixed"
    return "good" if True in good else "bad" if True in bad else "plain"


def places_words(old: Spot | None, new: Spot | None) -> str:
    """Return where a change stands in both files; a name that both share is given once."""
    if old is None or new is None:
        return str(old or new or "")
    if old == new:
        return str(new)
    return f"{old} → {new}"


def files_words(diff: RuleDiff) -> tuple[str, str]:
    """Return the names of the files on either side."""
    return "、".join(diff.old.files) or "—", "、".join(diff.new.files) or "—"


def money_words(money: Money, language: Language) -> str:
    """Return a sum of money."""
    return money.english() if language == "en" else str(money)


def range_words(value: Range, language: Language) -> str:
    """Return a range of money; one figure where floor and ceiling agree."""
    floor = money_words(value.floor, language)
    if value.floor == value.ceiling:
        return floor
    if value.ceiling is None:
        return f"{floor}起，上限未知" if language == "zh" else f"from {floor}, no upper limit known"
    return f"{floor}～{money_words(value.ceiling, language)}"


def sums_words(sums: Sums, language: Language) -> str:
    """Return stated sums and ceilings, kept apart; a ceiling is never said without 最高."""
    nothing = Range()
    parts = []
    if sums.fixed != nothing:
        parts.append(("定额" if language == "zh" else "fixed ") + range_words(sums.fixed, language))
    if sums.up_to != nothing:
        parts.append(("最高" if language == "zh" else "up to ") + range_words(sums.up_to, language))
    if not parts:
        return "无" if language == "zh" else "nothing"
    return ("；" if language == "zh" else "; ").join(parts)


def verdict_words(verdict: str, language: Language) -> str:
    """Return a verdict in words."""
    if verdict == "absent":
        return "无此条款" if language == "zh" else "no such clause"
    return Verdict(verdict).words.say(language)
