"""The words of a comparison itself: headings, effects, sums; in Chinese and English."""

from __future__ import annotations

from zjtx_rules.analysis.diffing.effects import Effect
from zjtx_rules.analysis.diffing.folding import Fold
from zjtx_rules.analysis.diffing.impact_models import ClauseImpact, Difference, Moves, Range, SectionImpact, Sums
from zjtx_rules.analysis.diffing.models import Band, Change, ClauseDiff, Counts, RuleDiff, Spot
from zjtx_rules.presentation.columns import Tone
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
BAND_WORDS: dict[Band, Words] = {
    "meaning": Words("含义", "meaning"),
    "money": Words("金额", "money"),
    "wording": Words("措辞", "wording"),
    "layout": Words("版式（位置、编号、声明）", "layout (place, id, declaration)"),
}
ALIKE = Words("几处相同的变化", "the same change in several clauses")
FOLDED = Words("折叠的变化", "folded")
SHOW_ALL = Words("加 --full 逐处列出", "--full lists each of them")
_COUNTED: tuple[tuple[str, Words, Tone], ...] = (
    ("wider", Words("放宽", "wider"), "good"),
    ("narrower", Words("收紧", "narrower"), "bad"),
    ("either_way", Words("有宽有紧", "wider for some, narrower for others"), "mixed"),
    ("more_money", Words("金额增加", "more money"), "good"),
    ("less_money", Words("金额减少", "less money"), "bad"),
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


def by_band(counts: Counts) -> list[tuple[Words, int]]:
    """Return how many changes stand in each band that is not empty; together they are all changes."""
    numbers: dict[Band, int] = {
        "meaning": counts.meaning - counts.money,
        "money": counts.money,
        "wording": counts.wording,
        "layout": counts.structure,
    }
    return [(BAND_WORDS[band], number) for band, number in numbers.items() if number]


def fold_words(fold: Fold, language: Language) -> str:
    """Say changes that are folded on one line: what became what, how often, and in which clauses."""
    sides = [each.say(language) for each in (fold.old, fold.new) if each is not None]
    if fold.band == "wording" and len(sides) < 2:
        one = "" if fold.old is None else sides[0]
        other = "" if fold.new is None else sides[-1]
        sides = [f"“{one}”" if one else NOTHING.say(language), f"“{other}”" if other else NOTHING.say(language)]
    head = fold.headline.say(language)
    if fold.change is not None and fold.change.label.zh and fold.change.code != "goal-changed":
        head += f" · {fold.change.label.say(language)}"
    said = _fold_said(fold, sides, language)
    colon = "：" if language == "zh" else ": "
    times = f"{fold.count}处" if language == "zh" else f"{fold.count} place{'' if fold.count == 1 else 's'}"
    effect = effect_words(fold.change, language) if fold.change is not None else ""
    parts = [times, *([effect] if effect else [])]
    return f"{head}{colon if said else ''}{said}{bracketed('，'.join(parts) if language == 'zh' else ', '.join(parts), language)}"


def _fold_said(fold: Fold, sides: list[str], language: Language) -> str:
    """Return what became of what, of several alike in layout the first of them as an example."""
    said = " → ".join(sides)
    if fold.change is not None and fold.change.by is not None:
        said += bracketed(fold.change.by.say(language), language)
    if fold.band == "layout" and fold.count > 1 and said:
        return f"如 {said}" if language == "zh" else f"such as {said}"
    return said


def clauses_words(fold: Fold, language: Language, most: int = 6) -> str:
    """Return the clauses of changes that are said together, the first of them."""
    named = list(fold.clauses[:most])
    more = len(fold.clauses) - len(named)
    if more:
        named.append(f"另{more}条" if language == "zh" else f"{more} more")
    return ("、" if language == "zh" else ", ").join(named)


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


def moved_words(each: SectionImpact | ClauseImpact, language: Language) -> str:
    """Say what stood before, what stands now, and by how much that is more or less in yuan."""
    by = difference_words(each.by, language)
    return f"{sums_words(each.old, language)} → {sums_words(each.new, language)}{bracketed(by, language) if by else ''}"


def difference_words(by: Difference, language: Language) -> str:
    """Return by how much stated sums and ceilings change; nothing where they do not."""
    parts = []
    for moves, zh, en in ((by.fixed, "定额", "fixed "), (by.up_to, "最高", "up to ")):
        if moves != Moves():
            head = (zh if language == "zh" else en) if by.fixed != Moves() and by.up_to != Moves() else ""
            parts.append(head + _moves_words(moves, language))
    return ("；" if language == "zh" else "; ").join(parts)


def _moves_words(moves: Moves, language: Language) -> str:
    ends = [None if end is None else _signed(end, language) for end in (moves.floor, moves.ceiling)]
    unlimited = "不限" if language == "zh" else "no limit"
    if ends[0] is not None and ends[0] == ends[1]:
        return ends[0]
    return ("至" if language == "zh" else " to ").join(end or unlimited for end in ends)


def _signed(money: Money, language: Language) -> str:
    sign, size = ("−", Money.ZERO - money) if money < Money.ZERO else ("+" if money > Money.ZERO else "", money)
    return sign + (str(size) if language == "zh" else size.english())


def verdict_words(verdict: str, language: Language) -> str:
    """Return a verdict in words."""
    if verdict == "absent":
        return "无此条款" if language == "zh" else "no such clause"
    return Verdict(verdict).words.say(language)
