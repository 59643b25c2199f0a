"""In columns: whether an enterprise was registered here when it was recognised.

Whoever never was registered here is told apart by its registrations alone, and whoever stayed here since its first
recognition as well. Those whose place changed with the day, or is not known, are left to the reference.
"""

from __future__ import annotations

from collections.abc import Mapping

from zjtx_rules.conditions.columns import Column, Columns, Field, Members, Yes
from zjtx_rules.conditions.located_in import coarse_codes
from zjtx_rules.terms.places import Places
from zjtx_rules.terms.region_changes import moved_codes
from zjtx_rules.terms.truth import MET


def registered_here(columns: Columns, held: Members, found: tuple[Yes, Mapping[str, Yes]], code: str) -> Column:
    """Return whether there is a recognition that is not ruled out, given while the enterprise was registered in a region."""
    ruled_out, missing = found
    part = columns.exists(held, ruled_out, missing)
    stays = columns.members("registrations")
    here, perhaps = _inside(stays["region"], code, columns.context.places)
    listed = stays.any(columns.constant(MET).met)
    told = stays.known & listed
    never = told & ~stays.any(here | perhaps)
    begun = stays.least("since", here & ~stays["since"].absent & stays["until"].absent)
    undated = held.any(~ruled_out & held["date"].absent)
    always = told & ~begun.absent & ~begun.after(held.least("date", ~ruled_out)) & ~undated
    partly = ~stays.known & listed
    open_ = told & ~never & ~always | partly | ~told & ~partly & _moved(columns)
    columns.refer(open_ & ~part.no & held.some, "registered in several places")
    columns.beside(never)
    met, no = part.met & ~never, part.no | never & held.known
    unknown = ~met & ~no
    absent = {name: each & unknown & ~never for name, each in part.missing.items()}
    absent["recognitions"] = unknown & ~held.known
    return Column(met, unknown, no, absent, part.recognition)


def _moved(columns: Columns) -> Yes:
    """Return whether anything is said of a move."""
    given: Yes = columns.constant(MET).no
    for name in ("into", "date", "whole", "operating_normally"):
        given = given | ~columns.field(f"relocation.{name}").absent
    moved: Yes = given & ~columns.field("relocation").is_("none")
    return moved


def _inside(place: Field, code: str, places: Places) -> tuple[Yes, Yes]:
    """Return where a place lies in a region, and where it may: not known, too coarse, or moved by a change of the divisions."""
    within, moved = place.within(code, places), place.is_in(map(int, moved_codes(code)))
    return within & ~moved, place.absent | place.is_in(coarse_codes(code, places)) & ~within | moved
