from hashlib import sha256
from pathlib import Path

from zjtx_rules.analysis.checking import check
from zjtx_rules.analysis.texts import SourceText, source_text

TEXT = (
    "测试办法\n为促进发展，制定本办法。\n一、总体要求\n[bookmark: OLE_LINK2]（一）加强培育。对新认定的企业，给予最高100万\n"
    "元奖励；完善服务体系。（责任单位：市工业和信息化局，各区县政府）\n（二）强化服务。开展走访。（市财政局、市科技局）\n"
    "2.优化环境。落实政策。（省工业和信息化厅会同各地方按职责分工负责）\n2023年1月1日\n"
)


def said(text: SourceText) -> list[str]:
    return [each.text for each in text.sentences()]


def test_sentences_end_at_full_stops_and_semicolons_and_headings_are_none() -> None:
    assert said(source_text(TEXT, "t")) == [
        "测试办法为促进发展，制定本办法",
        "对新认定的企业，给予最高100万元奖励",
        "完善服务体系",
        "开展走访",
        "落实政策",
    ]


def test_a_quote_is_found_across_the_end_of_a_line() -> None:
    assert list(source_text(TEXT, "t").places("给予最高100万元奖励"))


def test_marks_of_a_word_processor_mean_nothing() -> None:
    assert list(source_text(TEXT, "t").places("一、总体要求（一）加强培育"))


def test_a_sentence_is_cited_by_some_of_its_words() -> None:
    uncited = source_text(TEXT, "t").uncited(["制定本办法", "最高100万元", "完善服务体系", "开展走访"])
    assert [each.text for each in uncited] == ["落实政策"]


def test_a_sentence_is_placed_on_the_line_on_which_it_ends() -> None:
    assert [each.line for each in source_text(TEXT, "t").sentences()] == [2, 5, 5, 6, 7]


def test_it_is_said_where_a_quote_departs_from_the_text() -> None:
    assert source_text(TEXT, "t").differs_at("给予最高100万元的奖励") == ("给予最高100万元", "奖励；完善服务体")


def test_a_long_numbered_sentence_is_no_heading() -> None:
    long = "1.对符合条件的企业在项目、资金、人才、土地、能耗等方面给予优先支持并建立长效联系服务机制。"
    assert said(source_text(long, "t")) == [long.removesuffix("。")]


RESTATED = (
    "# 说明：以上标准自2022年起施行，评价得分达到六十分以上。\n"
    "【重述】一、公告条件：评价得分达到60分以上，或满足下列条件之一：【/重述】\n"
    "近三年内获得过国家级、省级科技奖励\n"
    "上年度研发费用【重述】总额【/重述】不低于100万元；占比3%以上。\n"
    "【重述】\n一、评价指标。\n二、满分一百分。\n【/重述】\n"
    "【缺】附则。\n【重述】\n到此为止，没有结束的标记。"
)


def test_what_is_restated_and_notes_never_satisfy_a_quote() -> None:
    text = source_text(RESTATED, "t")
    for verbatim in ("近三年内获得过国家级、省级科技奖励", "上年度研发费用", "不低于100万元", "占比3%以上"):
        assert list(text.places(verbatim)), verbatim
    for other in (
        *(
            "评价得分达到60分以上",
            "公告条件",
            "自2022年起施行",
            "总额",
            "评价指标",
            "满分一百分",
            "没有结束的标记",
            "重述",
        ),
        "上年度研发费用不低于100万元",  # words of the text on both sides of what was left out
    ):
        assert not list(text.places(other)), other
    expected = ["近三年内获得过国家级、省级科技奖励上年度研发费用", "不低于100万元", "占比3%以上", "【缺】附则"]
    assert said(text) == expected
    assert [each.line for each in text.sentences()] == [4, 4, 4, 9]


def test_sources_may_lie_below_the_folder(tmp_path: Path) -> None:
    (tmp_path / "国家").mkdir()
    (tmp_path / "国家" / "63号.txt").write_text("给予30万元奖励。", encoding="utf-8")
    (tmp_path.parent / "outside.txt").write_text("给予30万元奖励。", encoding="utf-8")
    digest = sha256("给予30万元奖励。".encode()).hexdigest()
    for file, quote, expected in (
        ("国家/63号.txt", "给予30万元", []),
        ("国家/63号.txt", "给予最高30万元", ["quote-not-in-source", "uncited-sentence"]),
        ("63号.txt", "给予30万元", ["source-changed"]),
        ("../outside.txt", "给予30万元", ["source-changed"]),
        (str(tmp_path.parent / "outside.txt"), "给予30万元", ["source-changed"]),
    ):
        rules = tmp_path / "rules.yaml"
        rules.write_text(
            'jurisdiction: {name: 日照市, code: "371100"}\ndocuments:\n- id: d\n  title: 甲\n  status: issued\n'
            f"  source: {{file: {file}, sha256: {digest}}}\n  clauses:\n"
            f"  - {{id: duty, kind: duty, cite: 一, quote: {quote}, title: 甲, does: 甲, force: mandatory}}\n",
            encoding="utf-8",
        )
        found = [each.code for each in check([rules], sources=tmp_path).findings]
        assert sorted(set(found) & {"quote-not-in-source", "source-changed", "uncited-sentence"}) == expected
