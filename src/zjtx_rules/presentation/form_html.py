"""The form of the service as pages: one question at a time, rendered here, without script, nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from zjtx_rules.analysis.asking import Input, Interview, Question
from zjtx_rules.presentation.asking import money_now, reasons, sentence
from zjtx_rules.presentation.page import escaped, page
from zjtx_rules.problems import InputError
from zjtx_rules.profile.applicants import APPLICANTS
from zjtx_rules.reasoning.totals import Totals
from zjtx_rules.terms import Money
from zjtx_rules.words import Language, Words

_STYLE = """
main { max-width: 640px; } form { margin: 0; }
.lead { color: var(--soft); margin: 0 0 14px; }
.money { background: var(--paper); border: 1px solid var(--rule); border-radius: 8px; padding: 10px 16px 12px; margin: 0 0 18px; }
.money .label { font-size: 13px; color: var(--soft); } .money .figure { font-size: 21px; font-weight: 600; line-height: 1.4; }
.money .figure.draft { font-size: 16px; } .money ol { margin: 6px 0 0; padding-left: 1.4em; font-size: 13px; color: var(--soft); }
.bar { height: 8px; border-radius: 4px; background: var(--rule); margin: 8px 0 2px; overflow: hidden; }
.bar span { display: block; height: 100%; background: var(--good); border-radius: 4px; min-width: 4px; }
.question { background: var(--paper); border: 1px solid var(--rule); border-radius: 8px; padding: 14px 16px 16px; }
.question h1 { font-size: 20px; margin: 0 0 6px; } .why { font-size: 13.5px; color: var(--soft); margin: 0 0 12px; }
.why summary { cursor: pointer; } .why ul { margin: 4px 0 0; padding-left: 1.3em; }
fieldset { border: 1px solid var(--rule); border-radius: 8px; margin: 0 0 12px; padding: 6px 14px 12px; min-width: 0; }
fieldset.plain { border: 0; padding: 0; } legend { font-size: 13px; color: var(--soft); padding: 0 6px; }
.field { margin: 8px 0 0; } .field > label, .field > .name { display: block; font-weight: 600; font-size: 14.5px; }
.field .hint { font-weight: 400; color: var(--soft); font-size: 12.5px; margin-left: 6px; }
input[type=text], input[type=date], select { width: 100%; min-height: 44px; font: inherit; color: inherit; background: var(--paper);
  padding: 6px 10px; border: 1px solid #8b939d; border-radius: 6px; margin-top: 3px; }
.radio { display: inline-flex; align-items: center; gap: 6px; min-height: 44px; margin-right: 22px; } .radio input { width: 20px; height: 20px; }
.buttons { display: flex; flex-wrap: wrap; gap: 10px; margin: 16px 0 0; }
button { font: inherit; min-height: 44px; padding: 6px 18px; border-radius: 6px; border: 1px solid #8b939d; background: var(--paper); color: inherit; cursor: pointer; }
button.first { background: var(--action); border-color: var(--action); color: var(--on-action); font-weight: 600; flex: 1 1 auto; }
:focus-visible { outline: 3px solid var(--action); outline-offset: 2px; }
.wrong { background: var(--bad-ground); color: var(--bad); border-radius: 8px; padding: 10px 16px; margin: 0 0 14px; } .wrong ul { margin: 0; padding-left: 1.2em; }
ul.claims { list-style: none; margin: 0; padding: 0; } ul.claims li { padding: 8px 0; border-top: 1px solid var(--rule); }
ul.claims b { float: right; margin-left: 12px; } ul.claims .soft { display: block; font-size: 13px; }
@media screen and (max-width: 640px) { main { padding: 14px 12px 40px; } }
@media print { .buttons, .why { display: none; } }
"""


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Filled:
    """What was filled in on a page: names to texts."""

    values: Mapping[str, str] = field(default_factory=dict)
    rows: int = 1
    error: InputError | None = None

    def get(self, name: str) -> str:
        """Return what was filled in under a name."""
        return self.values.get(name, "")


def start_page(filled: Filled, rules: Sequence[str], today: str, language: Language) -> str:
    """Return the first page: who is asked about, where, on which day."""

    def say(zh: str, en: str) -> str:
        return escaped(Words(zh, en).say(language))

    kinds = "".join(
        f'<option value="{kind}"{_selected(filled.get("kind") == kind)}>{escaped(model.noun.say(language))}</option>'
        for kind, model in APPLICANTS.items()
    )
    named = "".join(
        f'<option value="{escaped(each)}"{_selected(filled.get("rules") == each)}>{escaped(each)}</option>'
        for each in rules
    )
    body = f"""
<div class="question"><h1>{say("能享受什么政策，能领多少？", "What can be had, and how much?")}</h1>
<p class="lead">{say("一次一问，只问还会影响结果的；不知道的可以不答。所填内容不保存。", "One question at a time, only what still matters; what is not known may be left out. Nothing is kept.")}</p>
{_wrong(filled.error, language)}
<form method="post" action="/"><input type="hidden" name="lang" value="{language}"><input type="hidden" name="state" value="begin">
<div class="field"><label for="kind">{say("主体", "applicant")}</label><select id="kind" name="kind">{kinds}</select></div>
{_text("region", say("所在地", "place"), say("如 日照市、山东省日照市莒县", "such as 日照市"), filled)}
{_text("name", say("名称", "name"), say("可不填", "may be left out"), filled)}
<div class="field"><label for="as_of">{say("评估日", "day of the question")}</label><input type="date" id="as_of" name="as_of" value="{escaped(filled.get("as_of") or today)}"></div>
<details class="field"{" open" if filled.get("rules") or filled.get("adopting") else ""}><summary>{say("更多", "more")}</summary>
<div class="field"><label for="rules">{say("规则文件", "rule file")}</label><select id="rules" name="rules"><option value="">{say("按所在地选取", "those of the place")}</option>{named}</select></div>
{_text("adopting", say("模板适用的地区", "region that adopts the template"), "", filled)}</details>
<div class="buttons"><button class="first">{say("开始", "begin")}</button></div></form></div>"""
    return page(Words("能享受什么政策", "what can be had").say(language), body, language, style=_STYLE)


def question_page(interview: Interview, state: str, trail: Sequence[str], filled: Filled, language: Language) -> str:
    """Return the page of the next question."""
    asked = interview.questions[0]

    def say(zh: str, en: str) -> str:
        return escaped(Words(zh, en).say(language))

    buttons = [f'<button class="first" name="action" value="answer">{say("下一步", "next")}</button>']
    if asked.none is not None:
        buttons.append(f'<button name="action" value="none">{escaped(asked.none.say(language))}</button>')
    buttons.append(f'<button name="action" value="skip">{say("不知道", "not known")}</button>')
    if asked.form == "list":
        buttons.append(f'<button name="action" value="more">{say("再加一行", "another row")}</button>')
    if trail:
        buttons.append(f'<button name="action" value="back">{say("上一步", "back")}</button>')
    buttons.append(f'<button name="action" value="end">{say("看结果", "see the result")}</button>')
    fields = _rows(asked, filled, language) if asked.form == "list" else _fields(asked.inputs, "0.", filled, language)
    why = "".join(f"<li>{escaped(each)}</li>" for each in reasons(asked, language))
    body = f"""
{_money(interview, trail, language)}
<div class="question"><h1>{escaped(sentence(asked, language))}</h1>
<details class="why" open><summary>{say("为什么问", "why this is asked")}</summary><ul>{why}</ul></details>
{_wrong(filled.error, language)}
<form method="post" action="/"><input type="hidden" name="lang" value="{language}"><input type="hidden" name="state" value="{escaped(state)}">
<input type="hidden" name="key" value="{escaped(asked.key)}"><input type="hidden" name="rows" value="{filled.rows}">
{fields}<div class="buttons">{"".join(buttons)}</div></form></div>"""
    return page(sentence(asked, language), body, language, style=_STYLE)


def result_page(
    interview: Interview, claims: Sequence[tuple[str, str, str]], state: str, trail: Sequence[str], language: Language
) -> str:
    """Return the page that says where the money stands, and what can be done next.

    Args:
        interview: The interview.
        claims: The title, sum and source of each award or subsidy.
        state: The state, for the forms on the page.
        trail: Where the money stood before each answer.
        language: The language of the words.
    """

    def say(zh: str, en: str) -> str:
        return escaped(Words(zh, en).say(language))

    hidden = f'<input type="hidden" name="lang" value="{language}"><input type="hidden" name="state" value="{escaped(state)}">'
    left = len(interview.questions)
    rest = bool(left) and interview.questions[0].stage == "rest"
    more_zh = f"再答{left}个左右的问题，看还能享受什么" if rest else "接着回答"
    more_en = f"about {left} more questions: what else can be had" if rest else "go on"
    more = f'<button name="action" value="continue">{say(more_zh, more_en)}</button>' if left else ""
    back = f'<button name="action" value="back">{say("上一步", "back")}</button>' if trail else ""
    listed = "".join(
        f'<li><b>{escaped(amount)}</b>{escaped(title)}<span class="soft">{escaped(source)}</span></li>'
        for title, amount, source in claims
    )
    certain = interview.money_is_certain
    head = (
        say("金额已经确定", "the money is certain") if certain else say("金额尚未确定", "the money is not certain yet")
    )
    body = f"""
{_money(interview, trail, language)}
<div class="question"><h1>{head}</h1><ul class="claims">{listed}</ul>
<form method="post" action="/answer">{hidden}<div class="buttons"><button class="first">{say("看全部结果和依据", "the whole answer, with its sources")}</button></div></form>
<form method="post" action="/profile.yaml">{hidden}<div class="buttons"><button>{say("下载资料（YAML）", "download the profile (YAML)")}</button></div></form>
<form method="post" action="/">{hidden}<div class="buttons">{more}{back}</div></form>
<p><a href="/">{say("重新开始", "begin again")}</a></p></div>"""
    return page(Words("结果", "result").say(language), body, language, style=_STYLE)


def _money(interview: Interview, trail: Sequence[str], language: Language) -> str:
    """Return where the money stands, how it came there, and a bar of what is certain and what is possible."""
    (label, said), *drafts = money_now(interview, language)
    parts = [f'<div class="label">{escaped(label)}</div><div class="figure">{escaped(said)}</div>']
    parts.append(_bar(interview.evaluation.awards.payable.total))
    for name, each in drafts:
        parts.append(f'<div class="label">{escaped(name)}</div><div class="figure draft">{escaped(each)}</div>')
    if trail:
        steps = "".join(f"<li>{escaped(each)}</li>" for each in trail)
        word = escaped(Words("此前", "before").say(language))
        parts.append(f"<details><summary class=soft>{word}</summary><ol>{steps}</ol></details>")
    return f'<div class="money" role="status">{"".join(parts)}</div>'


def _bar(total: Totals) -> str:
    """Return how much of what is possible is certain."""
    ceilings = (total.fixed.ceiling, total.up_to.ceiling)
    if None in ceilings:
        return ""
    most = Money.total(each for each in ceilings if each is not None)
    if most == Money.ZERO:
        return ""
    least = Money.total((total.fixed.floor, total.up_to.floor))
    share = int(least.yuan * 100 / most.yuan)
    return f'<div class="bar" aria-hidden="true"><span style="width: {share}%"></span></div>'


def _rows(asked: Question, filled: Filled, language: Language) -> str:
    rows = []
    for number in range(filled.rows):
        legend = escaped(Words(f"第{number + 1 + asked.already}项", f"no. {number + 1 + asked.already}").say(language))
        inside = _fields(asked.inputs, f"{number}.", filled, language)
        rows.append(f"<fieldset><legend>{legend}</legend>{inside}</fieldset>")
    return "".join(rows)


def _fields(inputs: Sequence[Input], before: str, filled: Filled, language: Language) -> str:
    return "".join(_field(each, f"{before}{each.name}", filled, language) for each in inputs)


def _field(each: Input, name: str, filled: Filled, language: Language) -> str:
    label, hint = escaped(each.label.say(language)), escaped(each.hint.say(language))
    value = filled.get(name)
    if each.kind == "yes_no":
        words = (("是", "yes"), ("否", "no"))
        options = "".join(
            f'<label class="radio"><input type="radio" name="{escaped(name)}" value="{zh}"{" checked" if value == zh else ""}>{Words(zh, en).say(language)}</label>'
            for zh, en in words
        )
        return f'<div class="field" role="group" aria-label="{label}"><span class="name">{label}</span>{options}</div>'
    if each.choices:
        return f'<div class="field"><label for="{escaped(name)}">{label}</label>{_select(each, name, value, language)}</div>'
    if each.kind == "date":
        hint = ""  # the browser shows how
    kind = "date" if each.kind == "date" and (not value or _DAY.fullmatch(value)) else "text"
    mode = ' inputmode="numeric"' if each.kind == "count" else ""
    return (
        f'<div class="field"><label for="{escaped(name)}">{label}<span class="hint">{hint}</span></label>'
        f'<input type="{kind}" id="{escaped(name)}" name="{escaped(name)}" value="{escaped(value)}"{mode} autocomplete="off"></div>'
    )


def _select(each: Input, name: str, value: str, language: Language) -> str:
    def options(choices: Sequence[tuple[str, Words]]) -> str:
        return "".join(
            f'<option value="{escaped(key)}"{_selected(key == value)}>{escaped(words.say(language))}</option>'
            for key, words in choices
        )

    blank = '<option value=""></option>'
    first, others = each.choices[: each.common], each.choices[each.common :]
    inside = blank + options(first)
    if others:
        label = escaped(Words("其他", "others").say(language))
        inside += f'<optgroup label="{label}">{options(others)}</optgroup>' if first else options(others)
    return f'<select id="{escaped(name)}" name="{escaped(name)}">{inside}</select>'


def _text(name: str, label: str, hint: str, filled: Filled) -> str:
    return (
        f'<div class="field"><label for="{name}">{label}<span class="hint">{hint}</span></label>'
        f'<input type="text" id="{name}" name="{name}" value="{escaped(filled.get(name))}" autocomplete="off"></div>'
    )


def _selected(here: bool) -> str:  # noqa: FBT001 - says whether it is selected
    return " selected" if here else ""


def _wrong(error: InputError | None, language: Language) -> str:
    if error is None:
        return ""
    rows = []
    for each in error.problems[:10]:
        hint = f"；{each.suggestion.say(language)}" if each.suggestion else ""
        rows.append(f"<li>{escaped(each.message.say(language) + hint)}</li>")
    return f'<div class="wrong" role="alert"><ul>{"".join(rows)}</ul></div>'
