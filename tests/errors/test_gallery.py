import re
from pathlib import Path

import pytest
from gallery import rendered

from zjtx_rules.analysis.checks import CHECKS

FOLDER = Path(__file__).parent
ENTRIES = sorted(path.parent.name for path in FOLDER.glob("*/bad.yaml"))


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_bad_file_gives_the_whole_message_expected(entry: str) -> None:
    assert rendered(FOLDER / entry) == (FOLDER / entry / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_entry_is_named_after_the_code_that_it_shows(entry: str) -> None:
    codes = re.findall(r"\[([a-z-]+)\]:", (FOLDER / entry / "expected.txt").read_text(encoding="utf-8"))
    assert any(entry == code or entry.startswith(f"{code}-") for code in codes) or len(set(codes)) > 2


@pytest.mark.parametrize("entry", [each for each in ENTRIES if each not in CHECKS and each != "several-mistakes"])
def test_one_mistake_that_keeps_a_file_from_loading_gives_one_message(entry: str) -> None:
    assert (FOLDER / entry / "expected.txt").read_text(encoding="utf-8").endswith("：1处错误\n")
