"""What travels in the wheel, and the versions that are said of it."""

from __future__ import annotations

import re
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from zjtx_rules import __version__
from zjtx_rules.cli import main
from zjtx_rules.language import bundled_files
from zjtx_rules.schemas import SCHEMAS, schema_path, schema_text
from zjtx_rules.version import rules_version

ROOT = Path(__file__).parents[2]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def run(*arguments: str) -> str:
        assert main(arguments) == 0
        return capsys.readouterr().out

    return run


def test_code_and_rules_have_versions_of_their_own(said) -> None:
    assert re.fullmatch(r"20\d{2}\.(1[0-2]|[1-9])\.[1-9]\d*", rules_version())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__
    assert said("--version") == f"zjtx-rules {__version__}, rules {rules_version()}\n"


def test_the_wheel_holds_the_rules_their_examples_and_the_schemas(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = pytest.importorskip("hatchling.build")
    monkeypatch.chdir(ROOT)
    name = build.build_wheel(str(tmp_path))
    with zipfile.ZipFile(tmp_path / name) as wheel:
        names = set(wheel.namelist())
        for each in SCHEMAS:
            inside = f"zjtx_rules/json_schemas/{each}.schema.json"
            assert wheel.read(inside).decode() == schema_text(each)
        assert wheel.read("zjtx_rules/rules/VERSION").decode().strip() == rules_version()
    assert {f"zjtx_rules/rules/{each}.yaml" for each in bundled_files()} <= names
    assert any(each.startswith("zjtx_rules/rules/examples/") for each in names)
    assert "zjtx_rules/py.typed" in names or not (ROOT / "src/zjtx_rules/py.typed").exists()


@pytest.mark.parametrize("name", SCHEMAS)
def test_an_editor_is_told_where_a_schema_is(name: str, said) -> None:
    path = Path(said("schema", name, "--path").strip())
    assert path == schema_path(name)  # type: ignore[arg-type]
    assert path.read_text(encoding="utf-8") == said("schema", name)


def test_the_image_of_the_service_is_built_from_all_that_the_package_needs() -> None:
    """Docker copies what it is told to; what the build of the package names is among it."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = told["tool"]["hatch"]["build"]["targets"]["wheel"]
    project = told["project"]
    needed = [
        *wheel["packages"],
        *wheel["force-include"],
        project["readme"],
        *project["license-files"],
        "pyproject.toml",
    ]
    lines = re.findall("^COPY (.+) [^ ]+$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    copied = [each for line in lines for each in line.split()]
    assert [each for each in needed if not any(each == one or each.startswith(f"{one}/") for one in copied)] == []
    assert [each for each in copied if not (ROOT / each).exists()] == []
