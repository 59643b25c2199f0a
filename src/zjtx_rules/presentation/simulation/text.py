"""A report on a population as plain text for a terminal, and as Markdown."""

from __future__ import annotations

from zjtx_rules.populations.models import Simulation
from zjtx_rules.presentation.blocks.markdown import table_markdown
from zjtx_rules.presentation.blocks.text import table_lines
from zjtx_rules.presentation.simulation.blocks import Block, blocks
from zjtx_rules.presentation.simulation.sayings import TITLE, caveats, count_said, rules_said
from zjtx_rules.shown import in_markdown
from zjtx_rules.words import Language, Words


def simulation_text(simulation: Simulation, language: Language) -> str:
    """Return the report for a terminal."""
    lines = [*head_lines(simulation, language), ""]
    lines += [f"※ {each}" for each in caveats(simulation, language)]
    for block in blocks(simulation, language):
        lines += ["", f"【{block.heading}】" if block.level == 2 else f"  〔{block.heading}〕"]
        lines += [f"  {each}" for each in block.lines]
        if block.table is not None and block.table.rows:
            lines += [f"  {each}" for each in table_lines(block.table.heads, block.table.rows, block.table.texts)]
    return "\n".join(lines) + "\n"


def simulation_markdown(simulation: Simulation, language: Language) -> str:
    """Return the report in Markdown."""
    first, *rest = head_lines(simulation, language)
    lines = [f"# {in_markdown(first)}", ""]
    lines += [f"{in_markdown(each)}  " for each in rest]
    lines += ["", *(f"> {in_markdown(each)}\n>" for each in caveats(simulation, language))]
    for block in blocks(simulation, language):
        lines += ["", f"{'#' * block.level} {in_markdown(block.heading)}", ""]
        lines += [f"{in_markdown(each)}\n" for each in block.lines]
        lines += _markdown(block)
    return "\n".join(lines) + "\n"


def head_lines(simulation: Simulation, language: Language) -> list[str]:
    """Return what the report is about: the title, and the question."""
    rules = rules_said(simulation.rules, simulation.rules_hash, language)
    said = [
        Words(
            f"评估日 {simulation.as_of}　规则 {rules}",
            f"as of {simulation.as_of}, rules {rules}",
        ),
        Words(
            f"申请主体 {count_said(simulation.applicants)}个　数据 {simulation.population}"
            f"　其中{count_said(simulation.by_reference)}个由参照引擎计算",
            f"{count_said(simulation.applicants)} applicants from {simulation.population}, "
            f"{count_said(simulation.by_reference)} of them worked out by the reference engine",
        ),
    ]
    if simulation.readings:
        chosen = "、".join(f"{name}={option}" for name, option in sorted(simulation.readings.items()))
        said.append(Words(f"解读 {chosen}", f"readings {chosen}"))
    if simulation.adopting:
        said.append(Words(f"模板适用于 {simulation.adopting}", f"the template bound to {simulation.adopting}"))
    if simulation.adopted_from:
        words = Words(
            f"征求意见稿和模板按自 {simulation.adopted_from} 起施行计",
            f"drafts and templates as if in force from {simulation.adopted_from}",
        )
        said.append(words)
    places = simulation.places
    title = Words(f"{TITLE.zh}：{'、'.join(places)}", f"{TITLE.en}: {', '.join(places)}")
    return [title.say(language), *(each.say(language) for each in said)]


def _markdown(block: Block) -> list[str]:
    if block.table is None or not block.table.rows:
        return []
    return table_markdown(block.table.heads, block.table.rows, block.table.texts)
