"""Time over inputs with many mistakes: the same input in two sizes, one four times the other.

`python benchmarks/linear.py` prints the processor time of both and their ratio: about four where time is linear.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from zjtx_rules import InputError
from zjtx_rules.files import parse_yaml
from zjtx_rules.profile import read_profile

SIZES = 2_500, 10_000
INPUTS: dict[str, Callable[[int], str]] = {
    "unknown keys": lambda count: "".join(f"key{number}: 1\n" for number in range(count)),
    "unknown titles": lambda count: "认定:\n" + "".join(f"- {{称号: 创业基地{number}}}\n" for number in range(count)),
    "unknown places": lambda count: (
        "登记沿革:\n" + "".join(f"- {{登记地: 日照{number}市}}\n" for number in range(count))
    ),
    "no sums": lambda count: "已领奖补:\n" + "".join(f"- {{金额: {number}万圆}}\n" for number in range(count)),
    "nothing wrong": lambda count: (
        "已领奖补:\n" + "".join(f"- {{金额: 1元, 条款: x{number}}}\n" for number in range(count))
    ),
}


def seconds(text: str) -> float:
    """Return the processor time that reading a profile takes, its mistakes said."""
    start = time.process_time()
    try:
        read_profile(parse_yaml(text, "firm.yaml"))
    except InputError as error:
        error.render()
    return time.process_time() - start


if __name__ == "__main__":
    for name, make in INPUTS.items():
        small, large = (min(seconds(make(size)) for _ in range(3)) for size in SIZES)
        print(f"{name}: {small:.2f} s for {SIZES[0]:,}, {large:.2f} s for {SIZES[1]:,}, {large / small:.1f} times")
