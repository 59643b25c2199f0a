"""Two texts under one document id are refused by every command that takes rules."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from small_rules import one_award

PROFILE = "所在地: 日照市\n认定: [{称号: 小巨人, 认定方式: 新认定, 认定日期: 2023-07-14}]\n已领奖补: []\n"
LIST = "编号,所在地,认定已知,小巨人认定日期,已领奖补（万元）\nA1,日照市,是,2023-07-14,0\n"


@pytest.mark.parametrize(
    "command", ["evaluate", "gap", "match", "simulate", "simulate --against", "rules", "show", "coverage"]
)
def test_every_command_that_takes_rules_refuses_it(
    zjtx: Callable[..., tuple[int, str, str]], tmp_path: Path, command: str
) -> None:
    (tmp_path / "firm.yaml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    both = [str(tmp_path / "old.yaml"), str(tmp_path / "new.yaml")]
    for path, amount in zip(both, ("10万元", "20万元"), strict=True):
        Path(path).write_text(one_award(amount), encoding="utf-8")
    rules = [part for path in both for part in ("--rules", path)]
    arguments = {
        "evaluate": ["evaluate", str(tmp_path / "firm.yaml"), *rules],
        "gap": ["gap", str(tmp_path / "firm.yaml"), *rules],
        "match": ["match", str(tmp_path / "firm.yaml"), *rules],
        "simulate": ["simulate", str(tmp_path / "list.csv"), *rules],
        "simulate --against": [
            *("simulate", str(tmp_path / "list.csv"), "--rules", both[0]),
            *("--against", both[0], "--against", both[1]),
        ],
        "rules": ["rules", *rules],
        "show": ["show", "award.a", *rules],
        "coverage": ["coverage", *both],
    }
    code, _, err = zjtx(*arguments[command])
    assert "duplicate-id" in err
    assert code == 2


def test_an_old_and_a_new_plan_under_one_id_may_be_compared(
    zjtx: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    """One rule set holds one text of a document; `--against` and `diff` hold two rule sets."""
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    for name, amount in (("old", "10万元"), ("new", "20万元")):
        (tmp_path / f"{name}.yaml").write_text(one_award(amount), encoding="utf-8")
    old, new = str(tmp_path / "old.yaml"), str(tmp_path / "new.yaml")
    code, out, err = zjtx(
        *("simulate", str(tmp_path / "list.csv"), "--as-of", "2023-09-01", "--rules", new, "--against", old)
    )
    assert (code, err) == (0, "")
    assert "20万元" in out
    assert zjtx("diff", old, new)[0] == 1
