"""Puts the fragments that the pages of the checks show into whole rule files."""

import re
from pathlib import Path

PAGES = Path(__file__).parents[2] / "docs" / "checks"
PLACE = 'jurisdiction: {name: 日照市, code: "371100"}\n'
DOCUMENT = "documents:\n- id: demo\n  title: 测试办法\n  status: issued\n"
SOURCE = "三、奖励\n（一）认定奖励。给予最高100万元\n一次性奖励。加强政策宣传解读。（责任单位：市工业和信息化局）\n"


def whole(fragment: str) -> str:
    """Return a rule file around a fragment: clauses, what stands beside them in a document, or whole documents."""
    inside = "".join(f"  {line}\n" for line in fragment.strip("\n").split("\n"))
    if re.search(r"^documents:", fragment, re.MULTILINE):
        return PLACE + fragment
    if fragment.startswith(("- ", "#")):
        return f"{PLACE}{DOCUMENT}  clauses:\n{inside}"
    return PLACE + DOCUMENT + inside


def shown(code: str) -> list[str]:
    """Return the YAML that the page of a check shows, in its order: bad, good, how to switch it off."""
    return re.findall(r"```yaml\n(.*?)```", (PAGES / f"{code}.md").read_text(encoding="utf-8"), re.DOTALL)
