"""What values and conditions say of lists of records, as terms of the core: counted, added, asked about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from zjtx_rules.conditions.base import CheckContext, Condition, Found
from zjtx_rules.conditions.cannot_say import CannotSay
from zjtx_rules.conditions.of_records import OfRecords
from zjtx_rules.core import sentences
from zjtx_rules.core import terms as t
from zjtx_rules.core.decide import decide, facts_missing
from zjtx_rules.nearest import nearest
from zjtx_rules.profile.situation import Situation
from zjtx_rules.quantities.formula import FormulaError, Name, parse
from zjtx_rules.quantities.formula_errors import BrokenValueError, CircularError
from zjtx_rules.quantities.known import Known
from zjtx_rules.quantities.leaf import Leaf
from zjtx_rules.quantities.lowering import Typed, lower
from zjtx_rules.quantities.models import NamedValue
from zjtx_rules.quantities.record_lists import RecordList, check_stated, field_quantity, record_test, words_of
from zjtx_rules.quantities.record_models import Counted, Summed, SummedTop
from zjtx_rules.quantities.units import COMPARED
from zjtx_rules.terms.truth import UNKNOWN
from zjtx_rules.words import Words


class RecordTerms:
    """Lowers what is said of the lists of a file; names that are no field of a record mean what they mean elsewhere."""

    lists: Mapping[str, RecordList]
    """The lists by id and by label."""
    collections: Mapping[str, RecordList]
    """The same by the name that the core has for them."""
    leaves: dict[str, Leaf]
    unsaid: dict[str, CannotSay]
    year: int

    def resolve(self, name: Name) -> Sequence[Typed]:
        """Return what a name means, once for each year that is meant."""
        raise NotImplementedError

    def test(self, condition: Condition) -> t.Test:
        """Return a condition as a test of the core."""
        raise NotImplementedError

    def over_records(self, over: Counted, value: NamedValue) -> Typed:
        """Return how many records count, or what they come to."""
        listed, where = self._list(over.of), self.of_each(over)
        if not isinstance(over, Summed):
            return Typed(sentences.count_of(listed.collection, where), "number")
        what = self.of_record(over.is_, listed)
        if value.sum is not None:
            top = over.top if isinstance(over, SummedTop) else None
            return Typed(sentences.total_over(listed.collection, what.term, where, top), what.unit)
        if value.highest is not None:
            return Typed(sentences.total_over(listed.collection, what.term, where, 1), what.unit)
        lowest = sentences.total_over(listed.collection, t.total((Fraction(-1), what.term)), where, 1)
        return Typed(t.total((Fraction(-1), lowest)), what.unit)

    def of_each(self, over: Counted) -> t.Test:
        """Return what a record has to meet to count; what it may not have has to be there to be added."""
        listed = self._list(over.of)
        where = record_test(over.where, listed, self.year, self._day)
        exists = self.of_record(over.is_, listed).exists if isinstance(over, Summed) else None
        return where if exists is None else t.all_of(where, exists)

    def of_record(self, text: str, listed: RecordList) -> Typed:
        """Return a formula over the fields of a record, and over whatever else formulas may name."""

        def resolve(name: Name) -> Sequence[Typed]:
            found = listed.named.get(name.name)
            if found is None or name.year:
                try:
                    return self.resolve(name)
                except (BrokenValueError, CircularError):
                    raise
                except FormulaError as error:
                    fields = "、".join(each.declared.label for each in listed.fields.values())
                    guess = nearest(name.name, listed.named)
                    hint = (
                        Words(f"是否想写“{guess}”？", f"did you mean '{guess}'?")
                        if guess
                        else Words(f"“{listed.label.zh}”的字段：{fields}", f"fields of '{listed.label.en}': {fields}")
                    )
                    raise FormulaError(error.words, error.at, error.length, hint) from None
            typed = field_quantity(found)
            if typed is None:
                raise FormulaError(
                    Words(f"“{name.name}”不是数量，不能计算", f"'{name.name}' is no quantity"), name.at, name.length
                )
            return [typed]

        return lower(parse(text), resolve)

    def _list(self, name: str) -> RecordList:
        if name not in self.lists:
            raise BrokenValueError(Words(f"没有名为“{name}”的清单", f"there is no list '{name}'"), 0)
        return self.lists[name]

    def _day(self, key: str, day: Callable[[date], date]) -> t.Quantity:
        """Return a day that follows from the day of the question."""
        key = f"day: {key}"
        if key not in self.leaves:
            self.leaves[key] = Leaf(
                Words(key, key), "date", lambda situation: (Fraction(day(situation.as_of).toordinal()), ())
            )
        return t.Fact(key, t.Kind.DAY, 1, date.max.toordinal())

    def _of_records(self, condition: OfRecords) -> t.Test:
        listed = self._list(condition.records)
        where = record_test(condition.where, listed, self.year, self._day)
        if condition.every is not None:
            every = record_test(condition.every, listed, self.year, self._day)
            return t.negation(t.some(listed.collection, t.all_of(where, t.negation(every))))
        bounds = condition.bounds()
        if bounds in ({"at_least": 1}, {"more_than": 0}):
            return t.some(listed.collection, where)
        if bounds in ({"at_most": 0}, {"less_than": 1}):
            return t.negation(t.some(listed.collection, where))
        count = sentences.count_of(listed.collection, where)
        return t.all_of(*(COMPARED[key](count, t.literal(number, t.Kind.NUMBER)) for key, number in bounds.items()))

    def judged(self, condition: OfRecords, situation: Situation) -> Found:
        """Return whether a condition on records is met, how many records count where that is certain, and what is missing."""
        known, test = Known(self, situation), self.test(condition)
        world = known.world(test)
        truth = decide(test, world)
        missing = known.paths(facts_missing(test, world)) if truth == UNKNOWN else ()
        if condition.every is not None:
            return truth, None, missing
        listed = self._list(condition.records)
        count = sentences.count_of(listed.collection, record_test(condition.where, listed, self.year, self._day))
        found = known.exact(count)
        return truth, None if found is None else int(found), missing

    def words_of(self, condition: OfRecords) -> Words:
        """Return a condition on records in words."""
        return words_of(condition, self._list(condition.records))

    def check_records(self, stated: Counted | OfRecords, context: CheckContext) -> bool:
        """Report a list that does not exist, and conditions that say nothing of its records; return whether nothing is wrong."""
        return check_stated(stated, self.lists, context)
