"""How files of vocabulary are told from rule files: by their names."""

from __future__ import annotations

from pathlib import PurePath

VOCABULARY_FILES = (".vocab.yaml", ".词汇.yaml")
"""How the names of files end that hold vocabulary for several rule files (`uses`)."""


def is_vocabulary(name: str | PurePath) -> bool:
    """Return whether a file is a vocabulary: it is no rule file, and is passed over in folders of them.

    >>> is_vocabulary("通用.词汇.yaml"), is_vocabulary("rizhao.yaml")
    (True, False)
    """
    return str(name).endswith(VOCABULARY_FILES)
