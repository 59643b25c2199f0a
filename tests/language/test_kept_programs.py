"""What is kept of rule sets: bounded, by content and never by a name, safe between threads, gone with the rule set."""

from __future__ import annotations

import ast
import gc
import os
import subprocess
import sys
import threading
import weakref
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import zjtx_rules
from small_rules import NEW_GIANT, one_award
from zjtx_rules import EnterpriseProfile, RuleSet, evaluate, evaluate_table, load, load_text
from zjtx_rules.language.kept import Kept, kept
from zjtx_rules.reasoning.program import MOST_KEPT
from zjtx_rules.terms.regions import REGIONS

AS_OF = date(2023, 9, 1)
REGION_CODES = [code for code in REGIONS if not code.endswith("0000")]
ROOT = Path(zjtx_rules.__file__).parent
FIRM = EnterpriseProfile.model_validate(
    {
        "region": "日照市",
        "recognitions": [{"title": "little_giant", "kind": "new", "date": "2023-07-14"}],
        "awards_received": [],
        "facts": {"eq": "6万元"},
    }
)


def rules_of(amount: str = "10万元", least: str = "5万元", label: str = "设备投资") -> RuleSet:
    when = f"{{all: [{NEW_GIANT}, {{fact: eq, at_least: {least}}}]}}"
    facts = f"[{{id: eq, label: {label}, type: money}}]"
    return load_text(one_award(amount, when=when, facts=facts), "same name.yaml")


def paid(rules: RuleSet) -> str:
    return str(evaluate(FIRM, rules, AS_OF).awards.payable.total.fixed.ceiling)


def test_the_one_unused_for_longest_goes_first() -> None:
    cache, made = Kept(2), list[str]()

    def get(key: str) -> str:
        return cache.get(key, lambda: made.append(key) or key)  # type: ignore[func-returns-value]

    assert [get(each) for each in "abacab"] == list("abacab")
    assert made == ["a", "b", "c", "b"]
    assert len(cache) == 2


def test_two_threads_that_make_the_same_get_the_same() -> None:
    cache, both = Kept(2), threading.Barrier(2)
    found: list[object] = []

    def ask() -> None:
        def make() -> object:
            both.wait(5)
            return object()

        found.append(cache.get("key", make))

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert found[0] is found[1]


def test_many_threads_leave_no_more_than_the_bound() -> None:
    cache, wrong = Kept(8), list[object]()

    def ask(seed: int) -> None:
        for number in range(2_000):
            key = (number * seed) % 23
            if cache.get(key, lambda key=key: key * 2) != key * 2:
                wrong.append(key)

    threads = [threading.Thread(target=ask, args=(seed,)) for seed in range(1, 9)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert not wrong
    assert len(cache) == 8


def test_what_raises_is_not_kept() -> None:
    cache = Kept(2)
    with pytest.raises(ZeroDivisionError):
        cache.get("a", lambda: 1 // 0)
    assert cache.get("a", lambda: 5) == 5


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_fork_in_the_middle_of_a_look_up_can_still_ask() -> None:
    from zjtx_rules.language.kept import _Lock  # noqa: PLC0415 - the lock that a fork could find taken

    with _Lock.held:
        child = os.fork()
        if child == 0:
            os._exit(0 if Kept(1).get("a", lambda: 1) == 1 else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_programs_are_of_the_content_and_not_of_a_name() -> None:
    """Two rule sets with one file name, one document id and one clause id: each pays its own sum."""
    first, second = rules_of("10万元"), rules_of("20万元")
    assert [paid(each) for each in (first, second, first, second)] == ["10万元", "20万元"] * 2


def test_declared_facts_are_of_the_content_and_not_of_a_name() -> None:
    """A file with other facts, made from the same one: 6万元 are at least 5万元 and not at least 7万元."""
    rules, other = rules_of(), rules_of(label="设备投入", least="7万元")
    rules.files[0].facts("enterprise")
    changed = replace(rules.files[0], rules=other.files[0].rules)
    assert changed.facts("enterprise")["eq"].label.zh == "设备投入"
    assert [paid(RuleSet((each,))) for each in (rules.files[0], changed)] == ["10万元", "0元"]


def test_what_tables_ask_is_of_the_content_and_not_of_a_name() -> None:
    table = pl.DataFrame({"applicant": ["1"], "region": ["日照市"], "facts.eq": ["6万元"]})
    held = pl.DataFrame({"applicant": ["1"], "title": ["little_giant"], "kind": ["new"], "date": [date(2023, 7, 14)]})
    received = pl.DataFrame({"applicant": pl.Series([], dtype=pl.String)})

    def total(rules: RuleSet) -> Any:
        found = evaluate_table(table, recognitions=held, awards_received=received, rules=rules, as_of=AS_OF)
        return found.table["payable#fixed_ceiling"].item()

    first, second = rules_of("10万元"), rules_of("20万元")
    wan = 1_000_000
    assert [total(each) for each in (first, second, first)] == [10 * wan, 20 * wan, 10 * wan]


def test_the_second_engine_is_of_the_content_and_not_of_a_name() -> None:
    pytest.importorskip("durable.lang")
    for amount, least in (("10万元", "5万元"), ("10万元", "7万元"), ("10万元", "5万元")):
        rules = rules_of(amount, least)
        answer = evaluate(FIRM, rules, AS_OF, cross_check=True)
        assert str(answer.awards.payable.total.fixed.ceiling) == ("10万元" if least == "5万元" else "0元")


def test_allowances_are_of_the_content_and_not_of_a_name() -> None:
    from zjtx_rules.analysis.suppressions import allowances  # noqa: PLC0415 - beside its only use

    text = rules_of().files[0].source
    assert allowances(text) == {}
    assert allowances(replace(text, text=text.text + "# zjtx: allow unused-reading\n")) != {}


def test_files_of_other_processes_are_of_the_content_and_not_of_a_name() -> None:
    from zjtx_rules.language.loading import file_again, set_again  # noqa: PLC0415 - likewise

    first, second = rules_of("10万元").files[0], rules_of("20万元").files[0]
    assert file_again(*first.told).rules == first.rules
    assert file_again(*second.told).rules == second.rules
    assert [paid(set_again(each.told)) for each in (first, second)] == ["10万元", "20万元"]


BAND = load("rizhao")


@pytest.mark.parametrize("name", ["rizhao", "model_city"])
def test_many_different_questions_leave_no_more_than_the_bound(name: str) -> None:
    own = load_text(load(name).files[0].source.text, "own")
    firm = FIRM.model_copy(update={"facts": {}})
    for number in range(MOST_KEPT + 20):
        if name == "rizhao":
            evaluate(firm, own, AS_OF, readings={"revenue_band": f"band:{number + 1}%"}, explain=False)
        else:
            evaluate(firm, own, AS_OF, adopting=REGION_CODES[number], explain=False)
    for what in ("programs of enterprise", "questions"):
        assert len(kept(own, what, MOST_KEPT)) == MOST_KEPT


GROWTH = """
import os
from datetime import date
from pathlib import Path
from zjtx_rules import EnterpriseProfile, evaluate, load, load_text

own = load_text(load("rizhao").files[0].source.text, "own")
firm = EnterpriseProfile.model_validate({held})

def megabytes():
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20

as_of = date.fromisoformat("{as_of}")
evaluate(firm, own, as_of)  # what is imported and kept once is no part of it either
before = megabytes()
for number in range(300):
    evaluate(firm, own, as_of, readings={{"revenue_band": f"band:{{number / 100 + 1}}%"}})
print(megabytes() - before)
"""
"""In a process of its own: what other tests left to the allocator is no part of it."""


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is measured as Linux tells it")
def test_three_hundred_readings_take_less_than_forty_megabytes() -> None:
    held = FIRM.model_copy(update={"facts": {}}).model_dump(mode="json", exclude_none=True)
    script = GROWTH.format(held=held, as_of=AS_OF)
    grown = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)  # noqa: S603 - our own script
    assert int(grown.stdout) < 40


def test_what_is_kept_goes_with_the_rule_set() -> None:
    rules = rules_of()
    table = pl.DataFrame({"applicant": ["1"], "region": ["日照市"]})
    evaluate(FIRM, rules, AS_OF).explain()
    evaluate_table(table, rules=rules, as_of=AS_OF)
    gone = weakref.ref(rules)
    del rules
    gc.collect()
    assert gone() is None


def test_a_rule_set_holds_nothing_but_its_files() -> None:
    rules = rules_of()
    paid(rules)
    assert set(RuleSet.__slots__) == {"files", "__weakref__"}
    assert "Program" not in repr(rules)


def unbounded_caches() -> list[str]:
    """Return every cache without a bound whose function takes arguments and whose line does not say what bounds them."""
    found = []
    for path in ROOT.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        for node in ast.walk(ast.parse(text)):
            for each in getattr(node, "decorator_list", ()):
                said = ast.unparse(each)
                unbounded = said.rpartition(".")[2] == "cache" or ("lru_cache" in said and "maxsize=None" in said)
                if unbounded and ast.unparse(node.args) and "#" not in lines[each.lineno - 1]:
                    found.append(f"{path.relative_to(ROOT)}: {node.name}")
    return found


def test_a_cache_without_a_bound_says_what_bounds_it() -> None:
    """`@lru_cache(maxsize=…)`, or `@cache  # the kinds of applicant`, for a function that is asked of nothing that callers make up."""
    assert unbounded_caches() == []
