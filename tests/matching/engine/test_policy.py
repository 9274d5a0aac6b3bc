"""The policy: every level has its example, its sentence and its odds; Splink reads it as we do."""

from __future__ import annotations

from math import log2
from typing import Any

import pytest
from splink import DuckDBAPI

from madadkar.matching.engine import linking, splinked, tables
from madadkar.matching.engine.model import model_from, saved_model
from madadkar.matching.engine.policy import BLOCKS, COMPARISONS, Comparison, Mark
from madadkar.matching.engine.reasons import marks, reasons
from madadkar.matching.engine.scoring import weighed_sql
from madadkar.matching.practice import practice
from tests.matching.engine.lists import KARIM, levels_of, person

Told = dict[str, Any]
_WIFE = {"sex": "f", "is_head": False}
_HUSBAND = {"last": "جباری", "is_head": True}
_OTHER_PHONE = {"phone": "09125557777"}
EXAMPLES: list[tuple[str, str, Told, Told]] = [
    ("code", "same", {"code": "9990000018"}, {"code": "9990000018"}),
    ("code", "one_digit", {"code": "9990000018"}, {"code": "9990000108"}),
    ("code", "two_digits", {"code": "9990000018"}, {"code": "9990000027"}),
    ("code", "of_household", {"code": "9991111118", "mate": {"code": "9992222226"}}, {"code": "9992222226"}),
    ("code", "else", {"code": "9991111118"}, {"code": "9993334445"}),
    ("birth", "same_day", {"birth": "13600512"}, {"birth": "13600512"}),
    ("birth", "same_year_only", {"birth": "13600512"}, {"birth": "13600000"}),
    ("birth", "day_month_swapped", {"birth": "13600512"}, {"birth": "13601205"}),
    ("birth", "year_and_near_day", {"birth": "13600512"}, {"birth": "13600513"}),
    ("birth", "near_year_same_day", {"birth": "13600512"}, {"birth": "13650512"}),
    ("birth", "same_year", {"birth": "13600512"}, {"birth": "13601129"}),
    ("birth", "same_day_other_year", {"birth": "13600512"}, {"birth": "13780512"}),
    ("birth", "year_apart", {"birth": "13600512"}, {"birth": "13611129"}),
    ("birth", "two_years_apart", {"birth": "13600512"}, {"birth": "13621129"}),
    ("birth", "year_one_digit", {"birth": "13600512"}, {"birth": "13501129"}),
    ("birth", "few_years_apart", {"birth": "13590512"}, {"birth": "13631129"}),
    ("birth", "else", {"birth": "13400512"}, {"birth": "13671129"}),
    ("first", "same", {"first": "سیدکریم"}, {"first": "کریم"}),
    ("first", "whole_same", {"first": "محمد", "last": "رضاکریمی"}, {"first": "محمدرضا", "last": "کریمی"}),
    ("first", "sound", {"first": "صغری"}, {"first": "سغری"}),
    ("first", "swapped", {"first": "اصلان", "last": "بیگدلی"}, {"first": "بیگدلی", "last": "اصلان"}),
    ("first", "other_near", {"first": "حسن", "like": 3}, {"first": "حسین", "like": 3}),
    ("first", "slip", {"first": "غفور"}, {"first": "غوفر"}),
    ("first", "part", {"first": "رمضان"}, {"first": "رمضانعلی"}),
    ("first", "near", {"first": "عبدالحسین"}, {"first": "عبدالحمید"}),
    ("first", "else", {"first": "اصغر"}, {"first": "زهره"}),
    ("last", "same", {"last": "رستمی"}, {"last": "رستمی"}),
    ("last", "whole_same", {"first": "محمد", "last": "رضاکریمی"}, {"first": "محمدرضا", "last": "کریمی"}),
    ("last", "sound", {"last": "صفایی"}, {"last": "سفایی"}),
    ("last", "part", {"last": "کرمی"}, {"last": "کرمیان"}),
    ("last", "other_near", {"last": "نوری", "like": 3}, {"last": "نظری", "like": 3}),
    ("last", "slip", {"last": "بهرامی"}, {"last": "بهزامی"}),
    ("last", "near", {"last": "محمدزاده"}, {"last": "محمدیزاد"}),
    ("last", "of_household", {**_WIFE, "last": "صادقی", "mate": _HUSBAND}, {"last": "جباری"}),
    ("last", "woman_other", {"last": "صادقی", "sex": "f"}, {"last": "نجفی", "sex": "f"}),
    ("last", "else", {"last": "صادقی", "sex": "m"}, {"last": "نجفی", "sex": "m"}),
    ("father", "same", {"father": "صفر"}, {"father": "صفر"}),
    ("father", "sound", {"father": "صفدر"}, {"father": "سفدر"}),
    ("father", "slip", {"father": "قربان"}, {"father": "قزبان"}),
    ("father", "part", {"father": "رجب"}, {"father": "رجبعلی"}),
    ("father", "near", {"father": "عبدالحسین"}, {"father": "عبدالحصن"}),
    ("father", "else", {"father": "رجب"}, {"father": "یدالله"}),
    ("place", "same", {"place": "چورزق"}, {"place": "چورزق"}),
    ("place", "near", {"place": "قرهپشتلو"}, {"place": "قرهپشتلوی"}),
    ("place", "county", {"place": "چورزق", "county": "طارم"}, {"place": "ابریشم", "county": "طارم"}),
    ("place", "else", {"place": "چورزق", "county": "طارم"}, {"place": "دندی", "county": "ماهنشان"}),
    ("phone", "same", {"phone": "09120000001"}, {"phone": "09120000001"}),
    ("phone", "of_household", {"phone": "09120000001", "mate": _OTHER_PHONE}, _OTHER_PHONE),
    ("phone", "one_digit", {"phone": "09120000001"}, {"phone": "09120000007"}),
    ("phone", "else", {"phone": "09120000001"}, {"phone": "09125557777"}),
    ("sheba", "same", {"sheba": "IR01"}, {"sheba": "IR01"}),
    ("sheba", "of_household", {"sheba": "", "mate": {"sheba": "IR02"}}, {"sheba": "IR02"}),
    ("sheba", "else", {"sheba": "IR03"}, {"sheba": "IR44"}),
    ("sex", "same", {"sex": "f"}, {"sex": "f"}),
    ("sex", "else", {"sex": "f"}, {"sex": "m"}),
    ("size", "same", {"size": 4}, {"size": 4}),
    ("size", "one_apart", {"size": 4}, {"size": 5}),
    ("size", "else", {"size": 4}, {"size": 8}),
    ("role", "same", {"is_head": True}, {"is_head": True}),
    ("role", "else", {"is_head": True}, {"is_head": False}),
]  # fmt: skip
_CASES = [f"{comparison}.{level}" for comparison, level, *_ in EXAMPLES]


def _listed(told: Told, ref: int) -> list[Any]:
    """The person of an example, a member of the same household, and others who bear the same name."""
    told = dict(told)
    mate, alike = told.pop("mate", None), told.pop("like", 0)
    listed = [person(ref, **told)]
    if mate:
        listed.append(person(ref + 10_000, household=f"h{ref}", **mate))
    return listed + [person(ref + 20_000 + 1_000 * number, **told) for number in range(alike)]


@pytest.fixture(scope="module")
def found() -> dict[str, dict[str, int]]:
    """The levels of every example, all in two lists."""
    left = [one for ref, (_, _, told, _) in enumerate(EXAMPLES) for one in _listed(told, ref)]
    right = [one for ref, (_, _, _, told) in enumerate(EXAMPLES) for one in _listed(told, ref)]
    pairs = [(ref, ref) for ref in range(len(EXAMPLES))]
    return dict(zip(_CASES, levels_of(left, right, pairs), strict=True))


def test_every_level_has_an_example_that_reaches_it(found: dict[str, dict[str, int]]) -> None:
    told = {comparison.name: comparison for comparison in COMPARISONS}
    reached = {}
    for comparison, level, *_ in EXAMPLES:
        number = found[f"{comparison}.{level}"][comparison]
        held = told[comparison].level(number)
        reached[f"{comparison}.{level}"] = held.name if held else "unknown"

    assert reached == {case: case.split(".")[1] for case in _CASES}
    assert set(_CASES) == {f"{c.name}.{level}" for c in COMPARISONS for level in c.names}


def test_what_either_record_leaves_unsaid_says_nothing() -> None:
    (levels,) = levels_of([person(1)], [person(1, **KARIM)], [(1, 1)])

    assert set(levels.values()) == {-1}
    assert reasons(levels) == ()
    assert set(marks(levels).values()) == {Mark.UNKNOWN}


def test_every_level_is_said_in_its_own_words() -> None:
    said = [level.said for c in COMPARISONS for level in c.levels] + [c.otherwise for c in COMPARISONS]
    twice = {sentence for sentence in said if said.count(sentence) > 1}

    assert twice <= {"نام کامل یکسان"}
    assert all(sentence and sentence.strip() == sentence and not sentence.isascii() for sentence in said)


def test_reasons_are_those_of_the_clerk_what_agrees_first() -> None:
    known = {"father": "صفر", "birth": "13600512", "code": "9990000018"}
    other = {"father": "صفر", "birth": "13600000", "code": "9990000028"}

    (levels,) = levels_of([person(1, **known)], [person(1, **other)], [(1, 1)])

    assert "؛ ".join(reasons(levels)) == "نام پدر یکسان؛ سال تولد یکسان؛ کد ملی یک رقم تفاوت"


def test_the_saved_model_fits_the_policy_and_calls_nothing_impossible() -> None:
    model = saved_model()

    assert set(model.odds) == {comparison.name for comparison in COMPARISONS}
    for comparison in COMPARISONS:
        odds = model.odds[comparison.name]
        assert tuple(odds) == comparison.names
        for who in ("same", "kin", "strangers"):
            shares = [getattr(each, who) for each in odds.values()]
            assert min(shares) > 0
            assert sum(shares) == pytest.approx(1, abs=1e-4)


def test_a_model_counted_for_other_levels_is_not_taken() -> None:
    told = {"levels": {"code": {"same": [1, 1, 1]}}, "common": 0.1, "kin": 0.1, "counted": ""}

    with pytest.raises(ValueError, match="count it anew"):
        model_from(told)


def test_narrow_blocks_stand_before_wide_ones() -> None:
    assert [block.is_wide for block in BLOCKS] == sorted(block.is_wide for block in BLOCKS)


def _weight(comparison: Comparison, gamma: int) -> float:
    """What a level speaks for one person rather than strangers, by the saved model."""
    if gamma < 0:
        return 0.0
    odds = saved_model().odds[comparison.name][comparison.names[len(comparison.levels) - gamma]]
    return log2(odds.same / odds.strangers)


def test_splink_predicts_with_the_saved_model_what_is_weighed_here() -> None:
    """The levels and weights of every pair, before rarity and the lists' own habits."""
    made = practice(kind="harder", split="reporting", households=120, files=80, common=30, seed=2)
    gammas, theirs = (", ".join(f"{kind}_{c.name}" for c in COMPARISONS) for kind in ("w.gamma", "p.mw"))
    with tables.opened() as connection:
        work = linking.laid(connection, made.left, made.right, model=saved_model())
        linking.compare(work)
        connection.execute("update levels set rare = 0, oftener = 0")
        lists = {name: connection.table(name) for name in work.sides}
        api = DuckDBAPI(connection=connection)
        splink = splinked.linker(api, lists, work.model, work.blocks, chance=work.chance)
        predicted = splink.inference.predict().physical_name
        rows = connection.execute(f"""
select weight_same - weight_strangers - log2({work.hopes.same} / {work.hopes.strangers}), {gammas}, {theirs}
  from {predicted} p full join ({weighed_sql("levels", work.model, work.hopes)}) w
    on p.unique_id_l = w.unique_id_l and p.unique_id_r = w.unique_id_r
""").fetchall()

    assert len(rows) > 100
    for whole, *told in rows:
        levels, weights = told[: len(COMPARISONS)], told[len(COMPARISONS) :]
        ours = [_weight(comparison, gamma) for comparison, gamma in zip(COMPARISONS, levels, strict=True)]
        assert weights == pytest.approx(ours, abs=1e-4)
        assert whole == pytest.approx(sum(weights), abs=1e-3)
