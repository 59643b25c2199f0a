"""A setting that may hang on a reading: the plain value, or a reading's id with the value under each of its options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from zjtx_rules.conditions.base import CheckContext, Context
from zjtx_rules.problems import did_you_mean, nearest
from zjtx_rules.words import Words

T = TypeVar("T")


class ByReading(BaseModel, Generic[T]):
    """The values of a setting under each option of a reading."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    by_reading: str = Field(title="解读", description="决定取哪个值的解读（readings）的编号")
    options: dict[str, T] = Field(title="各选项", description="每个选项下的值")


def _which(value: Any) -> str:
    return (
        "by_reading" if isinstance(value, ByReading) or (isinstance(value, dict) and "by_reading" in value) else "plain"
    )


if TYPE_CHECKING:
    Setting: TypeAlias = ByReading[T] | T
else:

    class Setting:
        """`value`, or `{by_reading: ID, options: {OPTION: value, …}}`; `Setting[T]` checks the value under every option."""

        def __class_getitem__(cls, kind: Any) -> Any:
            """Return the annotation for values of a kind."""
            plain = Annotated[kind, Tag("plain")]
            return Annotated[Annotated[ByReading[kind], Tag("by_reading")] | plain, Discriminator(_which)]


def resolve(setting: Any, context: Context) -> Any:
    """Return the value of a setting under the readings chosen."""
    if isinstance(setting, ByReading):
        option = context.choice(setting.by_reading)
        return setting.options[option[0] if isinstance(option, tuple) else option]
    return setting


def check_setting(setting: Any, context: CheckContext, *path: str) -> None:
    """Report a reading that does not exist, and options that are missing or do not exist."""
    if isinstance(setting, ByReading):
        check_options(setting.by_reading, setting.options, context, path)


def check_options(reading: str, given: dict[str, Any], context: CheckContext, path: tuple[str, ...]) -> None:
    """Report a reading that does not exist, and options that are missing or do not exist."""
    options = context.readings.get(reading)
    if options is None:
        message = Words(f"本文件没有编号为“{reading}”的解读", f"there is no reading '{reading}' in this document")
        context.wrong((*path, "by_reading"), "unknown-reading", message, did_you_mean(reading, context.readings))
        return
    for option in given:
        if option not in options:
            message = Words(f"解读“{reading}”没有“{option}”这一选项", f"reading '{reading}' has no option '{option}'")
            context.wrong((*path, "options", option), "unknown-option", message, did_you_mean(option, options))
    misspelt = [nearest(option, options) for option in given if option not in options]
    for option in options:
        if option not in given and option not in misspelt:
            message = Words(f"缺少解读“{reading}”的选项“{option}”", f"option '{option}' of '{reading}' is missing")
            context.wrong((*path, "options"), "missing-option", message)
