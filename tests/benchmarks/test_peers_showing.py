"""The table of the benchmarks says what was measured, beside what, and what could not be."""

from __future__ import annotations

import pytest

import environments
import run
from protocol import ONE, Timed
from showing import Result, table
from timing import Spent

MACHINE = {"python": "3.11", "system": "Linux x86_64", "cores": 2, "load": 0.1, "at": "2026-11-21T06:00+00:00"}


def test_the_ratio_is_to_the_yardstick_measured_with_it() -> None:
    result = Result(MACHINE, {}, timed=[Timed(ONE, "a peer", Spent(30e-6, 28e-6), Spent(2e-6, 2e-6), 1)])
    row = next(line for line in table(result).splitlines() if line.startswith("a peer"))
    assert row.split()[2:] == ["30.000", "33,333", "15.00", "28.000", "14.00"]


def test_what_could_not_be_measured_is_named_with_the_reason() -> None:
    assert table(Result(MACHINE, {"zen": "no network"})).splitlines()[-1] == "zen: no network"


def test_a_peer_that_cannot_be_installed_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def interpreter(environment: environments.Environment) -> str:
        if environment is environments.DURABLE:
            raise environments.Unavailable("error: command 'cc' failed")
        return environment.name

    monkeypatch.setattr(run, "interpreter", interpreter)
    found, missing = run.pythons(["ours", "zen", "durable"], here=False)
    assert sorted(found) == ["ours", "zen"]
    assert missing == {"durable": "error: command 'cc' failed"}


def test_an_unknown_peer_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run.read_options(["--peers", "drools"])
    assert ended.value.code == 2
    assert "drools" in capsys.readouterr().err
