"""Every clause of a document judged over one profile: with all that was found, or no more than the verdicts and the money need.

Where the applicant lies is looked at once for the whole document. What does not lie in the place is not judged further,
and without an explanation a clause is passed over when the applicant holds none of the titles that it asks for.
"""

from __future__ import annotations

from zjtx_rules.conditions.all_of import judge_all
from zjtx_rules.conditions.base import Found
from zjtx_rules.profile.situation import Situation, is_whole
from zjtx_rules.reasoning.batches import Batch
from zjtx_rules.reasoning.program import Program
from zjtx_rules.terms.truth import BOTH, NOT_MET, Truth

BARE: tuple[Found, ...] = tuple((truth, None, ()) for truth in range(4))
"""For each truth the finding that says no more than it."""


def judge_clauses(program: Program, situation: Situation) -> dict[str, Found]:
    """Return what was found of every clause, down to its last condition."""
    place = program.located.judge(situation)
    found = _elsewhere(program, place)
    for batch in program.anywhere if found else program.batches:
        judged = _judged(batch, place, situation)
        for clause in batch.clauses:
            found[clause] = judged
    return found


def decide_clauses(program: Program, situation: Situation) -> dict[str, Found]:
    """Return the truth of every clause; more only of those that pay something or may, since the sum can hang on it."""
    place = program.located.judge(situation)
    found = _elsewhere(program, place)
    titles = situation.titles if is_whole(situation.recognitions) else None
    for batch in program.anywhere if found else program.batches:
        if titles is not None and batch.titles is not None and batch.titles.isdisjoint(titles):
            judged = BARE[NOT_MET]
        elif batch.pays:
            judged = _judged(batch, place, situation)
        else:
            judged = BARE[_decided(batch, place[0], situation)]
        for clause in batch.clauses:
            found[clause] = judged
    return found


def _elsewhere(program: Program, place: Found) -> dict[str, Found]:
    """Return that the clauses of the place are not met by an applicant that lies elsewhere; nothing if it does not."""
    return dict.fromkeys(program.local, (NOT_MET, [place], ())) if place[0] == NOT_MET else {}


def _judged(batch: Batch, place: Found, situation: Situation) -> Found:
    # What other clauses refer to is judged as a whole, which is then kept; of the others the place is known already.
    if batch.here and not batch.whole.kept:
        return judge_all(place, batch.judges, situation)
    return batch.whole.judge(situation)


def _decided(batch: Batch, place: Truth, situation: Situation) -> Truth:
    if not batch.here or batch.whole.kept:
        return batch.whole.decide(situation)
    truth = place
    for decide in batch.decides:
        truth = BOTH[truth][decide(situation)]
        if truth == NOT_MET:
            break
    return truth
