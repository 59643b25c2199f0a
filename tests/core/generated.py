"""Terms and worlds drawn at random, small enough for every completion to be written out."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random

from zjtx_rules.core import sentences
from zjtx_rules.core import terms as t
from zjtx_rules.core.ground import looks_of
from zjtx_rules.core.world import World

KIND = t.Kind.NUMBER
FACTS = [t.Fact("a", KIND, -2, 3), t.Fact("b", KIND, 0, 4), t.Fact("c", KIND, -3, 1), t.Fact("d", KIND, 0, 1)]
FIELDS = [t.Field("x", KIND, 0, 1), t.Field("day", KIND, 0, 2)]
QUESTION = "is it fit"
LIST = "titles"


class Generator:
    """Draws from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - test data, not secrets

    def number(self, low: int = -4, high: int = 6) -> Fraction:
        return Fraction(self.random.randint(low, high), self.random.choice([1, 1, 2, 3]))

    def literal(self, low: int = -4, high: int = 6) -> t.Quantity:
        return t.literal(self.number(low, high), KIND)

    def leaf(self, *, inside: bool) -> t.Quantity:
        if self.random.random() < 0.25:
            return self.literal(-1 if inside else -4, 4)
        return self.random.choice(FIELDS if inside else FACTS)

    def quantity(self, depth: int, *, inside: bool = False) -> t.Quantity:
        if depth == 0 or self.random.random() < 0.1:
            return self.leaf(inside=inside)
        draw = lambda: self.quantity(depth - 1, inside=inside)  # noqa: E731 - said once for all forms
        match self.random.randrange(10):
            case 6:
                return self.random.choice([self.product, self.ratio])(draw(), draw())
            case 7:
                return t.whole(self.random.choice([self.product, self.ratio])(draw(), draw()))
            case 8:
                return self.built(draw, depth, inside=inside)
            case 9 if not inside:
                top = self.random.choice([None, None, 1, 2])
                return sentences.total_over(LIST, self.quantity(depth - 1, inside=True), self.test(1, inside=True), top)
            case 0 | 1:
                return t.total(*((self.number(-3, 3), draw()) for _ in range(self.random.randint(1, 3))))
            case 2:
                return self.random.choice([t.least, t.most])(draw(), draw())
            case 3 | 4:
                cases = [(self.test(depth - 1, inside=inside), draw()) for _ in range(self.random.randint(1, 3))]
                return t.choice(cases, draw())
            case _:
                edges = self.random.sample(range(-3, 5), self.random.randint(1, 3))
                return t.table(draw(), [(t.literal(edge, KIND), draw()) for edge in edges], draw())

    def product(self, one: t.Quantity, other: t.Quantity) -> t.Quantity:
        return t.times(one, other)

    def ratio(self, part: t.Quantity, whole: t.Quantity) -> t.Quantity:
        """A ratio, made a number again; of a stated whole that is nothing there is none."""
        if isinstance(whole, t.Literal) and whole.value <= 0:
            whole = t.literal(2, KIND)
        return t.times(t.literal(1, KIND), t.ratio(part, whole))

    def built(self, draw: Callable[[], t.Quantity], depth: int, *, inside: bool) -> t.Quantity:
        """What is said with the constructors for sentences of policies."""
        cases = [(self.test(depth - 1, inside=inside), draw()) for _ in range(2)]
        rising = sorted(self.random.sample(range(-3, 5), 2))
        rates = [t.literal(self.number(-1, 2), t.Kind.SHARE) for _ in rising]
        said: list[Callable[[], t.Quantity]] = [
            lambda: sentences.excess(draw(), draw()),
            lambda: sentences.full_steps(draw(), t.literal(abs(self.number()) + 1, KIND)),
            lambda: sentences.brackets(
                draw(), [(t.literal(edge, KIND), rate) for edge, rate in zip(rising, rates, strict=True)]
            ),
            lambda: sentences.highest(cases, draw()),
            lambda: sentences.summed(cases, draw()),
            lambda: sentences.mean(draw(), draw()),
            lambda: t.times(
                t.literal(1, KIND), sentences.growth(draw(), self.random.choice(FACTS[:2]) if not inside else FIELDS[0])
            ),
        ]
        return self.random.choice(said)()

    def test(self, depth: int, *, inside: bool = False) -> t.Test:
        kind = self.random.randrange(8)
        if depth > 0 and kind < 3:
            parts = [self.test(depth - 1, inside=inside) for _ in range(self.random.randint(0, 3))]
            return self.random.choice([t.all_of, t.any_of])(*parts)
        if depth > 0 and kind == 3:
            return t.negation(self.test(depth - 1, inside=inside))
        if not inside and kind == 4:
            return self.window()
        if not inside and kind == 5 and self.random.random() < 0.5:
            return t.Judgement(QUESTION)
        compared = self.random.choice([t.at_least, t.more_than, t.equal])
        return compared(
            self.quantity(max(depth - 1, 0), inside=inside), self.quantity(max(depth - 1, 0), inside=inside)
        )

    def window(self) -> t.Test:
        first, last = sorted(self.random.choices(range(3), k=2))
        day = FIELDS[1]
        within = t.at_least(day, t.literal(first, KIND)), t.at_least(t.literal(last, KIND), day)
        return t.some(LIST, t.all_of(*within, self.test(1, inside=True)))

    def world(self, *terms: t.Term) -> World:
        random = self.random
        looks = len({look.body for term in terms for look in looks_of(term)})
        facts = {fact.key: random.randint(fact.least, fact.most) for fact in FACTS if random.random() < 0.4}
        open_ = looks < 3 and random.random() < (0.1 if "Total(" in repr(terms) else 0.5)
        records = tuple(self.record() for _ in range(random.randint(0, 1 if open_ else 2)))
        gone = open_ and random.random() < 0.5
        relations = random.choice(
            [(), (), (t.at_least(FACTS[1], FACTS[0]),), (t.at_least(FACTS[1], t.total(FACTS[0], FACTS[3])),)]
        )
        return World(
            facts,
            {} if gone else {LIST: records},
            frozenset({LIST}) if open_ and not gone else frozenset(),
            random.choice([{}, {}, {QUESTION: True}, {QUESTION: False}]),
            relations,
        )

    def record(self) -> dict[str, int | None]:
        return {each.name: self.random.choice([None, self.random.randint(each.least, each.most)]) for each in FIELDS}
