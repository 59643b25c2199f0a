"""One virtual environment for each peer, so that none disturbs another or the project's own.

They lie in `benchmarks/.venvs` and are made anew when what they need has changed. Standard library only.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent.parent
HOME: Final = ROOT / "benchmarks" / ".venvs"


@dataclass(frozen=True, slots=True)
class Environment:
    """What is installed together."""

    name: str
    requirements: tuple[str, ...]
    settings: Mapping[str, str] = field(default_factory=dict)
    """Settings of the shell while it is installed."""


OURS: Final = Environment("ours", (f"{ROOT}[table]", "numpy>=2", "pyarrow>=24", "duckdb>=1.4"))
"""Hand-written Polars, NumPy and DuckDB live here too: the same versions as those that ours runs on."""
OPENFISCA: Final = Environment("openfisca", ("openfisca-core>=43",))
ZEN: Final = Environment("zen", ("zen-engine>=2",))
DURABLE: Final = Environment(
    "durable",
    ("durable_rules==2.0.28", "setuptools"),
    {"CPPFLAGS": "-DPyEval_CallObject=PyObject_CallObject"},  # or it does not import on Python 3.13
)


class Unavailable(Exception):  # noqa: N818 - the word of the table
    """Raised when an environment cannot be made here: no network, no compiler."""


def interpreter(environment: Environment) -> Path:
    """Return the Python of an environment, made first where it is not there.

    Raises:
        Unavailable: With the last line of what pip says.
    """
    home = HOME / environment.name
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted = "\n".join(environment.requirements)
    done = home / ".installed"
    if done.exists() and done.read_text(encoding="utf-8") == wanted:
        return python
    print(f"pip install {' '.join(environment.requirements)}", file=sys.stderr)
    venv.create(home, with_pip=True, clear=True)
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for requirement in environment.requirements:
        command += ["--editable", requirement] if requirement.startswith(str(ROOT)) else [requirement]
    found = subprocess.run(  # noqa: S603 - our own command
        command, env=os.environ | dict(environment.settings), capture_output=True, text=True, check=False
    )
    if found.returncode:
        said = [line for line in found.stderr.splitlines() if line.strip()]
        errors = [line for line in said if "error" in line.lower()] or said
        raise Unavailable(errors[-1] if errors else f"pip: exit code {found.returncode}")
    done.write_text(wanted, encoding="utf-8")
    return python
