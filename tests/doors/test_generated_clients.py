"""Clients that well-kept generators make from the OpenAPI description compile, ask the service, and read what the library says.

The Java client comes from OpenAPI Generator, whose package on PyPI brings its archive, and which holds what the client needs
besides; the TypeScript client is types from openapi-typescript, checked strictly, over openapi-fetch.
"""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

import zjtx_rules as zjtx
from zjtx_rules.service.openapi import openapi_text

PROGRAMS = Path(__file__).parent / "clients"
MODULES = Path(__file__).parents[2] / "build" / "npm" / "node_modules"
FIRM = {
    "region": "日照市",
    "awards_received": [],
    "recognitions": [{"title": "little_giant", "level": "national", "kind": "new", "date": "2023-07-14"}],
}
ANNOTATIONS = ("Nullable {}", "Nonnull {}", 'Generated { String[] value(); String comments() default ""; }')
"""What the client is marked with and does not need in order to run; the archive of the generator leaves them out."""


def expected() -> list[str]:
    """Return what both programs write: the sum, the claims, the digest of the answer, and the status of a refusal."""
    answer = zjtx.evaluate(zjtx.read_applicant(FIRM), zjtx.load("rizhao"), date(2023, 9, 1))
    text = answer.model_dump_json(detail="brief", indent=None)
    said = answer.model_dump(detail="brief")["payable"]
    claims = [f"{each['clause']} {each['ceiling']}" for each in said["claims"]]
    return [said["total"]["text"], *claims, hashlib.sha256(text.encode()).hexdigest(), "422"]


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, timeout=240, cwd=cwd)  # noqa: S603 - our own files
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"[-4000:]
    return done.stdout


@pytest.fixture
def description(tmp_path: Path) -> Path:
    path = tmp_path / "openapi.json"
    path.write_text(openapi_text(), encoding="utf-8")
    return path


def test_a_generated_java_client_is_answered(service: str, description: Path, tmp_path: Path) -> None:
    java, javac = shutil.which("java"), shutil.which("javac")
    found = importlib.util.find_spec("openapi_generator_cli")
    if java is None or javac is None or found is None or found.origin is None:
        pytest.skip("a Java development kit and the package openapi-generator-cli are needed")
    archive = Path(found.origin).with_name("openapi-generator.jar")
    options = ["openApiNullable=false", "hideGenerationTimestamp=true", "useJakartaEe=true"]
    names = ["apiPackage=cn.zjtx.api", "modelPackage=cn.zjtx.model", "invokerPackage=cn.zjtx"]
    made = ["generate", "-g", "java", "--library", "native", "-i", description, "-o", tmp_path / "client"]
    only = "apiTests=false,modelTests=false,apiDocs=false,modelDocs=false"
    run(java, "-jar", archive, *made, "--global-property", only, "-p", ",".join([*options, *names]), cwd=tmp_path)
    sources = tmp_path / "client" / "src" / "main" / "java"
    marks = sources / "jakarta" / "annotation"
    marks.mkdir(parents=True)
    for each in ANNOTATIONS:
        text = f"package jakarta.annotation;\npublic @interface {each}\n"
        (marks / f"{each.partition(' ')[0]}.java").write_text(text, encoding="utf-8")
    files = sorted(sources.rglob("*.java"))
    classes = tmp_path / "classes"
    run(javac, "-nowarn", "-d", classes, "-cp", archive, *files, PROGRAMS / "AskGenerated.java", cwd=tmp_path)
    said = run(java, "-Dfile.encoding=UTF-8", "-cp", f"{archive}:{classes}", "AskGenerated", service, cwd=tmp_path)
    assert said.splitlines() == expected()


def typed(folder: Path, program: str) -> subprocess.CompletedProcess[str]:
    """Check a program strictly, and compile it beside the generated types."""
    (folder / "ask_generated.ts").write_text(program, encoding="utf-8")
    options = ["--strict", "--target", "es2022", "--module", "nodenext", "--outDir", "out", "--types", "node"]
    command = [MODULES / ".bin" / "tsc", *options, "ask_generated.ts"]
    return subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, timeout=120, cwd=folder)  # noqa: S603 - our own files


def test_a_generated_typescript_client_is_answered(service: str, description: Path, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None or not (MODULES / "openapi-typescript").exists():
        pytest.skip("make test-doors installs what this needs of npm")
    (tmp_path / "node_modules").symlink_to(MODULES)
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    run(MODULES / ".bin" / "openapi-typescript", description, "-o", "schema.d.ts", cwd=tmp_path)
    program = (PROGRAMS / "ask_generated.ts").read_text(encoding="utf-8")
    checked = typed(tmp_path, program)
    assert checked.returncode == 0, checked.stdout
    assert run(node, tmp_path / "out" / "ask_generated.js", service, cwd=tmp_path).splitlines() == expected()
    for name, slip in (("awards_received", "award_received"), ("little_giant", "little_gaint"), ("payable", "paid")):
        wrong = typed(tmp_path, program.replace(name, slip, 1))
        assert (wrong.returncode == 0, slip in wrong.stdout) == (False, True), f"{slip} went unnoticed"
