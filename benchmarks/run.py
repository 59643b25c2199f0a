"""Speed, measured in one run beside the same work done by hand: `make benchmark`, or `python benchmarks/run.py`.

Times are the best of several rounds. What counts are the ratios: the machine cancels out. Before anything is timed, the
hand-written functions and the engine must give the same award.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import by_hand
from zjtx_rules import EnterpriseProfile, RuleSet, evaluate, load, load_text, read_profile
from zjtx_rules.files import read
from zjtx_rules.language import bundled_files
from zjtx_rules.words import Words

AS_OF = date(2023, 9, 1)
ROOT = Path(__file__).parent.parent
PAYING = {"tier", "award", "subsidy", "no_duplication"}


def best_of_all(works: Sequence[Callable[[], object]], seconds: float = 8) -> list[float]:
    """Return the best time of one call of each, in seconds; all take turns, so that a busy moment spoils none of the ratios."""
    numbers = []
    for work in works:
        work()
        started = time.perf_counter()
        work()
        numbers.append(max(1, int(0.01 / max(time.perf_counter() - started, 1e-9))))
    fastest, until = [float("inf")] * len(works), time.perf_counter() + seconds
    while time.perf_counter() < until:
        for at, (work, number) in enumerate(zip(works, numbers, strict=True)):
            started = time.perf_counter()
            for _ in range(number):
                work()
            fastest[at] = min(fastest[at], (time.perf_counter() - started) / number)
    return fastest


def cold(*statements: str, times: int = 10) -> list[float]:
    """Return the least processor time of each statement in a new interpreter, the interpreter's own start taken off.

    Bytecode is kept between the runs, as it is after an install.
    """
    with tempfile.TemporaryDirectory() as kept:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = kept

        def spent(body: str) -> float:
            timed = f"{body}; import time; print(time.process_time())"
            command = [sys.executable, "-c", timed]
            return float(subprocess.run(command, check=True, env=environment, capture_output=True).stdout)  # noqa: S603 - our own interpreter and statements

        bodies = ("pass", *statements)
        runs = [[spent(body) for body in bodies] for _ in range(times + 1)][1:]
    start, *found = (min(each) for each in zip(*runs, strict=True))
    return [each - start for each in found]


def written_out(name: str) -> dict[str, Any]:
    """Return the data of a bundled rule file without sections and named conditions."""
    from zjtx_rules.files import parse_yaml  # noqa: PLC0415 - only here
    from zjtx_rules.language.expanding import expand  # noqa: PLC0415 - likewise

    data: dict[str, Any] = expand(parse_yaml(bundled_files()[name].read_text(encoding="utf-8"), name))[0].data
    return data


def workload() -> RuleSet:
    """Return what the hand-written functions cover and no more: 二2, the seven awards of 三（一）2, the highest only."""
    from zjtx_rules.files import dump_yaml  # noqa: PLC0415 - only here

    data = written_out("rizhao")
    wanted = {"pool.conditions", "no_duplication"} | {clause for clause, *_ in by_hand.AWARDS}
    for document in data["documents"]:
        document["gates"] = []
        document["clauses"] = [each for each in document["clauses"] if each["id"] in wanted]
        for each in document["clauses"]:
            if each["kind"] == "no_duplication":
                each["among"] = ["award.*"]
    return load_text(dump_yaml(data), "rizhao")


def paying_only() -> RuleSet:
    """Return the bundled rule files with nothing but eligibility, awards and subsidies: what the hand-written code covers."""
    from zjtx_rules.files import dump_yaml  # noqa: PLC0415 - only here

    texts = []
    for name in bundled_files():
        data = written_out(name)
        for document in data["documents"]:
            kept = [each for each in document["clauses"] if each["kind"] in PAYING]
            document["clauses"] = kept or document["clauses"][:1]
        texts.append(load_text(dump_yaml(data), name))
    return RuleSet(tuple(each for one in texts for each in one.files))


def main() -> None:
    """Measure and print one table."""
    source = read(str(ROOT / "examples" / "rizhao-firm.yaml"))
    profile = read_profile(source)
    if not isinstance(profile, EnterpriseProfile):
        raise TypeError(profile)
    firm = by_hand.flattened(profile, AS_OF)
    everything, rizhao, paying, same = load(), load("rizhao"), paying_only(), workload()
    for rules in (rizhao, same):
        answer = evaluate(profile, rules, AS_OF)
        by_engine = answer.awards.payable.total.up_to.floor.yuan
        if not by_engine == by_hand.traced(firm, AS_OF)["up_to"] == by_hand.plain(firm, AS_OF)[1]:
            raise AssertionError("the engine and the hand-written functions disagree")

    data = profile.model_dump(mode="json")
    works: list[tuple[Words, Callable[[], object]]] = [
        (Words("手写函数，无轨迹（日照）", "by hand, no trace (Rizhao)"), lambda: by_hand.plain(firm, AS_OF)),
        (Words("手写函数，有轨迹（日照）", "by hand, with a trace (Rizhao)"), lambda: by_hand.traced(firm, AS_OF)),
    ]
    for label, rules in (
        (Words("日照，与手写函数同样的条款", "Rizhao, the same clauses as by hand"), same),
        (Words("日照，全部条款", "Rizhao, every clause"), rizhao),
        (Words("全部规则，仅资格与奖补", "all rule files, eligibility and money only"), paying),
        (Words("全部规则，全部条款", "all rule files, every clause"), everything),
    ):
        count = sum(1 for _ in rules.clauses())
        for explain, word in ((True, Words("有解释", "explained")), (False, Words("无解释", "not explained"))):
            works.append(
                (
                    Words(f"{label.zh}（{count}条），{word.zh}", f"{label.en} ({count}), {word.en}"),
                    lambda rules=rules, explain=explain: evaluate(profile, rules, AS_OF, explain=explain),
                )
            )
    works += [
        (
            Words("写成 JSON 文档（全部规则）", "the JSON document (all rules)"),
            lambda: evaluate(profile, everything, AS_OF).model_dump_json(),
        ),
        (Words("校验申报资料", "validating the profile"), lambda: EnterpriseProfile.model_validate(data)),
        (
            Words("载入全部规则文件", "loading all rule files"),
            lambda: [load_text(path.read_text(encoding="utf-8"), name) for name, path in bundled_files().items()],
        ),
    ]
    times = best_of_all([work for _, work in works])
    unit = times[1]
    print(f"Python {sys.version.split()[0]}；{AS_OF}；{profile.name}")
    for (words, _), spent in zip(works, times, strict=True):
        print(f"{spent * 1e6:>12.1f} µs {spent / unit:>9.1f}×   {words.zh} / {words.en}")
    statements = "import zjtx_rules", "import zjtx_rules; zjtx_rules.load()"
    for statement, spent in zip(statements, cold(*statements), strict=True):
        print(
            f"{spent * 1e3:>12.1f} ms              {statement}（新进程的处理器时间，10次中最少 / processor time of a new process, least of 10）"
        )


if __name__ == "__main__":
    main()
