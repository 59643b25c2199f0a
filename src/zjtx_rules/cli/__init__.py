"""`zjtx`, a thin layer: parse the arguments, call the library, print. Exit codes: 0 fine, 1 the answer is no, 2 bad input."""

from zjtx_rules.cli.main import main

__all__ = ["main"]
