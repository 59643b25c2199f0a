"""Ours beside its peers: `make benchmark-peers`, or `python benchmarks/peers/run.py [--help]`. Standard library only.

Every peer answers the workload in an environment of its own; its answers are held against ours row by row, and a difference
ends the run with that row. Only then is anything timed. A peer that cannot be installed here is named, and the run goes on.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import cold
import environments
from environments import HOME, ROOT, Unavailable, interpreter
from protocol import DIFFER, Timed
from showing import Cold, Result, Scale, table

HERE = Path(__file__).parent
DATA = ROOT / "benchmarks" / ".data"
SEED = 1
PART = 250_000
"""Firms in a part of a population that is larger than one."""
IN_ONE = 1_000_000
"""The most firms that are asked for at once; more are asked for in parts."""

PEERS = (
    (environments.OURS, "peer_ours.py"),
    (environments.OPENFISCA, "peer_openfisca.py"),
    (environments.ZEN, "peer_zen.py"),
    (environments.DURABLE, "peer_durable.py"),
)


class Failed(Exception):  # noqa: N818 - the word of the table
    """Raised when a step ended badly; with what it said."""


def saying(text: str) -> None:
    """Say what is going on, to a person who watches."""
    if sys.stderr.isatty():
        print(f"… {text}", file=sys.stderr)


def run(python: Path, script: str, *arguments: str) -> str:
    """Run a script of this folder, and return the last line it printed.

    Raises:
        Failed: If it did not end well.
    """
    path = os.pathsep.join([str(HERE), str(ROOT / "src")]) if python == OURS_HERE else str(HERE)
    found = subprocess.run(  # noqa: S603 - our own scripts
        [str(python), str(HERE / script), *arguments],
        env=os.environ | {"PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=None if script == "prepare.py" and sys.stderr.isatty() else subprocess.PIPE,
        text=True,
        check=False,
    )
    if found.returncode:
        raise Failed((found.stderr or f"{script}: exit code {found.returncode}").strip())
    lines = found.stdout.strip().splitlines()
    return lines[-1] if lines else ""


OURS_HERE = Path(sys.executable)


def made(python: Path, name: str, *arguments: str) -> Path:
    """Return a folder of the population, made where it is not there."""
    folder = DATA / name
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        saying(f"population {name}")
        run(python, "prepare.py", str(folder), *arguments)
    return folder


def _fingerprint() -> str:
    """Return what tells this population from one of another seed, or drawn by other code."""
    text = b"".join((HERE / name).read_bytes() for name in ("population.py", "prepare.py", "workload.py"))
    return f"{SEED}-{hashlib.sha256(text).hexdigest()[:8]}"


def pythons(wanted: Sequence[str], *, here: bool) -> tuple[dict[str, Path], dict[str, str]]:
    """Return the Python of each environment, and of those that cannot be made the reason."""
    found, missing = {}, {}
    for environment, _ in PEERS:
        if environment.name not in wanted:
            continue
        if environment is environments.OURS and here:
            found[environment.name] = OURS_HERE
            continue
        try:
            found[environment.name] = interpreter(environment)
        except (Unavailable, OSError) as error:
            missing[environment.name] = str(error)
    return found, missing


def workload(options: argparse.Namespace, found: dict[str, Path], result: Result) -> None:
    """Let every peer answer and be timed."""
    # The rule files and the code may have changed since, and with them what ours answers.
    name = f"workload-{options.rows}-{options.single}-{_fingerprint()}"
    shutil.rmtree(DATA / name, ignore_errors=True)
    folder = made(found["ours"], name, str(options.rows), str(SEED), str(options.single))
    for environment, script in PEERS:
        if environment.name not in found:
            continue
        saying(script.removesuffix(".py").replace("_", " "))
        try:
            said = json.loads(run(found[environment.name], script, str(folder), str(options.seconds)))
        except Failed as error:
            if DIFFER in str(error) or environment is environments.OURS:
                raise
            result.missing[environment.name] = str(error).splitlines()[-1]
            continue
        result.versions[environment.name] = said["version"]
        result.timed += [Timed.read(each) for each in said["timed"]]


def scaled(options: argparse.Namespace, python: Path, result: Result) -> None:
    """Ask for more and more firms, each time in a new process."""
    rows = 1000
    while rows <= options.most:
        folder = made(python, f"parts-{rows}-{_fingerprint()}", str(rows), str(SEED), "--parts", str(PART))
        ways = (["whole"] if rows <= IN_ONE else []) + (["parts"] if rows > PART else [])
        for way in ways:
            saying(f"{rows:,} firms, {way}")
            try:
                result.scale.append(Scale(**json.loads(run(python, "scale.py", str(folder), way))))
            except Failed as error:
                result.missing[f"{rows:,} ({way})"] = str(error).splitlines()[-1]
        rows *= 10


def started(found: dict[str, Path], result: Result) -> None:
    """Measure what it takes to get ready, each time in a new process."""
    for label, environment, statement in cold.STATEMENTS:
        if environment in found and environment not in result.missing:
            saying(label)
            path = os.pathsep.join([str(HERE), str(ROOT / "src")] if found[environment] == OURS_HERE else [str(HERE)])
            spent = cold.spent(found[environment], statement, os.environ | {"PYTHONPATH": path})
            if spent is not None:
                result.cold.append(Cold(label, spent))


def machine() -> dict[str, Any]:
    """Return on what all this was measured."""
    load: Callable[[], tuple[float, ...]] | None = getattr(os, "getloadavg", None)
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "load": round(load()[0], 1) if load else None,
        "at": datetime.now(UTC).isoformat(timespec="minutes"),
    }


def read_options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Return what the command asks for."""
    parser = argparse.ArgumentParser(description="本项目与同类引擎的速度比较 / ours beside its peers")
    parser.add_argument("--rows", type=int, default=1_000_000, help="整表的企业数 / firms in the tables (1000000)")
    parser.add_argument("--single", type=int, default=5000, help="逐家比对的企业数 / firms asked one by one (5000)")
    parser.add_argument("--seconds", type=float, default=2.0, help="每项至少测多久 / seconds for each measurement (2)")
    parser.add_argument(
        "--most", type=int, default=1_000_000, help="规模测试的上限 / most firms of the scale (1000000)"
    )
    parser.add_argument(
        "--only", nargs="+", choices=["workload", "scale", "cold"], help="只测其中几部分 / only these parts"
    )
    parser.add_argument(
        "--peers", nargs="*", default=["openfisca", "zen", "durable"], help="要比较的引擎 / which peers"
    )
    parser.add_argument(
        "--here", action="store_true", help="本项目用当前环境，不另建 / ours in this environment, none made for it"
    )
    parser.add_argument("--json", type=Path, help="结果另存为 JSON / keep the results in a file")
    options = parser.parse_args(arguments)
    if not 0 < options.single <= options.rows:
        parser.error("--single 须在 1 与 --rows 之间 / must lie between 1 and --rows")
    known = [environment.name for environment, _ in PEERS]
    for name in options.peers:
        if name not in known:
            parser.error(f"没有“{name}”；有 / no such peer; there are: {', '.join(known[1:])}")
    return options


def main() -> None:
    """Measure what is asked for, and print one table."""
    options = read_options()
    only = options.only or ["workload", "scale", "cold"]
    HOME.mkdir(exist_ok=True)
    DATA.mkdir(exist_ok=True)
    found, missing = pythons(["ours", *options.peers], here=options.here)
    result = Result(machine(), missing)
    if "ours" not in found:
        raise SystemExit(f"本项目自己的环境建不起来 / no environment for ours: {missing['ours']}")
    try:
        if "workload" in only:
            workload(options, found, result)
        if "scale" in only:
            scaled(options, found["ours"], result)
        if "cold" in only:
            started(found, result)
    except Failed as error:
        said = str(error)
        print(said if DIFFER in said else said.splitlines()[-1], file=sys.stderr)
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    print(table(result))
    if options.json:
        options.json.write_text(json.dumps(asdict(result), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
