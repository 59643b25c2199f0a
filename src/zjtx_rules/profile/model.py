"""What every part of a profile has in common: frozen, closed, and speaking Chinese as well as English on input.

A field's `title` is its Chinese name and is accepted wherever the English one is. An absent field, or null, is unknown:
neither false, nor zero, nor an empty list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from zjtx_rules.problems import nearest
from zjtx_rules.words import Words

YES_NO = {"是": True, "否": False}
COMPLETE = "_complete"
"""Ends the name of a field that says whether a list names everything there is (`recognitions_complete`)."""


def _yes_no(value: object) -> object:
    if isinstance(value, str) and value in YES_NO:
        return YES_NO[value]
    if value is None or isinstance(value, bool):
        return value
    raise PydanticCustomError(
        "yes-no",
        "{zh}",
        {
            "zh": f"“{value}”不是“是”或“否”",
            "en": f"'{value}' is neither yes nor no",
            "suggest_zh": "写 true 或 false（或 是、否）；不知道就不写",
            "suggest_en": "write true or false; leave it out where unknown",
        },
    )


YesNo = Annotated[bool, BeforeValidator(_yes_no, json_schema_input_type=bool | Literal["是", "否"])]
"""A yes or no; also accepted as 是 or 否."""


class Labelled(Enum):
    """A closed choice; each member's value is its English id, `LABELS` gives the Chinese words accepted as well."""

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the Chinese word of each English id."""
        raise NotImplementedError

    @classmethod
    def read(cls, value: object) -> object:
        """Turn an id or a Chinese word into a member; anything else is an error that lists the choices."""
        if value is None or isinstance(value, cls):
            return value
        words = cls.labels()
        for member in cls:
            if value in (member.value, words[member.value]):
                return member
        choices = "、".join(f"{words[m.value]}（{m.value}）" for m in cls)
        guess = nearest(str(value), [*words, *words.values()])
        raise PydanticCustomError(
            "choice",
            "{zh}",
            {
                "zh": f"“{value}”不在可选之列：{choices}",
                "en": f"'{value}' is none of: {', '.join(words)}",
                "suggest_zh": f"是否想写“{guess}”？" if guess else "",
                "suggest_en": f"did you mean '{guess}'?" if guess else "",
            },
        )

    @classmethod
    def words(cls) -> tuple[str, ...]:
        """Return every word that names a member: the ids, then the Chinese words."""
        return tuple(dict.fromkeys((*cls.labels(), *cls.labels().values())))

    @property
    def label(self) -> str:
        """The Chinese word."""
        return self.labels()[self.value]


class Closed(BaseModel):
    """A frozen model that accepts its fields under their English or Chinese names, and no others."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False, defer_build=True, ser_json_bytes="utf8")

    chinese_names: ClassVar[dict[str, str]] = {}
    whole_lists: ClassVar[tuple[str, ...]] = ()
    """The fields that say of a list whether it names everything there is."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Collect the Chinese names of the fields once per model."""
        super().__pydantic_init_subclass__(**kwargs)
        names: dict[str, str] = {}
        for name, field in cls.model_fields.items():
            extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
            for word in (field.title, *_strings(extra.get("aliases"))):
                if word:
                    names[word] = name
        cls.chinese_names = names
        cls.whole_lists = tuple(name for name in cls.model_fields if name.endswith(COMPLETE))

    def __repr_args__(self) -> Iterator[tuple[str, Any]]:
        """Yield what is known; what a profile leaves out is no part of how it is shown."""
        for name, field in type(self).model_fields.items():
            value = getattr(self, name)
            if field.is_required() or value != field.get_default(call_default_factory=True):
                yield name, value

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy, with what is in `update` read and checked as in a profile; pydantic itself would take it as it is.

        >>> from zjtx_rules import EnterpriseProfile
        >>> EnterpriseProfile(name="甲公司").model_copy(update={"所在地": "日照市"}).region
        '371100'

        Args:
            update: Other values for some fields, under their English or Chinese names and in any spelling of a profile.
            deep: Whether what the other fields hold is copied as well.

        Raises:
            ValidationError: If a field does not exist or a value is not one of its own, as by `model_validate`.
        """
        copy = super().model_copy(deep=deep)
        if not update:
            return copy
        kept = {name: getattr(copy, name) for name in copy.model_fields_set}
        named = {self.chinese_names.get(name, name): value for name, value in update.items()}
        if len(named) < len(update):
            named = dict(update)  # one field under two names: let the model say so
        return type(self).model_validate(kept | named)

    def copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:  # type: ignore[override]  # fewer options
        """Do as `model_copy`, of which this is the older name."""
        return self.model_copy(update=update, deep=deep)

    def replaced(self, **update: Any) -> Self:
        """Return a copy with other values that are known to be as the model holds them: nothing is checked."""
        return super().model_copy(update=update)

    @model_validator(mode="before")
    @classmethod
    def _accept_chinese_names(cls, data: Any) -> Any:
        if not isinstance(data, dict) or cls.model_fields.keys() >= data.keys():
            return data
        named: dict[Any, Any] = {}
        written: dict[Any, Any] = {}
        twice: list[tuple[Words, Steps]] = []
        for key, value in data.items():
            name = cls.chinese_names.get(key, key)
            if name in named:
                first = written[name]
                said = Words(
                    f"“{first}”与“{key}”是同一项，写了两次", f"'{first}' and '{key}' are one field, given twice"
                )
                twice.append((said, (key,)))
            else:
                named[name], written[name] = value, key
        if twice:
            hint = Words("删去其中一个", "delete one of the two")
            raise wrong_inside("named-twice", twice, hint)
        return named

    @model_validator(mode="after")
    def _complete_lists_are_there(self) -> Self:
        """Refuse a list that is said to be complete and is not given: without it nothing is known."""
        for name in self.whole_lists:
            given = name.removesuffix(COMPLETE)
            if getattr(self, name) and getattr(self, given) is None:
                title = type(self).model_fields[given].title
                raise PydanticCustomError(
                    "complete-without-list",
                    "{zh}",
                    {
                        "zh": f"写明“{title}齐全”，却没有写“{title}”",
                        "en": f"'{name}' is yes, but there is no '{given}'",
                        "suggest_zh": f"一个也没有的，写 {title}: []",
                        "suggest_en": f"where there are none, write {given}: []",
                    },
                )
        return self


Steps = tuple[str | int, ...]
"""The way from a value to what is wrong inside it."""


def wrong_inside(
    code: str, found: Sequence[tuple[Words, Steps]], suggestion: Words | None = None
) -> PydanticCustomError:
    """Return the error for what is wrong with several values together, each with the way to where it shows.

    A reader of files makes one problem of each, at its place; pydantic itself says the first.
    """
    every = [
        {"zh": words.zh, "en": words.en, "at": at}
        | ({"suggest_zh": suggestion.zh, "suggest_en": suggestion.en} if suggestion else {})
        for words, at in found
    ]
    return PydanticCustomError(code, "{zh}", {**every[0], "every": every})


def _strings(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def whole_list(title: str, english: str) -> Any:
    """Declare whether a list names everything there is: `认定齐全` beside `认定`; 认定已知, as tables call it, will do."""
    return fact(
        f"{title}齐全",
        f"the list of {english} is complete",
        f"{title}已知",
        description="写了列表而不写此项即为齐全；写否：所列的都有，但可能还有没列出的",
    )


def fact(title: str, english: str, *aliases: str, **kwargs: Any) -> Any:
    """Declare an optional field with its Chinese title, English label and further Chinese names accepted on input."""
    extra: dict[str, Any] = {"english": english}
    if aliases:
        extra["aliases"] = list(aliases)
    return Field(default=None, title=title, json_schema_extra=extra, **kwargs)
