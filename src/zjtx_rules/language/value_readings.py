"""Readings inside `values`: a value is of the whole file, a reading of one document, so each document that uses the value declares it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from zjtx_rules.language.documents import Document
from zjtx_rules.quantities.models import NamedValue
from zjtx_rules.quantities.rests import names_below, readings_of
from zjtx_rules.words import Words


def readings_of_documents(documents: Sequence[Document]) -> dict[str, Mapping[str, str]]:
    """Return the options of every reading that a document of the file declares."""
    return {reading.id: reading.options for document in reversed(documents) for reading in document.readings}


def readings_in(document: Document, values: Sequence[NamedValue]) -> dict[str, set[int]]:
    """Return the readings that the values used in a document rest on, each with the numbers of the clauses that use them."""
    rests = readings_of(values)
    named = {name: rests[value.id] for value in values for name in (value.label, value.id)}
    found: dict[str, set[int]] = {}
    for number, part in enumerate((*document.clauses, *document.gates)):
        for name in names_below(part):
            for reading in named.get(name, ()):
                found.setdefault(reading, set()).add(number)
    return found


def undeclared_readings(
    documents: Sequence[Document], values: Sequence[NamedValue]
) -> Iterator[tuple[tuple[str | int, ...], Words, Words]]:
    """Yield the place, a message and a suggestion for each reading that a document's values rest on and that it does not declare.

    Likewise for a reading whose options are other ones than where it stands first: its values could not tell which is meant.
    """
    first = readings_of_documents(documents)
    for index, document in enumerate(documents):
        own = {reading.id: (number, reading) for number, reading in enumerate(document.readings)}
        for name, numbers in readings_in(document, values).items():
            if name not in first:
                continue
            if name not in own:
                clause = min(numbers)
                part: tuple[str | int, ...] = (
                    ("clauses", clause, "id") if clause < len(document.clauses) else ("gates",)
                )
                yield (
                    ("documents", index, *part),
                    Words(
                        f"这里用到的值随解读“{name}”而定，而这份文件没有声明它",
                        f"a value that is used here goes by the reading '{name}', which this document does not declare",
                    ),
                    Words(
                        f"在这份文件的 readings 中也声明“{name}”",
                        f"declare '{name}' under the readings of this document too",
                    ),
                )
            elif set(own[name][1].options) != set(first[name]):
                yield (
                    ("documents", index, "readings", own[name][0], "options"),
                    Words(
                        f"值随解读“{name}”而定，它的选项在各份文件中须相同",
                        f"a value goes by the reading '{name}': its options have to be the same in every document",
                    ),
                    Words("、".join(first[name]), ", ".join(first[name])),
                )


__all__ = ["readings_in", "readings_of_documents", "undeclared_readings"]
