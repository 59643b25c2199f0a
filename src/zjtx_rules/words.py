"""Words shown to people: each in Chinese, the language of the texts, and in English."""

from typing import Literal, NamedTuple

Language = Literal["zh", "en"]


class Words(NamedTuple):
    """One thing said in both languages of the output."""

    zh: str
    en: str

    def say(self, language: Language = "zh") -> str:
        """Return the wording in the given language."""
        return self.en if language == "en" else self.zh
