"""Who gains and who loses, on a terminal and in Markdown."""

from __future__ import annotations

from zjtx_rules.analysis.diffing.impact_models import SECTION_WORDS, UPSHOT_WORDS, ClauseImpact, Impact, ProfileImpact
from zjtx_rules.presentation.columns import Tone, padded, painted, width
from zjtx_rules.presentation.diffing.diff_markdown import markdown_table
from zjtx_rules.presentation.diffing.sayings import (
    WHO,
    bracketed,
    difference_words,
    moved_words,
    sums_words,
    verdict_words,
)
from zjtx_rules.presentation.money import WIDE
from zjtx_rules.words import Language, Words

TONES: dict[str, Tone] = {"gains": "good", "loses": "bad", "mixed": "mixed", "same": "dim", "open": "mixed"}
IF_ISSUED = Words("草案、模板均按已印发计", "drafts and templates taken as issued")


def headline(impact: Impact, language: Language) -> str:
    """Say for what day, and how many gain and lose."""
    numbers = {name: getattr(impact, name) for name in UPSHOT_WORDS}
    said = [f"{UPSHOT_WORDS[name].say(language)} {number}" for name, number in numbers.items() if number]
    day = f"评估日 {impact.as_of}" if language == "zh" else f"as of {impact.as_of}"
    if impact.old_as_of != impact.as_of:
        own = f"旧规则按{impact.old_as_of}" if language == "zh" else f"the old rules as of {impact.old_as_of}"
        day += f"（{own}）" if language == "zh" else f" ({own})"
    issued = [IF_ISSUED.say(language)] if impact.if_issued else []
    return " · ".join([day, *issued, *said])


def impact_text(impact: Impact, language: Language, *, colour: bool) -> str:
    """Return who gains and who loses as text."""
    colon = "：" if language == "zh" else ": "
    lines = [painted(WHO.say(language), "bold", colour=colour), headline(impact, language)]
    for profile in impact.profiles:
        kind = bracketed(profile.kind.say(language), language)
        upshot = painted(UPSHOT_WORDS[profile.outcome].say(language), TONES[profile.outcome], colour=colour)
        lines += ["", f"■ {painted(profile.name, 'bold', colour=colour)}{kind}  {upshot}"]
        names = [SECTION_WORDS[each.section].say(language) for each in profile.sections]
        places = max(width(each) for each in names)
        for name, each in zip(names, profile.sections, strict=True):
            lines.append(f"  {padded(name, places)}  {moved_words(each, language)}")
        lines += [painted(f"    {each.say(language)}", "dim", colour=colour) for each in profile.because]
        if not profile.whole:
            lines.append(f"  {WIDE.say(language).strip()}")
        for clause in profile.clauses:
            lines.append(f"    {clause.clause}  {clause.title.say(language)}{colon}{clause_said(clause, language)}")
            lines += [painted(f"      {each.say(language)}", "dim", colour=colour) for each in clause.because]
    return "\n".join([*lines, ""])


def clause_said(clause: ClauseImpact, language: Language) -> str:
    """Say what a clause does otherwise than before."""
    parts = []
    if clause.old != clause.new or clause.old_verdict == clause.new_verdict:
        parts.append(moved_words(clause, language))
    if clause.old_verdict != clause.new_verdict:
        parts.append(f"{verdict_words(clause.old_verdict, language)} → {verdict_words(clause.new_verdict, language)}")
    return ("，" if language == "zh" else ", ").join(parts)


def impact_markdown(impact: Impact, language: Language) -> str:
    """Return who gains and who loses as Markdown."""
    heads = (
        ["主体", "结果", "旧", "新", "差额", "经由"]
        if language == "zh"
        else ["applicant", "result", "old", "new", "difference", "through"]
    )
    rows = [profile_row(each, language) for each in impact.profiles]
    return "\n".join([f"## {WHO.say(language)}", "", headline(impact, language), "", *markdown_table(heads, rows), ""])


def difference_row(profile: ProfileImpact, language: Language) -> str:
    """Say by how much what each standing pays an applicant changes, one below the other."""
    return "\n".join(difference_words(each.by, language) or "—" for each in profile.sections)


def profile_row(profile: ProfileImpact, language: Language) -> list[str]:
    """Return one applicant as the cells of a row."""
    colon = "：" if language == "zh" else ": "
    through = [
        f"{each.title.say(language)}{bracketed(each.clause, language)}{colon}{clause_said(each, language)}"
        for each in profile.clauses
    ]
    through += [each.say(language) for each in profile.because]
    heads = [f"{SECTION_WORDS[each.section].say(language)}{colon}" for each in profile.sections]
    old = [head + sums_words(each.old, language) for head, each in zip(heads, profile.sections, strict=True)]
    new = [head + sums_words(each.new, language) for head, each in zip(heads, profile.sections, strict=True)]
    return [
        profile.name + bracketed(profile.kind.say(language), language),
        UPSHOT_WORDS[profile.outcome].say(language),
        "\n".join(old),
        "\n".join(new),
        difference_row(profile, language),
        "\n".join(through) or "—",
    ]
