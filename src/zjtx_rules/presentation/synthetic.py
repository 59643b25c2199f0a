"""A synthetic population that was written, in words: first of all that it is synthetic."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from zjtx_rules.profile import APPLICANTS
from zjtx_rules.shown import page
from zjtx_rules.words import Language, Words


def written_text(
    folder: Path, rows: Mapping[str, int], kinds: Mapping[str, int], seed: int, language: Language = "zh"
) -> str:
    """Return what was written where, how many of each kind, and that nothing of it is real."""
    total = rows["applicants"]
    head = Words(
        f"合成总体（不是真实数据）：{total}个申请主体，种子{seed}，写入 {folder}",
        f"Synthetic population (not real data): {total} applicants, seed {seed}, written to {folder}",
    )
    lines = [head.say(language)]
    lines += [f"  {APPLICANTS[kind].noun.say(language)} {count}" for kind, count in kinds.items() if count]
    tables = "、".join(f"{name} {count}" for name, count in rows.items())
    lines.append(Words(f"各表行数：{tables}", f"Rows: {tables.replace('、', ', ')}").say(language))
    assumed = Words(
        "比例和缺失率都是假设，见 population.json。", "Shares and rates are assumptions, see population.json."
    )
    lines.append(assumed.say(language))
    return page(lines)
