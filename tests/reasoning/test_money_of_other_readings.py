"""What other readings would pay is asked of the clauses that pay alone; it is what the whole program says."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from examples_drawn import drawn
from strategies import Data, applicants_data, as_of_dates, forgotten, profile_of, without
from zjtx_rules.language import load
from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning.evaluation import money_of, programs_for
from zjtx_rules.reasoning.program import for_money, prepare

LIKE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])
RULES = load()


@drawn(few=15, many=200, like=LIKE)
@given(applicants_data(), as_of_dates, st.data())
def test_the_paying_clauses_alone_say_what_the_whole_program_says(
    data: Data, as_of: date, draws: st.DataObject
) -> None:
    applicant = profile_of(without(data, draws.draw(forgotten(data))))
    situation = Situation.of(applicant, as_of)
    for program in programs_for(RULES, applicant.kind, {}, "日照市"):
        for reading in program.document.readings:
            option = draws.draw(st.sampled_from(list(reading.options)))
            chosen = tuple((name, option if name == reading.id else value) for name, value in program.chosen)
            parts = program.kind, chosen, program.region, program.adopted_from
            whole = prepare(RULES, program.file, program.document, *parts)
            assert money_of(for_money(RULES, program, chosen), situation) == money_of(whole, situation)
