"""The luck of a row: the published generator, exact whole numbers, and nothing but seed, number and name."""

from __future__ import annotations

from hashlib import blake2b

import polars as pl

from zjtx_rules.populations.synthetic.draws import Draws, _mix

WHOLE = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15


def mixed(state: int) -> int:
    """Return what SplitMix64 makes of a state, in plain Python."""
    state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & WHOLE
    state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & WHOLE
    return state ^ (state >> 31)


def number_of(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


def bits(seed: int, number: int, name: str) -> int:
    key = mixed((number * GOLDEN + number_of(f"seed {seed}")) & WHOLE)
    return mixed((key + number_of(name)) & WHOLE)


def test_the_hash_is_splitmix64() -> None:
    # The first numbers of SplitMix64 from the state 1234567, as published with its reference implementation.
    states = pl.Series([(1234567 + GOLDEN * step) & WHOLE for step in (1, 2, 3, 4, 5)], dtype=pl.UInt64)
    assert _mix(states).to_list() == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]


def test_bits_are_those_of_plain_arithmetic() -> None:
    drawn = Draws.of(42, 0, 50).bits("industry").to_list()
    assert drawn == [bits(42, number, "industry") for number in range(50)]


def test_a_number_below_a_span_is_the_upper_half_scaled() -> None:
    drawn = Draws.of(42, 0, 50).below("day", 2557).to_list()
    assert drawn == [(bits(42, number, "day") >> 32) * 2557 >> 32 for number in range(50)]


def test_a_row_does_not_depend_on_the_rows_beside_it() -> None:
    together = Draws.of(7, 0, 100).bits("any").to_list()
    assert Draws.of(7, 60, 70).bits("any").to_list() == together[60:70]


def test_another_seed_gives_other_luck() -> None:
    assert Draws.of(7, 0, 10).bits("any").to_list() != Draws.of(8, 0, 10).bits("any").to_list()


def test_a_chance_comes_true_in_its_share_of_the_rows() -> None:
    # 100,000 tries at 25 %: the standard deviation is 137; five of them are exceeded once in two million seeds.
    drawn = Draws.of(1, 0, 100_000).chance("any", 2500).sum()
    assert abs(drawn - 25_000) < 5 * 137


def test_a_chance_may_differ_from_row_to_row() -> None:
    luck = Draws.of(1, 0, 1000)
    shares = pl.Series([0, 10_000] * 500)
    assert luck.chance("any", shares).to_list() == [False, True] * 500


def test_choices_come_in_their_weights() -> None:
    counts = Draws.of(1, 0, 100_000).pick("any", [1, 0, 3]).value_counts().sort("").rows()
    assert [index for index, _ in counts] == [0, 2]
    assert abs(counts[0][1] - 25_000) < 5 * 137


def test_without_a_rate_nothing_is_left_out() -> None:
    assert Draws.of(1, 0, 1000).judged("any", 5000, 0).null_count() == 0


def test_leaving_out_more_changes_nothing_of_what_is_left() -> None:
    luck = Draws.of(1, 0, 1000)
    whole, gaps = luck.judged("any", 5000, 0), luck.judged("any", 5000, 2000)
    assert [each for each in zip(whole, gaps, strict=True) if each[1] is not None and each[0] != each[1]] == []
