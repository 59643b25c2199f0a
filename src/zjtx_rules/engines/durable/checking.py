"""An answer decided a second time, by other machinery, the way a payment office wants two signatures."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from zjtx_rules.engines.durable.disagreement import Difference, Disagreement, reference_steps, second_steps
from zjtx_rules.engines.durable.faults import EngineFault, engine_missing
from zjtx_rules.engines.durable.machine import Machines
from zjtx_rules.engines.durable.network import Network, network_of
from zjtx_rules.engines.durable.process import Question, Workers
from zjtx_rules.language.kept import kept
from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning.evaluation import Evaluation
from zjtx_rules.reasoning.program import MOST_KEPT, Program
from zjtx_rules.words import Words

Derive = Callable[[Sequence[Question]], list[set[int]]]
"""Runs the second engine: for each question, every signal that holds."""

_WORKERS = Workers()
_MINE = threading.local()


def cross_check(evaluation: Evaluation, derive: Derive = _WORKERS.derive) -> None:
    """Decide every clause of an answer again with durable-rules; returns if the two agree on all of them.

    Our own code decides the leaves (numbers, dates, money, missing facts); durable-rules derives everything above them.

    Args:
        evaluation: The answer to check.
        derive: What runs durable-rules; by default worker processes, `in_process` to do without them.

    Raises:
        Disagreement: If a clause comes out differently, with both derivations.
        EngineFault: If durable-rules crashed, hung or failed, also when asked again.
        InputError: If durable-rules cannot be imported, with the remedy.
    """
    situation = Situation.of(evaluation.applicant, evaluation.as_of)
    networks = [_network(evaluation, each.program) for each in evaluation.outcomes]
    given = [network.given(situation) for network in networks]
    asked = [at for at, network in enumerate(networks) if network.plan.sets]
    answers = derive([(networks[at].plan, given[at]) for at in asked]) if asked else []
    derived = list(given)
    for at, each in zip(asked, answers, strict=True):
        derived[at] = each
    differences = []
    for outcome, network, known in zip(evaluation.outcomes, networks, derived, strict=True):
        for prepared in outcome.program.clauses:
            node = network.clauses[prepared.clause.id]
            reference, second = outcome.found[prepared.clause.id][0], network.truth(node, known)
            if reference != second:
                differences.append(
                    Difference(
                        outcome.program.document.id,
                        prepared.clause,
                        reference,
                        second,
                        tuple(reference_steps(prepared.whole, situation)),
                        tuple(second_steps(network, node, known)),
                    )
                )
    if differences:
        raise Disagreement(tuple(differences))


def in_process(questions: Sequence[Question]) -> list[set[int]]:
    """Run durable-rules inside this process, one machine for each thread; a crash of the engine ends the process.

    Raises:
        InputError: If durable-rules cannot be imported; says how to install it.
        EngineFault: If the engine failed.
    """
    machines: Machines | None = getattr(_MINE, "machines", None)
    if machines is None:
        machines = _MINE.machines = Machines()
    derived = []
    for plan, given in questions:
        try:
            derived.append(machines.get(plan.name, plan.sets).derive(given))
        except ImportError as error:
            raise engine_missing(str(error)) from error
        except Exception as error:
            machines.drop(plan.name)
            raise EngineFault(Words(f"引擎出错（{error}）", f"the engine failed ({error})")) from error
    return derived


def _network(evaluation: Evaluation, program: Program) -> Network:
    """Return the network of a program, made once."""
    # The program is kept with it, so that no other can take its identity.
    made = kept(evaluation.rules, "networks", MOST_KEPT).get(id(program), lambda: (program, network_of(program)))
    return made[1]
