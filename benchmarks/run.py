"""Speed, measured in one run beside the same work done by hand: `make benchmark`, or `python benchmarks/run.py`.

Times are the best of several rounds. What counts are the ratios: the machine cancels out. Before anything is timed, the
hand-written functions and the engine must give the same award.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import by_hand
from zjtx_rules import EnterpriseProfile, RuleSet, evaluate, load, load_text, read_profile
from zjtx_rules.files import read
from zjtx_rules.language import bundled_files
from zjtx_rules.words import Words

AS_OF = date(2023, 9, 1)
ROOT = Path(__file__).parent.parent
PAYING = {"tier", "award", "subsidy", "no_duplication"}


def best(work: Callable[[], object], seconds: float = 0.4) -> float:
    """Return the best time of one call, in seconds."""
    work()
    started = time.perf_counter()
    work()
    number = max(1, int(0.02 / max(time.perf_counter() - started, 1e-9)))
    fastest, until = float("inf"), time.perf_counter() + seconds
    while time.perf_counter() < until:
        started = time.perf_counter()
        for _ in range(number):
            work()
        fastest = min(fastest, (time.perf_counter() - started) / number)
    return fastest


def cold(code: str) -> float:
    """Return the time that a statement takes in a new interpreter, the interpreter's own start taken off."""

    def spent(body: str) -> float:
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", body], check=True)  # noqa: S603 - our own interpreter and statement
        return time.perf_counter() - started

    return min(spent(code) for _ in range(5)) - min(spent("pass") for _ in range(5))


def paying_only() -> RuleSet:
    """Return the bundled rule files with nothing but eligibility, awards and subsidies: what the hand-written code covers."""
    from zjtx_rules.files import dump_yaml, parse_yaml  # noqa: PLC0415 - only here

    texts = []
    for name, path in bundled_files().items():
        data = parse_yaml(path.read_text(encoding="utf-8"), name).data
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
    everything, rizhao, paying = load(), load("rizhao"), paying_only()
    answer = evaluate(profile, rizhao, AS_OF)
    by_engine = answer.awards.payable.total.up_to.floor.yuan
    if not by_engine == by_hand.traced(firm, AS_OF)["up_to"] == by_hand.plain(firm, AS_OF)[1]:
        raise AssertionError("the engine and the hand-written functions disagree")

    data = profile.model_dump(mode="json")
    rows: list[tuple[Words, float]] = [
        (Words("手写函数，无轨迹（日照）", "by hand, no trace (Rizhao)"), best(lambda: by_hand.plain(firm, AS_OF))),
        (
            Words("手写函数，有轨迹（日照）", "by hand, with a trace (Rizhao)"),
            best(lambda: by_hand.traced(firm, AS_OF)),
        ),
    ]
    for label, rules in (
        (Words("日照，全部条款", "Rizhao, every clause"), rizhao),
        (Words("全部规则，仅资格与奖补", "all rule files, eligibility and money only"), paying),
        (Words("全部规则，全部条款", "all rule files, every clause"), everything),
    ):
        count = sum(1 for _ in rules.clauses())
        for explain, word in ((True, Words("有解释", "explained")), (False, Words("无解释", "not explained"))):
            spent = best(lambda rules=rules, explain=explain: evaluate(profile, rules, AS_OF, explain=explain))
            rows.append((Words(f"{label.zh}（{count}条），{word.zh}", f"{label.en} ({count}), {word.en}"), spent))
    rows += [
        (
            Words("写成 JSON 文档（全部规则）", "the JSON document (all rules)"),
            best(lambda: evaluate(profile, everything, AS_OF).model_dump_json()),
        ),
        (Words("校验申报资料", "validating the profile"), best(lambda: EnterpriseProfile.model_validate(data))),
    ]
    unit = rows[1][1]
    print(f"Python {sys.version.split()[0]}；{AS_OF}；{profile.name}")
    for words, spent in rows:
        print(f"{spent * 1e6:>12.1f} µs {spent / unit:>9.1f}×   {words.zh} / {words.en}")
    loading = best(
        lambda: [load_text(path.read_text(encoding="utf-8"), name) for name, path in bundled_files().items()]
    )
    print(f"{loading * 1e3:>12.1f} ms              载入全部规则文件 / loading all rule files")
    print(f"{cold('import zjtx_rules') * 1e3:>12.1f} ms              import zjtx_rules")
    both = cold("import zjtx_rules; zjtx_rules.load()")
    print(f"{both * 1e3:>12.1f} ms              import zjtx_rules; load()")


if __name__ == "__main__":
    main()
