"""What a rule file says, and how it becomes a `RuleSet` with a place on everything."""

from zjtx_rules.language.bundled import bundled_files, bundled_folder
from zjtx_rules.language.clause_base import Clause
from zjtx_rules.language.clauses import CLAUSE_KINDS
from zjtx_rules.language.documents import Document, RuleFile, Standing
from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.language.loading import combine, load, load_text, path_of
from zjtx_rules.language.ruleset import RuleSet

__all__ = [
    "CLAUSE_KINDS",
    "Clause",
    "Document",
    "LoadedFile",
    "RuleFile",
    "RuleSet",
    "Standing",
    "bundled_files",
    "bundled_folder",
    "combine",
    "load",
    "load_text",
    "path_of",
]
