"""Renders what a gallery entry says: the whole message for `bad.yaml`, and for the policy texts beside it if there are any."""

import os
from pathlib import Path

from zjtx_rules.analysis.checking import check
from zjtx_rules.presentation.checking import as_text


def rendered(folder: Path) -> str:
    """Return the report on the bad file of a gallery entry, with the file named without its folder."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        return as_text(check(["bad.yaml"], sources="sources" if Path("sources").is_dir() else None)) + "\n"
    finally:
        os.chdir(before)
