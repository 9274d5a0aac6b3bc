"""What each figure counts, and on which day."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from madadkar.foundation.jalali import from_jalali
from madadkar.foundation.refusal import Refusal
from madadkar.registry.models import Membership, Person
from madadkar.reports.queries import question
from tests.registry import people
from tests.reports.town import (
    DAY,
    Town,
    as_the_web,
    circumstance,
    delegate,
    merged,
    pension,
    readings,
    value,
)

ONE_DAY = timedelta(days=1)


def test_an_office_with_nobody_has_zeros_and_no_rate(town: Town) -> None:
    counted = readings(town)
    assert counted["covered_households"].value == 0
    assert counted["active_centres"].value == 0
    assert (counted["exit_rate"].value, counted["exit_rate"].denominator) == (None, 0)


def test_a_household_is_covered_from_its_first_day_and_not_on_the_day_it_ends(town: Town) -> None:
    town.family(town.person("زهرا"), since=DAY, until=DAY + timedelta(days=30))
    assert value(town, "covered_households", on=DAY - ONE_DAY) == 0
    assert value(town, "covered_households", on=DAY) == 1
    assert value(town, "covered_households", on=DAY + timedelta(days=29)) == 1
    assert value(town, "covered_households", on=DAY + timedelta(days=30)) == 0


def test_occasional_coverage_counts_as_continuous_does(town: Town) -> None:
    town.family(town.person("زهرا"), covered="occasional")
    town.family(town.person("مریم"), covered=None)
    assert value(town, "covered_households") == 1


def test_persons_are_the_living_members_of_that_day(town: Town) -> None:
    ali = town.person("علی", sex="male", died_on=DAY)
    reza = town.person("رضا", sex="male")
    town.family(town.person("زهرا"), ali, reza)
    Membership.objects.filter(person=reza).update(valid_until=DAY + ONE_DAY)
    assert value(town, "covered_persons", on=DAY - ONE_DAY) == 3
    assert value(town, "covered_persons", on=DAY) == 2
    assert value(town, "covered_persons", on=DAY + ONE_DAY) == 1


def test_a_woman_heads_a_household_only_while_she_is_its_head(town: Town) -> None:
    town.family(town.person("زهرا"), town.person("علی", sex="male"))
    town.family(town.person("حسن", sex="male"), town.person("مریم"))
    assert value(town, "women_heads") == 1
    Membership.objects.filter(is_head=True, person__first_name="زهرا").update(valid_until=DAY)
    assert value(town, "women_heads", on=DAY - ONE_DAY) == 1
    assert value(town, "women_heads", on=DAY) == 0


def test_somebody_is_elderly_from_the_sixtieth_birthday_on(town: Town) -> None:
    town.family(town.person("کبری", birth_on=from_jalali(1336, 2, 20)))
    town.family(town.person("سکینه", birth_on=from_jalali(1336, 2, 21)))
    town.family(town.person("رقیه", birth_on=None))
    assert value(town, "elderly", on=DAY - ONE_DAY) == 0
    assert value(town, "elderly", on=DAY) == 1
    assert value(town, "elderly", on=DAY + ONE_DAY) == 2


def test_overlapping_groups_count_a_person_once(town: Town) -> None:
    sara = town.person("سارا")
    circumstance(sara, "pupil")
    circumstance(sara, "student")
    circumstance(sara, "special_patient")
    circumstance(sara, "cancer_patient")
    town.family(town.person("زهرا"), sara)
    counted = readings(town)
    assert counted["pupils"].value == 1
    assert counted["students"].value == 1
    assert counted["pupils_and_students"].value == 1
    assert counted["patients"].value == 1
    assert counted["covered_persons"].value == 2


def test_a_circumstance_counts_only_on_its_days(town: Town) -> None:
    sara = town.person("سارا")
    circumstance(sara, "pupil", since=DAY, until=DAY + ONE_DAY)
    town.family(town.person("زهرا"), sara)
    assert [value(town, "pupils", on=day) for day in (DAY - ONE_DAY, DAY, DAY + ONE_DAY)] == [0, 1, 0]


def test_a_merged_person_and_a_merged_household_are_not_counted_twice(town: Town) -> None:
    first, again = town.person("زهرا"), town.person("زهرا")
    kept = town.family(town.person("حسن", sex="male"), first, again)
    absorbed = town.family(town.person("حسن", sex="male"))
    Person.objects.filter(pk=again.pk).update(merged_into=first)
    merged(absorbed.household, kept.household)
    counted = readings(town)
    assert (counted["covered_households"].value, counted["covered_persons"].value) == (1, 2)
    assert (counted["files"].value, counted["active_files"].value) == (1, 1)


def test_the_exit_rate_names_its_base_and_counts_who_left_within_the_year(town: Town) -> None:
    long_before = from_jalali(1390, 1, 1)
    for until in (None, DAY, DAY + ONE_DAY, from_jalali(1395, 2, 20), from_jalali(1395, 2, 21)):
        town.family(town.person("زهرا"), since=long_before, until=until)
    rate = readings(town)["exit_rate"]
    assert (rate.numerator, rate.denominator) == (2, 4)
    assert rate.value == Decimal("50.0")
    assert rate.figure.target == 10


def test_only_an_exit_for_self_reliance_counts_towards_the_target(town: Town) -> None:
    town.family(town.person("زهرا"), until=DAY, state="inactive", reason="self_reliant")
    town.family(town.person("مریم"), until=DAY, state="inactive", reason="moved_away")
    rate = readings(town)["self_reliance_rate"]
    assert (rate.numerator, rate.denominator, rate.value) == (1, 2, Decimal("50.0"))


def test_rural_shares_have_persons_and_households_apart(town: Town) -> None:
    town.family(town.person("زهرا"), town.person("علی", sex="male"), town.person("رضا"), area="rural")
    town.family(town.person("مریم"), area="urban")
    town.family(town.person("نرگس"), area="")
    counted = readings(town)
    assert (counted["rural_persons_share"].numerator, counted["rural_persons_share"].denominator) == (3, 5)
    assert counted["rural_persons_share"].value == Decimal("60.0")
    assert counted["rural_households_share"].value == Decimal("33.3")


def test_files_and_active_files_follow_the_day(town: Town) -> None:
    town.family(town.person("زهرا"), since=DAY)
    town.family(town.person("مریم"), state="inactive", covered=None)
    counted = readings(town, on=DAY)
    assert (counted["files"].value, counted["active_files"].value) == (2, 1)
    before = readings(town, on=DAY - ONE_DAY)
    assert (before["files"].value, before["active_files"].value) == (1, 0)


def test_women_heads_on_a_pension_are_active_files_with_a_woman_head(town: Town) -> None:
    pension(town.family(town.person("زهرا")))
    pension(town.family(town.person("حسن", sex="male"), town.person("مریم")))
    pension(town.family(town.person("رقیه"), state="inactive"))
    pension(town.family(town.person("نرگس")), since=DAY + ONE_DAY)
    counted = readings(town)
    assert counted["pension_women_heads"].value == 1
    share = counted["pension_women_heads_share"]
    assert (share.numerator, share.denominator, share.value) == (1, 3, Decimal("33.3"))


def test_pupils_of_active_files_need_no_coverage(town: Town) -> None:
    sara, mina, nima = town.person("سارا"), town.person("مینا"), town.person("نیما", sex="male")
    circumstance(sara, "pupil")
    circumstance(mina, "student")
    circumstance(nima, "pupil")
    town.family(town.person("زهرا"), sara, mina, covered=None)
    town.family(town.person("مریم"), nima, state="inactive")
    counted = readings(town)
    assert (counted["active_file_pupils"].value, counted["active_file_students"].value) == (1, 1)
    assert (counted["pupils"].value, counted["students"].value) == (1, 0)


def test_only_centres_whose_permit_is_in_force_are_counted(town: Town) -> None:
    noor, mehr = town.centre("noor"), town.centre("mehr", since=DAY + ONE_DAY)
    town.centre("bahar", standing="suspended")
    town.centre("sepehr", standing="revoked")
    for _ in range(3):
        delegate(town.family(town.person("زهرا")), noor)
    assert value(town, "active_centres") == 1
    assert value(town, "files_a_centre") == Decimal("3.0")
    assert value(town, "files_a_centre", on=DAY + ONE_DAY) == Decimal("1.5")
    assert mehr.pk


def test_delegation_grows_from_the_same_day_a_year_before(town: Town) -> None:
    noor = town.centre("noor")
    for since in (from_jalali(1390, 1, 1), from_jalali(1395, 2, 20), from_jalali(1395, 2, 21)):
        delegate(town.family(town.person("زهرا")), noor, since=since)
    delegate(town.family(town.person("مریم")), noor, until=DAY)
    growth = readings(town)["delegation_growth"]
    assert (growth.numerator, growth.denominator, growth.value) == (3, 3, Decimal("0.0"))
    assert readings(town, on=DAY - ONE_DAY)["delegation_growth"].value == Decimal("100.0")


def test_a_printed_number_that_counting_does_not_give_is_flagged_and_not_bent(town: Town) -> None:
    town.family(town.person("زهرا"))
    flagged = readings(town)["covered_households"]
    assert [str(one.value) for one in flagged.disagreements] == ["22500"]
    assert flagged.value == 1
    assert readings(town, on=DAY + ONE_DAY)["covered_households"].published == ()


def test_an_office_counts_those_under_it_and_a_county_only_its_own(town: Town) -> None:
    town.family(town.person("زهرا"))
    town.family(town.person("مریم", of=town.county))
    assert value(town, "covered_households") == 2
    assert value(town, "covered_households", office=town.county) == 1


def test_another_agencys_office_is_unknown_to_the_asker(town: Town) -> None:
    other = people.office("behzisti-zanjan", agency="behzisti")
    with as_the_web(town.scope()) as scope, pytest.raises(Refusal, match="office_unknown"):
        question(office=other, on=DAY, by=scope)


def test_patients_are_refused_not_zero_for_a_role_without_medical_sight(town: Town) -> None:
    sara = town.person("سارا")
    circumstance(sara, "cancer_patient")
    town.family(town.person("زهرا"), sara)
    seen = readings(town, by=town.scope(role=people.Role.FINANCE))["patients"]
    assert seen.value is None
    assert seen.refusal is not None
    assert seen.refusal.code == "figure_needs_medical_sight"
    assert value(town, "patients") == 1


def test_a_role_without_figures_is_refused(town: Town) -> None:
    scope = town.scope(role=people.Role.CENTRE_WORKER)
    with as_the_web(scope), pytest.raises(Refusal, match="not_permitted"):
        question(office=town.office, on=DAY, by=scope)


def test_a_centres_manager_counts_only_the_centres_own_families(town: Town) -> None:
    noor, mehr = town.centre("noor"), town.centre("mehr")
    delegate(town.family(town.person("زهرا"), town.person("علی", sex="male")), noor)
    delegate(town.family(town.person("مریم")), mehr)
    town.family(town.person("رقیه"))
    counted = readings(town, by=town.scope(role=people.Role.CENTRE_MANAGER, of_centre=noor))
    assert counted["covered_households"].value == 1
    assert counted["covered_persons"].value == 2
    assert counted["delegated_files"].value == 1
    assert counted["active_centres"].value == 1
    assert counted["covered_households"].published == ()
