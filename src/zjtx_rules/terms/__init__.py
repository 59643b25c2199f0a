"""The vocabulary and the quantities of China's SME policies: the ground floor of the house.

Titles and their levels, regions (GB/T 2260), size classes (工信部联企业〔2011〕300号), registration codes (GB 32100-2015), money,
percentages and legal time (民法典). Everything is immutable and exact, is read from the spelling that policies use, and
explains in Chinese and English what is wrong with any other spelling.
"""

from zjtx_rules.terms.classification import find_industry
from zjtx_rules.terms.credit_code import (
    CreditCode,
    CreditCodeError,
    check_credit_code,
    doubt_credit_code,
    make_check_character,
)
from zjtx_rules.terms.fields import TermError, custom_error, write_as
from zjtx_rules.terms.legal_time import (
    DateError,
    Duration,
    DurationError,
    LegalDate,
    Period,
    add,
    calendar_year,
    happened_within,
    has_lasted,
    latest_start,
    parse_date,
)
from zjtx_rules.terms.levels import Level, LevelError, LevelField
from zjtx_rules.terms.money import Money, MoneyError
from zjtx_rules.terms.percentage import Percentage, PercentageError
from zjtx_rules.terms.places import NO_PLACES, DeclaredPlace, Places
from zjtx_rules.terms.region_changes import lay_within, lies_within, location_in
from zjtx_rules.terms.regions import REGIONS, Region, RegionCode, RegionError, find_region, region_name, region_problem
from zjtx_rules.terms.size_classes import (
    SizeClass,
    SizeClassError,
    SizeClassField,
    SizeFinding,
    SizeIndustry,
    industry_row,
    possible_size_classes,
)
from zjtx_rules.terms.titles import (
    TITLES,
    Holder,
    Title,
    TitleError,
    TitleId,
    find_title,
    split_level,
    title_names,
)
from zjtx_rules.terms.windows import ApplicationWindow, WindowError
from zjtx_rules.words import Language, Words

__all__ = [
    "NO_PLACES",
    "REGIONS",
    "TITLES",
    "ApplicationWindow",
    "CreditCode",
    "CreditCodeError",
    "DateError",
    "DeclaredPlace",
    "Duration",
    "DurationError",
    "Holder",
    "Language",
    "LegalDate",
    "Level",
    "LevelError",
    "LevelField",
    "Money",
    "MoneyError",
    "Percentage",
    "PercentageError",
    "Period",
    "Places",
    "Region",
    "RegionCode",
    "RegionError",
    "SizeClass",
    "SizeClassError",
    "SizeClassField",
    "SizeFinding",
    "SizeIndustry",
    "TermError",
    "Title",
    "TitleError",
    "TitleId",
    "WindowError",
    "Words",
    "add",
    "calendar_year",
    "check_credit_code",
    "custom_error",
    "doubt_credit_code",
    "find_industry",
    "find_region",
    "find_title",
    "happened_within",
    "has_lasted",
    "industry_row",
    "latest_start",
    "lay_within",
    "lies_within",
    "location_in",
    "make_check_character",
    "parse_date",
    "possible_size_classes",
    "region_name",
    "region_problem",
    "split_level",
    "title_names",
    "write_as",
]
