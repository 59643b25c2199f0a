"""The problems of a YAML text as a whole: too much, too deep, nothing, or more than one document."""

from zjtx_rules.files.limits import Limits
from zjtx_rules.files.tree import Mark, Source
from zjtx_rules.files.yaml_colons import QUOTE_IT
from zjtx_rules.problems import Problem
from zjtx_rules.words import Words


def too_many_aliases(source: Source, mark: Mark, limits: Limits) -> Problem:
    """Report aliases which expand beyond their bounds."""
    return source.problem_at(
        "yaml-alias-limit",
        mark,
        Words(
            f"引用过多：最多展开{limits.aliases}次，展开后最多{limits.nodes:,}个值",
            f"too many aliases: at most {limits.aliases} expansions and {limits.nodes:,} values once expanded",
        ),
        suggestion=Words("直接写出内容，不用“&”和“*”", "write the content out instead of using '&' and '*'"),
    )


def too_many_nodes(source: Source, mark: Mark, limits: Limits) -> Problem:
    """Report more values than a text may hold."""
    return source.problem_at(
        "yaml-size",
        mark,
        Words(
            f"文本中的值超过上限{limits.nodes:,}个", f"the text holds more than the limit of {limits.nodes:,} values"
        ),
        suggestion=Words("把内容拆成几个较小的文件", "split the content into several smaller files"),
    )


def too_deep(source: Source, mark: Mark, limits: Limits) -> Problem:
    """Report nesting beyond its bound."""
    message = Words(f"嵌套超过{limits.depth}层", f"nested more than {limits.depth} levels deep")
    return source.problem_at(
        "yaml-depth",
        mark,
        message,
        suggestion=Words("检查是否有多余的括号或缩进", "look for surplus brackets or indentation"),
    )


def long_number(source: Source, mark: Mark, digits: int) -> Problem:
    """Report a number nobody can mean."""
    message = Words(f"数字过长，有{digits}位", f"the number is too long, {digits} digits")
    return source.problem_at("yaml-number", mark, message, suggestion=QUOTE_IT)


def empty(source: Source) -> Problem:
    """Report a text which says nothing."""
    message = Words("文件没有内容", "the file has no content")
    return source.problem_at(
        "yaml-empty", (1, 1, 1, 1), message, expected=Words("至少一行“键: 值”", "at least one line 'key: value'")
    )


def second_document(source: Source, mark: Mark) -> Problem:
    """Report a second document in the text."""
    return source.problem_at(
        "yaml-documents",
        mark,
        Words("文件中有不止一个 YAML 文档", "the file holds more than one YAML document"),
        expected=Words("每个文件只有一个文档", "one document per file"),
        suggestion=Words(
            "删去“---”，或把其后的内容另存为一个文件", "delete '---', or move what follows into a file of its own"
        ),
    )


def directive(source: Source, mark: Mark) -> Problem:
    """Report a directive such as `%YAML 1.1`."""
    message = Words("不需要以“%”开头的 YAML 指令", "YAML directives (lines starting with '%') are not allowed")
    return source.problem_at(
        "yaml-directive", mark, message, suggestion=Words("删去以“%”开头的行", "delete the lines starting with '%'")
    )
