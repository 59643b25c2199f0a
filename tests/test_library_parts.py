"""Which inner parts of other libraries the program leans on: each is named here, with what breaks when it goes.

A release of PyYAML, Narwhals or pydantic that moves one of them is told of here by name, before anything else fails
for reasons that are hard to see.
"""

from __future__ import annotations

import ast
import copy
import inspect
import pickle
import re
from pathlib import Path

import narwhals as nw
import polars as pl
import pydantic
import pydantic_core
import pytest
import yaml
import yaml.parser
import yaml.reader
import yaml.scanner
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic.json_schema import GenerateJsonSchema

import zjtx_rules
from zjtx_rules.profile.records import Recognition
from zjtx_rules.profile.whereabouts import Whereabouts, with_whereabouts

ROOT = Path(zjtx_rules.__file__).parent

PARTS = {
    "yaml.parser": "files/yaml_pure.py reads without libyaml",
    "yaml.reader": "files/yaml_pure.py",
    "yaml.scanner": "files/yaml_pure.py",
    "yaml.tokens": "files/yaml_pure.py",
    "pydantic.fields": "files/shapes.py walks the fields of the models",
    "pydantic.json_schema": "schemas.py and the types of terms write JSON Schema",
    "pydantic_core": "errors of ours in pydantic's form, and the form of its errors",
}
"""Modules below the front of a library that are imported anywhere."""

FRONTS = {"yaml", "pydantic", "narwhals", "polars", "pyarrow", "pandas", "pyspark", "durable"}


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
    return found


def test_every_module_below_the_front_of_a_library_is_named() -> None:
    found = {name for path in ROOT.rglob("*.py") for name in imported(path)}
    below = {name for name in found if name.split(".")[0] in {*FRONTS, "pydantic_core"} and name not in FRONTS}
    public = {"durable.lang", "narwhals.typing", "pyspark.sql", "pyspark.sql.types"}
    assert below - public == set(PARTS)


INNER = re.compile(r"\._(?:to_compliant\w*|implementation|compliant\w*|native\w*|nodes)\b|[\"']_nodes[\"']")


def test_what_is_private_to_narwhals_is_used_in_one_file() -> None:
    users = {
        path.relative_to(ROOT / "engines/columns")
        for path in (ROOT / "engines/columns").rglob("*.py")
        if INNER.search(path.read_text("utf-8"))
    }
    assert users == {Path("translated.py")}


def test_narwhals_translates_expressions_where_we_keep_them() -> None:
    """engines/columns/translated.py: without it tables are as right as ever, and slower."""
    assert list(inspect.signature(nw.Expr._to_compliant_expr).parameters) == ["self", "ns"]  # noqa: SLF001 - what we ask after
    expr = nw.col("a") + 1
    nodes = expr._nodes  # noqa: SLF001 - likewise
    asked = []

    class Told(nw.Expr):
        def _to_compliant_expr(self, ns: object) -> object:
            asked.append(ns._implementation.is_polars())  # noqa: SLF001 - likewise
            return super()._to_compliant_expr(ns)

    table = nw.from_native(pl.DataFrame({"a": [1]}))
    assert table.select(Told(*nodes)).to_dict(as_series=False) == {"a": [2]}
    assert asked == [True]


@pytest.mark.parametrize(
    ("owner", "names"),
    [
        (yaml.reader.Reader, ["peek", "prefix", "forward", "get_mark"]),
        (
            yaml.scanner.Scanner,
            [
                "scan_line_break",
                "scan_to_next_token",
                "scan_plain",
                "scan_plain_spaces",
                "scan_block_scalar_indicators",
                "scan_block_scalar_ignored_line",
                "scan_block_scalar_indentation",
                "scan_block_scalar_breaks",
            ],
        ),
        (yaml.parser.Parser, ["get_event", "dispose"]),
    ],
    ids=["Reader", "Scanner", "Parser"],
)
def test_pyyaml_scans_without_libyaml_in_the_steps_that_we_change(owner: type, names: list[str]) -> None:
    """files/yaml_pure.py overrides these so that tabs are read as libyaml reads them."""
    assert [name for name in names if not callable(getattr(owner, name, None))] == []


def test_pyyaml_tells_events_with_places() -> None:
    """files/yaml_text.py and yaml_build.py: the class of an event, its marks, its style, its tag, whether it was plain."""
    assert isinstance(yaml.__with_libyaml__, bool)
    loader = yaml.CSafeLoader("甲: [1]\n") if yaml.__with_libyaml__ else yaml.SafeLoader("甲: [1]\n")
    events = []
    while not events or not isinstance(events[-1], yaml.StreamEndEvent):
        events.append(loader.get_event())
    names = "StreamStart DocumentStart MappingStart Scalar SequenceStart Scalar SequenceEnd MappingEnd DocumentEnd StreamEnd"
    assert [each.__class__.__name__ for each in events] == [f"{name}Event" for name in names.split()]
    listed, one = events[4], events[5]
    assert (listed.flow_style, one.value, one.tag, one.anchor, one.implicit[0]) == (True, "1", None, None, True)
    assert (one.start_mark.line, one.start_mark.column, one.start_mark.index) == (0, 4, 4)


def test_pyyaml_says_where_it_stopped() -> None:
    """files/yaml_errors.py: the words and the two marks of an error."""
    with pytest.raises(yaml.MarkedYAMLError) as caught:
        list(yaml.parse("甲: [1, 2\n乙: 3\n", Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    error = caught.value
    assert isinstance(error.problem, str)
    assert isinstance(error.context, str)
    assert (error.problem_mark.line, error.context_mark.line) == (1, 0)


def test_pydantic_tells_errors_by_type_place_input_and_context() -> None:
    """files/errors.py turns them into sentences; the types that it knows are those of the documentation."""

    class Model(pydantic.BaseModel, extra="forbid"):
        a: int = pydantic.Field(ge=3)
        b: tuple[str, ...] = ()
        c: pydantic.StrictBool = True

    with pytest.raises(pydantic.ValidationError) as caught:
        Model.model_validate({"a": 1, "b": "x", "c": "x", "d": 1})
    told = {each["loc"]: each for each in caught.value.errors()}
    assert {loc: each["type"] for loc, each in told.items()} == {
        ("a",): "greater_than_equal",
        ("b",): "tuple_type",
        ("c",): "bool_type",
        ("d",): "extra_forbidden",
    }
    assert told["a",]["ctx"] == {"ge": 3}
    error = pydantic_core.PydanticCustomError("ours", "{zh}", {"zh": "甲"})
    assert (error.type, error.context) == ("ours", {"zh": "甲"})


def test_pydantic_shows_the_fields_of_its_models() -> None:
    """files/shapes.py and docs/generate.py: the fields with annotation, alias, title and description."""
    field = next(iter(zjtx_rules.EnterpriseProfile.model_fields.values()))
    assert isinstance(field, FieldInfo)
    assert {"annotation", "alias", "title", "description", "metadata"} <= set(dir(field))
    assert issubclass(GenerateJsonSchema, object)
    assert callable(GenerateJsonSchema.generate)


def test_a_recognition_made_beside_pydantic_is_one_of_its_models() -> None:
    """profile/whereabouts.py fills the parts of a model by hand: all that pydantic keeps of one, and no more."""
    plain = Recognition(title="gazelle", level="provincial", date="2023-05-10")
    known = Whereabouts((), None)
    placed = with_whereabouts(plain, known)
    assert set(BaseModel.__slots__) == {
        "__dict__",
        "__pydantic_fields_set__",
        "__pydantic_extra__",
        "__pydantic_private__",
    }
    assert placed.whereabouts is known
    assert plain.whereabouts is None
    assert placed.model_dump_json() == plain.model_dump_json()
    assert placed.model_fields_set == plain.model_fields_set
    assert placed.replaced(level=None).whereabouts is known
    assert copy.deepcopy(placed).model_dump() == plain.model_dump()
    assert pickle.loads(pickle.dumps(placed)) == placed  # noqa: S301 - our own bytes
