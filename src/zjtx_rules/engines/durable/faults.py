"""What is raised where the second engine has no answer."""

from __future__ import annotations

from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.words import Language, Words


class EngineFault(RuntimeError):  # noqa: N818 - the fault is the engine's, not an error of the caller
    """Raised when the second engine crashed, hung or failed; nothing is wrong with the question, it is just not checked."""

    def __init__(self, reason: Words) -> None:
        """Keep the reason in both languages."""
        self.words = Words(
            f"第二引擎 durable-rules 未能完成核对：{reason.zh}",
            f"the second engine, durable-rules, could not check the answer: {reason.en}",
        )
        super().__init__(self.words.zh)

    def render(self, language: Language = "zh") -> str:
        """Return the message in the given language."""
        return self.words.say(language)


def engine_missing(reason: str) -> InputError:
    """Return the error for a Python in which durable-rules cannot be imported, with the remedy."""
    message = Words(
        f"无法导入第二引擎 durable-rules，不能交叉核对（{reason}）",
        f"the second engine, durable-rules, cannot be imported, so nothing can be cross-checked ({reason})",
    )
    install = 'CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject pip install --no-cache-dir "zjtx-rules[durable]"'
    again = "--force-reinstall durable_rules==2.0.28"
    remedy = Words(
        f"安装（需要 C 编译器；CPPFLAGS 供 Python 3.13 及以上使用，其他版本也可照写）：{install}；"
        f"若提示缺少 PyEval_CallObject，说明编译时没有写 CPPFLAGS，请加上 {again} 重新安装",
        f"install it (needs a C compiler; CPPFLAGS is for Python 3.13 and later and does no harm elsewhere): {install}; "
        f"where PyEval_CallObject is undefined, it was built without CPPFLAGS: install it again with {again}",
    )
    return InputError([Problem("engine-missing", message, Place("durable-rules"), suggestion=remedy)])
