"""Several rule sets side by side: title by title, with goals and benchmarks. Amounts are those of the texts."""

from __future__ import annotations

import pytest

from zjtx_rules.analysis.compare import compare
from zjtx_rules.analysis.diffing.matrix import Cell, Matrix
from zjtx_rules.language import load
from zjtx_rules.presentation.diffing import FORMATS, render_comparison
from zjtx_rules.terms import Money


@pytest.fixture(scope="module")
def matrix() -> Matrix:
    return compare([load("rizhao"), load("jinan"), load("model_city")])


def cells(matrix: Matrix, label: str, basis: str) -> tuple[tuple[Cell, ...], ...]:
    (row,) = (each for each in matrix.rows if (each.label.zh, each.basis) == (label, basis))
    return row.cells


def amounts(matrix: Matrix, label: str, basis: str) -> list[list[tuple[str, Money | None]]]:
    return [[(each.nature, each.amount) for each in column] for column in cells(matrix, label, basis)]


def test_a_little_giant_is_paid_up_to_one_million_or_two_million(matrix: Matrix) -> None:
    # 日照 三（一）2 最高100万元; 济南 一（2） 200万元; 模板 三（一）2 200万元
    assert amounts(matrix, "国家级专精特新“小巨人”企业", "new") == [
        [("up_to", Money(1_000_000))],
        [("fixed", Money(2_000_000))],
        [("fixed", Money(2_000_000))],
    ]


def test_only_jinan_pays_for_a_renewal(matrix: Matrix) -> None:
    # 济南 一（2） 省级瞪羚企业延续 20万元
    assert amounts(matrix, "省级瞪羚企业", "renewed") == [[], [("fixed", Money(200_000))], []]


def test_jinan_does_not_reward_champions(matrix: Matrix) -> None:
    rizhao, jinan, model = amounts(matrix, "国家级制造业单项冠军企业", "new")
    assert (rizhao, jinan, model) == ([("up_to", Money(2_000_000))], [], [("fixed", Money(5_000_000))])


def test_levels_that_one_city_parts_have_rows_of_their_own(matrix: Matrix) -> None:
    # 日照: 国家级200万元, 省级50万元; 模板未写级别, 省级的须人工判断
    (rizhao,), jinan, (model,) = cells(matrix, "省级制造业单项冠军企业", "new")
    assert (rizhao.amount, jinan, model.open) == (Money(500_000), (), True)


def test_a_relocated_firm_is_paid_by_the_template_alone(matrix: Matrix) -> None:
    assert amounts(matrix, "省级专精特新中小企业", "relocated") == [[], [], [("fixed", Money(500_000))]]


def test_the_tenants_are_the_ground_of_a_bases_award(matrix: Matrix) -> None:
    # 济南 二（五）: 每培育1家给予基地10万元
    _, (jinan,), _ = cells(matrix, "省级瞪羚企业", "cultivated")
    assert jinan.pays.zh.startswith("每项10万元")


def test_a_column_says_status_and_validity(matrix: Matrix) -> None:
    assert [(each.place, each.status.zh, each.validity.zh) for each in matrix.columns] == [
        ("日照市", "已印发", "2022-03-23 至 2025-12-31"),
        ("济南市", "征求意见稿", "未写施行期"),
        ("本市", "模板", "未写施行期"),
    ]


def test_a_cell_says_how_awards_compete(matrix: Matrix) -> None:
    (rizhao,), (jinan,), _ = cells(matrix, "国家级专精特新“小巨人”企业", "new")
    assert rizhao.duplication.zh.startswith("就高不就低：")
    assert "文本未写" in jinan.duplication.zh


def test_goals_for_one_title_stand_in_one_row(matrix: Matrix) -> None:
    # 济南 一（1） 创新型中小企业达到3000家; 模板 二（一） 5000家
    (row,) = (each for each in matrix.targets if each.label.zh == "创新型中小企业")
    assert [[each.figure.zh for each in column] for column in row.cells] == [
        [],
        ["到2025-12-31，累计3000家"],
        ["到2025-12-31，累计5000家"],
    ]


def test_benchmarks_stand_by_the_fact_they_are_compared_with() -> None:
    # 模板 二（二） 4%以上; 山东 三（二） 3%以上, 7%以上
    matrix = compare([load("model_city"), load("shandong")])
    (row,) = (each for each in matrix.benchmarks if each.label.zh == "上年度研发经费占比")
    assert "4%以上" in row.cells[0][0].figure.zh
    assert "3%以上" in row.cells[1][0].figure.zh


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_names_the_amounts(matrix: Matrix, form: str) -> None:
    said = render_comparison(matrix, form)  # type: ignore[arg-type]  # the forms themselves
    assert "最高100万元" in said
    assert "200万元" in said


def test_the_same_rule_sets_give_the_same_bytes(matrix: Matrix) -> None:
    assert compare([load("rizhao"), load("jinan"), load("model_city")]).to_json() == matrix.to_json()


def test_what_is_paid_for_no_recognition_says_what_it_is_for_and_who_is_to_give_it(matrix: Matrix) -> None:
    # 模板 三（七）1: 鼓励市级小微企业园……给予三年房租优惠; 日照 三（五）17: 按规定给予参展补助
    rent, exhibition = (
        next(cell for row in matrix.rows for column in row.cells for cell in column if cell.clause == each)
        for each in ("subsidy.rent", "subsidy.exhibition")
    )
    assert rent.force is not None
    assert rent.force.zh == "他人职责：市级小微企业园"
    assert exhibition.force is None
    for form in ("text", "markdown", "html"):
        said = "".join(render_comparison(matrix, form, "zh").split())
        assert "参展补助：" + ("<span" if form == "html" else "按规定") in said
        assert "他人职责：市级小微" in said


def test_two_documents_of_one_place_are_told_apart_by_their_titles() -> None:
    every = compare([load("shandong")])
    titles = [document.title for _, document in load("shandong").documents()]
    text, page = render_comparison(every, "text", "zh"), render_comparison(every, "html", "zh")
    assert len(titles) > 1
    # In a terminal a column wraps its title, so that only its beginning stands on one line.
    assert all(each[:10] in text for each in titles)
    assert all(each in page for each in titles)
    assert "山东省、山东省" not in page
