"""A report on a population as a person reads it: text, Markdown, JSON, and one self-contained HTML page."""

from __future__ import annotations

from typing import Literal, get_args

from zjtx_rules.populations.models import Simulation
from zjtx_rules.presentation.simulation.html import simulation_page
from zjtx_rules.presentation.simulation.text import simulation_markdown, simulation_text
from zjtx_rules.shown import everywhere
from zjtx_rules.words import Language

Format = Literal["text", "markdown", "json", "html"]
FORMATS: tuple[Format, ...] = get_args(Format)


def render_simulation(
    simulation: Simulation,
    format: Format = "text",  # noqa: A002 - the word of the command line
    language: Language = "zh",
) -> str:
    """Return what rules mean for a population."""
    if format == "json":
        return simulation.model_dump_json(indent=2, context={"places": True}) + "\n"
    simulation = everywhere(simulation)
    if format == "html":
        return simulation_page(simulation, language)
    if format == "markdown":
        return simulation_markdown(simulation, language)
    return simulation_text(simulation, language)


__all__ = ["FORMATS", "Format", "render_simulation"]
