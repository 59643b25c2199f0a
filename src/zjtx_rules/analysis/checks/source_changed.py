"""`source-changed`: the policy text is not the one that was read: it is missing, cannot be read, or its words differ."""

from __future__ import annotations

from collections.abc import Iterator

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.words import Words


def _find(subject: Subject) -> Iterator[Found]:
    if subject.sources is None:
        return
    for index, document in enumerate(subject.loaded.rules.documents):
        path = ("documents", index)
        if document.source is None:
            yield Found(
                (*path, "id"),
                Words(
                    f"文件“{document.id}”没有写 source，无法与原文核对",
                    f"document '{document.id}' names no source, so it cannot be compared with the text",
                ),
                remedy=Words("写上 source: {file: 文件名, sha256: 校验值}", "add source: {file: …, sha256: …}"),
            )
            continue
        text = subject.sources.get(document.source.file)
        if text is None:
            yield Found(
                (*path, "source", "file"),
                Words(
                    f"原文文件夹里没有“{document.source.file}”",
                    f"the folder of sources has no '{document.source.file}'",
                ),
                remedy=Words("检查文件名，或把原文放进文件夹", "check the name, or put the text into the folder"),
            )
        elif not text.whole:
            yield Found(
                (*path, "source", "file"),
                Words(
                    f"“{document.source.file}”是空的，或者不是 UTF-8、GB 18030 或 UTF-16 编码，无法核对",
                    f"'{document.source.file}' is empty, or not in UTF-8, GB 18030 or UTF-16: it cannot be compared",
                ),
                remedy=Words("另存为 UTF-8 编码的文本", "save it as text in UTF-8"),
            )
        elif not text.has_checksum(document.source.sha256):
            yield Found(
                (*path, "source", "sha256"),
                Words(
                    f"原文的文字已经变了，不只是换行或编码：现在的校验值是 {text.sha256}",
                    f"the words of the text have changed, not only line ends or encoding: its checksum is {text.sha256}",
                ),
            )


CHECK = Check(
    "source-changed",
    Severity.ERROR,
    Words("与编写时不同的原文", "a source that is not the text that was read"),
    Words("对照新的原文逐条核对，然后更新 sha256", "go through the new text clause by clause, then update sha256"),
    _find,
)
