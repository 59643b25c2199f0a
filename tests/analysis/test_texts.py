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
