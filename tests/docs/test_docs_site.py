"""The site of the documentation: every page has its place, every link of every page is good, also the anchors."""

from __future__ import annotations

import importlib.util
import re
import unicodedata
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from zjtx_rules import Money, evaluate, load, read_profile
from zjtx_rules.cli.commands import COMMANDS
from zjtx_rules.files import parse_yaml
from zjtx_rules.schemas import SCHEMAS, schema_text

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
CONFIG = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


LINKS = tool("docs_site")


def anchors(page: Path) -> set[str]:
    """Return the anchors of the headings of a page, made as GitHub and the site make them."""
    text = re.sub(r"(?ms)^```.*?^```", "", page.read_text(encoding="utf-8"))
    found: set[str] = set()
    for heading in re.findall(r"(?m)^#+ (.+)$", text):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)|<[^>]*>", r"\1", heading).replace("`", "")
        word = unicodedata.normalize("NFKC", plain)
        word = re.sub(r"[^\w\s-]", "", word).strip().lower()
        found |= {re.sub(r"[-\s]+", "-", word), re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())}
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    text = re.sub(r"(?ms)^```.*?^```", "", page.read_text(encoding="utf-8"))
    broken = []
    for target in re.findall(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        there = (page.parent / path).resolve() if path else page
        if not there.exists() or (anchor and there.suffix == ".md" and anchor not in anchors(there)):
            broken.append(target)
    assert broken == []


def nav() -> list[str]:
    """Return the pages that the site lists."""
    plain = re.sub(r"!!python/name:\S+", "x", CONFIG)
    found: list[str] = []

    def walk(node: object) -> None:
        if isinstance(node, str):
            found.append(node)
        elif isinstance(node, dict):
            for each in node.values():
                walk(each)
        elif isinstance(node, list):
            for each in node:
                walk(each)

    walk(yaml.safe_load(plain)["nav"])
    return found


def test_the_site_lists_every_page_but_those_of_the_kinds() -> None:
    kinds = {"checks", "clauses", "conditions", "payments"}
    listed = nav()
    assert len(listed) == len(set(listed))
    pages = {each.relative_to(DOCS).as_posix() for each in PAGES}
    assert set(listed) - {"search.md"} <= pages  # which the site makes itself
    assert {each for each in pages - set(listed) if each.split("/")[0] not in kinds} == set()


@pytest.mark.parametrize(
    ("page", "link", "kept"),
    [
        ("language.md", "[检查](checks/)", "[检查](checks/README.md)"),
        ("service.md", "[Dockerfile](../Dockerfile)", "Dockerfile"),
        ("tutorial.md", "[`rules/`](../rules/)", "`rules/`"),
        ("tutorial.md", "[原文](tutorial/policy.txt)", "[原文](tutorial/policy.txt)"),
        ("tutorial.md", "[例子](tutorial/)", "例子"),
        ("index.md", "[资料](profile.md#认定)", "[资料](profile.md#认定)"),
        ("index.md", "[页](https://example.org/)", "[页](https://example.org/)"),
        ("index.md", "[错](no-such-page.md)", "[错](no-such-page.md)"),
    ],
)
def test_on_the_site_links_out_of_the_documentation_are_plain_words(page: str, link: str, kept: str) -> None:
    assert LINKS.links_kept(link, DOCS / page) == kept


def test_the_search_finds_sections_by_what_they_say() -> None:
    html = '<h1 id="资料">资料</h1><p>开头 &amp; 说明</p><h2 id="认定">认定<a class="headerlink" href="#认定">#</a></h2><p>认定日期</p>'
    assert list(LINKS.sections("profile.html", "资料", html)) == [
        ["profile.html", "资料", "", "资料", "", "开头 & 说明"],
        ["profile.html#认定", "认定", "", "资料", "", "认定日期"],
    ]


USERS = sorted((DOCS / "users").glob("*.md"))


@pytest.mark.parametrize(
    "page",
    [*USERS, DOCS / "editor.md", DOCS / "releases.md", DOCS / "reminders.md", DOCS / "site.md"],
    ids=lambda page: page.stem,
)
def test_the_commands_of_the_first_pages_exist(page: Path) -> None:
    named = set(re.findall(r"`(?:make [a-z-]+ && )?zjtx ([a-z][a-z-]*)", page.read_text(encoding="utf-8")))
    assert named - {each.name for each in COMMANDS} == set()


def test_the_profile_of_the_first_page_is_read() -> None:
    (shown,) = re.findall(r"```yaml\n(.*?)```", (DOCS / "users" / "firms.md").read_text(encoding="utf-8"), re.DOTALL)
    answer = evaluate(read_profile(parse_yaml(shown, "资料.yaml")), load("rizhao"), date(2023, 9, 1))
    assert answer.awards.payable.total.up_to.ceiling == Money.parse("100万元")


FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_the_forms_for_issues_are_as_the_platform_reads_them(form: Path) -> None:
    data = yaml.safe_load(form.read_text(encoding="utf-8"))
    if form.stem == "config":
        assert data == {"blank_issues_enabled": False}
        return
    assert {"name", "description", "body"} <= set(data)
    fields = [each for each in data["body"] if each["type"] != "markdown"]
    assert len({each["id"] for each in fields}) == len(fields) > 2
    assert all(each["attributes"]["label"] for each in fields)


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md"])
def test_the_pages_about_taking_part_link_to_what_exists(name: str) -> None:
    links = re.findall(r"\]\(([^)#]+)", (ROOT / name).read_text(encoding="utf-8"))
    assert [each for each in links if "://" not in each and not (ROOT / each).exists()] == []


def test_the_schemas_of_the_editor_page_exist() -> None:
    text = (DOCS / "editor.md").read_text(encoding="utf-8")
    named = set(re.findall(r'"schemas/([a-z]+)\.schema\.json"', text))
    assert named == {"rules", "vocabulary", "example", "profile"} <= set(SCHEMAS)
    values = schema_text("rules")
    # What the page says can be completed stands in the schema.
    for word in ("little_giant", "revenue_last_year", "mandatory", "sign_up", "enterprise", "national"):
        assert f'"{word}"' in values
