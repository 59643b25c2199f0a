"""Forward chaining with durable-rules, in the one way that was found to be safe.

Stands alone: the standard library and durable-rules only, so that the process that runs it (`serve`) starts at once.
What is known of durable-rules 2.0.28, and the guard against it here:

- more than 64 conditions matching one fact is an error, some 500 conditions hang: the caller splits its rules into sets
  of at most `MOST_RULES`, and `RuleMachine` refuses larger ones;
- values are compared loosely ("40" < 5, true == "true"), integers saturate: only booleans that are true enter;
- sessions, field names and fact ids are told apart by a 32-bit hash: one fixed session, short names numbered within the
  set (a test shows that their hashes differ), a fresh id for every fact;
- `Host` runs timers in threads of its own: `Ruleset` is used without it, by the thread that made it;
- a fact that matches nothing crashes the process later: every fact carries, or is, something that a rule waits for;
- rules that never fire look like rules that do not apply: a sentinel must fire, and another that rests on its conclusion;
- a negated condition alone loops for ever: no rule negates;
- exceptions in actions are swallowed: they are kept and raised afterwards;
- an action that seems to take ten seconds is dropped without a word: the worker gives it a clock that stands still;
- facts stay and rule sets leak: facts are retracted after each question, sets deleted with their machine.
"""

from __future__ import annotations

import faulthandler
import importlib
import itertools
import json
import os
import sys
import warnings
import weakref
from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from typing import Any

Rule = Sequence[Any]
"""`(conclusion, [premises])`: where all premises hold, so does the conclusion. Signals are whole numbers."""
Sets = Sequence[Sequence[Rule]]
"""Rules in the order of their dependence; all rules with one conclusion stand in one set."""

MOST_RULES = 58
"""Rules in a set, besides the two sentinels."""
MOST_PREMISES = 240
"""Premises in a set, over all its rules."""
MOST_TOGETHER = 12
"""Premises of one rule; durable-rules joins at most 16 facts."""

_SESSION = "1"
_ON, _CHAINED = "on", "chained"
_KEEP = 64
_ids = itertools.count(1)


class MachineFault(RuntimeError):  # noqa: N818 - the fault is the engine's, not an error of the caller
    """Raised when durable-rules did not do what it must; nothing it derived is to be trusted."""


class RuleMachine:
    """Rules in durable-rules, for one thread."""

    def __init__(self, sets: Sets) -> None:
        """Build one rule set of durable-rules for each set.

        Raises:
            ImportError: If durable-rules cannot be imported.
            MachineFault: If a set is larger than is safe.
        """
        self._sets = [_RuleSet(each) for each in sets]

    def derive(self, known: Collection[int]) -> set[int]:
        """Return every signal that holds where these do, themselves included.

        Raises:
            MachineFault: If durable-rules failed, or kept silent where it had to speak.
        """
        holding = set(known)
        for each in self._sets:
            holding |= each.derive(holding)
        return holding

    def close(self) -> None:
        """Delete the rules; nothing can be asked any more."""
        for each in self._sets:
            each.delete()


class _RuleSet:
    """One set of rules; facts derived inside it set off its further rules."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        premises = [signal for _, body in rules for signal in body]
        if len(rules) > MOST_RULES or len(premises) > MOST_PREMISES:
            raise MachineFault(f"{len(rules)} rules with {len(premises)} premises in one set are not safe")
        engine: Any = importlib.import_module("durable.engine")
        # It drops an action that took ten seconds by the clock on the wall, which a busy or a sleeping computer may need.
        engine._unix_now = lambda: 0.0  # noqa: SLF001 - there is no setting for it
        native = importlib.import_module("durable_rules_engine")
        heads = {head for head, _ in rules}
        self._inputs = sorted(set(premises) - heads)
        self._names = {signal: f"n{index}" for index, signal in enumerate([*self._inputs, *sorted(heads)])}
        self._derived: set[int | str] = set()
        self._stated: list[dict[str, Any]] = []
        self._errors: list[BaseException] = []
        passed_on = heads & set(premises)
        definition = {
            f"rule {index}": {
                "all": self._patterns(body, heads),
                "run": self._action(head, self._names[head] if head in passed_on else None),
            }
            for index, (head, body) in enumerate(rules)
        }
        definition["sentinel"] = {"all": [{"m": {_ON: True}}], "run": self._action(_ON, _CHAINED)}
        definition["second sentinel"] = {"all": [{"m": {_CHAINED: True}}], "run": self._action(_CHAINED, None)}
        self._rules = engine.Ruleset("rules", None, definition)
        handle = self._rules._handle  # noqa: SLF001 - Ruleset offers no deletion
        self.delete = weakref.finalize(self, native.delete_ruleset, handle)
        """Deletes the set; called by itself where a thread ends and nobody else did."""
        self.delete.atexit = False

    def _patterns(self, body: Sequence[int], heads: Collection[int]) -> list[dict[str, Any]]:
        """Return what a rule waits for: the fact of inputs with all of these, and each derived fact."""
        if not 1 <= len(body) <= MOST_TOGETHER:
            raise MachineFault(f"a rule with {len(body)} premises is not safe")
        given = [{self._names[each]: True} for each in body if each not in heads]
        facts: list[Any] = [{self._names[each]: True} for each in body if each in heads]
        if given:
            facts.insert(0, given[0] if len(given) == 1 else {"$and": given})
        return [{f"m{index}": fact} for index, fact in enumerate(facts)]

    def _action(self, conclusion: int | str, name: str | None) -> Callable[[Any], None]:
        """Return what a rule does: note the conclusion, and state it as a fact where rules of this set wait for it."""

        def conclude(closure: Any) -> None:  # noqa: ARG001 - durable-rules passes it
            try:
                if conclusion not in self._derived:
                    self._derived.add(conclusion)
                    if name is not None:
                        self._state({name: True})
            except BaseException as error:  # noqa: BLE001 - durable-rules would swallow it
                self._errors.append(error)

        return conclude

    def _state(self, content: dict[str, bool]) -> Any:
        fact = {"id": next(_ids), "sid": _SESSION, **content}
        self._stated.append(fact)
        return self._rules.assert_fact(fact)

    def derive(self, known: Collection[int]) -> set[int]:
        self._derived.clear()
        self._errors.clear()
        try:
            state = self._state({_ON: True, **{self._names[each]: True for each in self._inputs if each in known}})
            self._rules.do_actions(state, self._finished)
        except Exception as error:
            raise MachineFault(f"durable-rules failed: {error!r}") from error
        finally:
            self._retract()
        if self._errors:
            raise MachineFault(f"durable-rules failed: {self._errors[0]!r}") from self._errors[0]
        if not {_ON, _CHAINED} <= self._derived:
            raise MachineFault("durable-rules fell silent: a rule that always fires did not")
        return {each for each in self._derived if isinstance(each, int)}

    def _finished(self, error: object, state: object) -> None:  # noqa: ARG002 - durable-rules passes it
        if error:
            self._errors.append(error if isinstance(error, BaseException) else MachineFault(str(error)))

    def _retract(self) -> None:
        while self._stated:
            fact = self._stated.pop()
            try:
                self._rules.retract_fact(fact)
            except Exception as error:  # noqa: BLE001 - the first error is the one to report, and all must be retracted
                self._errors.append(error)


class Machines:
    """The machines of one thread, by the name of their rules; the one unused for longest goes first."""

    def __init__(self) -> None:
        self._machines: OrderedDict[str, RuleMachine] = OrderedDict()

    def __contains__(self, name: str) -> bool:
        return name in self._machines

    def get(self, name: str, sets: Sets | None = None) -> RuleMachine:
        """Return the machine of these rules; makes it where it is new. `sets` may be left out for one that is kept."""
        if name not in self._machines:
            if sets is None:
                raise KeyError(name)
            self._machines[name] = RuleMachine(sets)
            while len(self._machines) > _KEEP:
                self._machines.popitem(last=False)[1].close()
        self._machines.move_to_end(name)
        return self._machines[name]

    def drop(self, name: str) -> None:
        """Delete a machine that is not to be trusted any more."""
        if name in self._machines:
            self._machines.pop(name).close()


def answer(request: dict[str, Any], machines: Machines) -> dict[str, Any]:
    """Answer one request: `{"plans": {name: sets}, "questions": [[name, [signals]], …]}`."""
    plans = request["plans"]
    unknown = [name for name, _ in request["questions"] if name not in machines and name not in plans]
    if unknown:
        return {"unknown": unknown}
    try:
        derived = [sorted(machines.get(name, plans.get(name)).derive(known)) for name, known in request["questions"]]
    except ImportError as error:
        return {"missing": str(error)}
    except Exception as error:  # noqa: BLE001 - the other side decides what becomes of it
        return {"fault": str(error)}
    return {"derived": derived}


def serve() -> None:
    """Answer requests, one line of JSON each, until the other side goes away."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # whatever the engine prints must not end up among the answers
    warnings.simplefilter("ignore")  # durable-rules asks for the time in a way that Python 3.12 deprecates
    machines = Machines()
    for line in sys.stdin.buffer:
        request = json.loads(line)
        # Should the other side die while the engine hangs, nobody would be left to end this process.
        faulthandler.dump_traceback_later(request["limit"] + 5, exit=True)
        reply = answer(request, machines)
        faulthandler.cancel_dump_traceback_later()
        answers.write(json.dumps(reply).encode() + b"\n")


if __name__ == "__main__":
    serve()
