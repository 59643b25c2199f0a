"""The commands of `zjtx` by name, in the order in which a newcomer needs them; the file of each is imported when it is run.

A command is a line here and a file of this room named after it, with `arguments(parser)` and `run(given)`.
"""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, cast


class Module(Protocol):
    """The file of a command."""

    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


@dataclass(frozen=True, slots=True)
class Command:
    """One command."""

    name: str
    help: str
    module: Module | None = None
    """The file, where it is not the one of this room named after the command."""

    def load(self) -> Module:
        """Import what the command needs, and return its file."""
        if self.module is not None:
            return self.module
        return cast("Module", importlib.import_module(f"zjtx_rules.cli.{self.name.replace('-', '_')}"))


COMMANDS = (
    Command("ask", "逐项提问，看能领多少 / asks what matters and shows what is due"),
    Command("evaluate", "评估一个主体：资格、奖补、依据 / evaluate a profile"),
    Command("gap", "离某一条款或称号差多少 / how far from a clause or title"),
    Command("match", "现在可以用什么，按部门或条款 / what may be used now"),
    Command("remind", "到期、申报时间、可领未领、新文件的提醒 / what to be reminded of"),
    Command("show", "一条条款的原文、机器读法和解读 / show a clause"),
    Command("read", "改过的条文读回规则 / read a clause's paragraph back into a rule"),
    Command("rules", "内置的规则文件及其状态 / what is bundled"),
    Command("test", "运行例子 / run examples"),
    Command("coverage", "例子覆盖了哪些条款和条件 / coverage of rules"),
    Command("check", "检查规则文件 / check rule files"),
    Command("fmt", "整理规则文件的版式 / format rule files"),
    Command("diff", "两份规则按含义比较 / compare two rule files by meaning"),
    Command("compare", "几地政策对照 / compare places"),
    Command("site", "规则做成网页：政策汇编和政策地图 / the rule files as web pages"),
    Command("git-diff", "git 用它按含义显示规则文件的改动 / what git calls to show a change by meaning"),
    Command("schema", "JSON Schema / JSON Schemas"),
    Command("simulate", "对整批主体测算：谁得到、花多少钱 / what rules cost over a population"),
    Command("textconv", "规则文件逐条的读法，供 git 显示 / a rule file clause by clause, for git"),
    Command("population", "合成总体，用于试算 / a synthetic population to try things on"),
    Command("serve", "HTTP 服务 / an HTTP service"),
    Command("mcp", "MCP 服务，供智能助手调用 / an MCP server for assistants"),
    Command("replay", "按审计记录重新作答并核对 / answer again from an audit record"),
)
