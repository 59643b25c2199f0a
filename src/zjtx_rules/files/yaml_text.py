"""Reads YAML text into plain data with the place of every node, reporting all problems together.

The data is built from the events of PyYAML with a stack of its own: no depth of nesting can exhaust Python's stack, no
tag is ever followed and no alias expanded beyond its bounds.
"""

from dataclasses import replace
from typing import Any, Protocol

import yaml

from zjtx_rules.files.limits import DEFAULT, Limits
from zjtx_rules.files.tree import Source
from zjtx_rules.files.yaml_build import Builder, Stop
from zjtx_rules.files.yaml_checks import bad_characters
from zjtx_rules.files.yaml_errors import syntax_problem
from zjtx_rules.files.yaml_pure import PureParser
from zjtx_rules.problems import InputError, Problem
from zjtx_rules.words import Words


class _Parser(Protocol):
    """What the libyaml parser and the pure Python one have in common."""

    def get_event(self) -> Any:
        """Return the next event."""

    def dispose(self) -> None:
        """Let go of what the parser holds."""


def parse_yaml(text: str, name: str, limits: Limits = DEFAULT, *, pure: bool = False) -> Source:
    """Read YAML text.

    Args:
        text: The text; a byte order mark at its start is passed over.
        name: How the text is named in problems, usually its file.
        limits: How much the text may ask of the reader.
        pure: Use the pure Python parser even where the faster libyaml is at hand.

    Returns:
        The data and the places of its nodes.

    Raises:
        InputError: If anything is wrong with the text; holds all problems found.
    """
    source = Source(name, text.removeprefix("\ufeff"), None, {}, {})
    problems = _problems_before_parsing(source, limits)
    if problems:
        raise InputError(problems)
    builder = Builder(source, limits)
    _run(builder, pure=pure)
    if builder.problems:
        raise InputError(builder.problems, builder.more)
    return replace(source, data=builder.data)


def _problems_before_parsing(source: Source, limits: Limits) -> list[Problem]:
    """Return the problems of the text as a text: its size and its characters."""
    size = len(source.text)
    if size > limits.characters:
        message = Words(
            f"文本有{size:,}个字符，超过上限{limits.characters:,}个字符",
            f"the text has {size:,} characters, more than the limit of {limits.characters:,}",
        )
        split = Words("把内容拆成几个较小的文件", "split the content into several smaller files")
        return [Problem("yaml-size", message, source.place(()), suggestion=split)]
    return bad_characters(source, limits.problems)


def _run(builder: Builder, *, pure: bool) -> None:
    """Feed all events to the builder; whatever stops the parse becomes the last problem."""
    loader: Any = PureParser if pure or not yaml.__with_libyaml__ else yaml.CSafeLoader
    parser: _Parser = loader(builder.source.text)
    try:
        next_event, handlers = parser.get_event, builder.handlers
        while True:
            event = next_event()
            kind = event.__class__
            if kind is yaml.StreamEndEvent:
                break
            handlers[kind](event)
        builder.finish()
    except Stop:
        pass
    except yaml.MarkedYAMLError as error:
        deep = None if loader is PureParser else _too_deep_before(error.problem_mark, builder)
        builder.stop_at(deep or syntax_problem(error, builder.source, builder.opened()))
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # The pure Python scanner lets through what Python itself refuses, such as an escape beyond Unicode.
        message = Words(f"此处之后的文本无法解析（{error}）", f"the text after this place cannot be read ({error})")
        builder.stop_at(builder.source.problem_at("yaml-syntax", builder.last, message))
    finally:
        parser.dispose()


def _too_deep_before(mark: Any, builder: Builder) -> Problem | None:
    """Return the problem of nesting that lies before the place where libyaml gave up, if there is one.

    libyaml reads up to 1,024 characters ahead of its events (an opening bracket may begin a key) and, from 0.2.6 on, has
    a limit of its own on nesting. It can therefore give up before it has told of levels that are beyond our limit. What it
    says then is not relied on: the text before the place is read once more, by itself.
    """
    if mark is None:
        return None
    again = Builder(replace(builder.source, marks={}, key_marks={}), builder.limits)
    parser: _Parser = yaml.CSafeLoader(builder.source.text[: mark.index])
    try:
        while True:
            event = parser.get_event()
            if isinstance(event, yaml.StreamEndEvent):
                return None
            again.handlers[event.__class__](event)
    except Stop:
        return again.problems[-1] if again.problems[-1].code == "yaml-depth" else None
    except (yaml.YAMLError, ValueError, OverflowError):
        return None
    finally:
        parser.dispose()
