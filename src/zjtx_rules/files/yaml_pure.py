"""PyYAML's pure Python parser, made to treat tabs as libyaml does, so that a file reads the same on every machine."""

import re
from typing import Any

from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError
from yaml.tokens import ScalarToken

_INDICATORS = re.compile(r"([+-])([1-9])?|([1-9])([+-])?|")
_BREAKS = "\r\n\x85\u2028\u2029"
_ENDS = "\0" + _BREAKS
_BLANKS = _ENDS + " \t"


class PureParser(Reader, Scanner, Parser):
    """Turns text into YAML events without libyaml.

    Where PyYAML's own scanner refuses every tab, libyaml lets one stand wherever it cannot be taken for indentation.
    """

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def scan_line_break(self) -> str:
        """Pass over a line end and return it, or nothing where there is none."""
        return str(super().scan_line_break())  # type: ignore[no-untyped-call]

    def scan_to_next_token(self) -> None:
        """Pass over spaces, tabs, comments and line ends."""
        while True:
            while self.peek() == " " or (self.peek() == "\t" and (self.flow_level or not self.allow_simple_key)):
                self.forward()
            if self.peek() == "#":
                while self.peek() not in _ENDS:
                    self.forward()
            if not self.scan_line_break():
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def scan_plain(self) -> ScalarToken:
        """Return the plain scalar which starts here; in brackets it may hold a question mark."""
        chunks, spaces = list[str](), list[str]()
        start = end = self.get_mark()
        indent = self.indent + 1
        brackets = ",[]{}" if self.flow_level else ""
        while self.peek() != "#":
            length = 0
            while True:
                char = self.peek(length)
                if char in _BLANKS or char in brackets or (char == ":" and self.peek(length + 1) in _BLANKS):
                    break
                if brackets and char == ":" and self.peek(length + 1) in ",?[]{}":
                    self.forward(length)
                    raise ScannerError("while scanning a plain scalar", start, "found unexpected ':'", self.get_mark())
                length += 1
            if not length:
                break
            self.allow_simple_key = False
            chunks += [*spaces, self.prefix(length)]
            self.forward(length)
            end = self.get_mark()
            spaces = self.scan_plain_spaces(indent, start)
            if not spaces or (not self.flow_level and self.column < indent):
                break
        return ScalarToken("".join(chunks), True, start, end)  # noqa: FBT003 - as PyYAML has it

    def scan_plain_spaces(self, indent: int, start_mark: Any) -> list[str]:
        """Return the white space inside a plain scalar, line ends folded."""
        spaces, line_end, breaks = "", "", []
        while True:
            char = self.peek()
            if char == "\t" and line_end and self.column < indent:
                said = "found a tab character that violates indentation"
                raise ScannerError("while scanning a plain scalar", start_mark, said, self.get_mark())
            if char in " \t":
                if not line_end:
                    spaces += char
                self.forward()
            elif char in _BREAKS:
                if line_end:
                    breaks.append(self.scan_line_break())
                else:
                    line_end = self.scan_line_break()
                    self.allow_simple_key = True
                if self.prefix(3) in {"---", "..."} and self.peek(3) in _BLANKS:
                    return []
            else:
                break
        if not line_end:
            return [spaces] if spaces else []
        return [*([] if breaks else [" "]), *breaks] if line_end == "\n" else [line_end, *breaks]

    def scan_block_scalar_indicators(self, start_mark: Any) -> Any:
        """Return how a block scalar ends and how far it is indented; a tab or comment may follow at once."""
        found = _INDICATORS.match(self.prefix(2))
        length = found.end() if found else 0
        if found is None or self.peek(length) not in "\t#":
            return super().scan_block_scalar_indicators(start_mark)
        self.forward(length)
        sign, digit = found[1] or found[4], found[2] or found[3]
        return (sign == "+" if sign else None), (int(digit) if digit else None)

    def scan_block_scalar_ignored_line(self, start_mark: Any) -> None:
        """Pass over what follows the sign of a block scalar on its line."""
        while self.peek() == "\t" or (self.peek() == " " and self.peek(1) in " \t"):
            self.forward()
        super().scan_block_scalar_ignored_line(start_mark)

    def scan_block_scalar_indentation(self) -> Any:
        """Return the empty lines before a block scalar and how far its text is indented."""
        found = super().scan_block_scalar_indentation()
        self._refuse_tab()
        return found

    def scan_block_scalar_breaks(self, indent: int) -> Any:
        """Return the empty lines inside a block scalar."""
        found = super().scan_block_scalar_breaks(indent)
        if self.column < indent:
            self._refuse_tab()
        return found

    def _refuse_tab(self) -> None:
        if self.peek() == "\t":
            said = "found a tab character where an indentation space is expected"
            raise ScannerError("while scanning a block scalar", self.get_mark(), said, self.get_mark())
