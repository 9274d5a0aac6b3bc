"""The demo's people are invented, valid by form, and live in families as the survey knows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from madadkar.demo.plans import STORY_ENDS_ON
from madadkar.foundation.audit import faults
from madadkar.foundation.identity import is_national_code, sheba, sheba_bank
from madadkar.foundation.persian import clean, search_key, sort_key

Ask = Callable[..., list[tuple[Any, ...]]]

OF_OFFICE = "office_id in (select id from organisations_office where code = '{0}' or code like '{0}-%%')"


def test_national_codes_are_valid_start_with_999_and_are_nobody_else_s(ask: Ask) -> None:
    codes = ask("select agency_id, national_code from registry_person where national_code <> ''")
    assert len(codes) > 5_000
    assert len(set(codes)) == len(codes)
    assert all(code.startswith("999") and is_national_code(code) for _, code in codes)


def test_shebas_are_right_and_of_known_banks(ask: Ask) -> None:
    shebas = [text for (text,) in ask("select sheba from registry_bankaccount order by id limit 5000")]
    assert all(sheba(text).value == text and sheba_bank(text) for text in shebas)


def test_names_are_stored_clean_with_their_keys(ask: Ask) -> None:
    rows = ask(
        "select distinct first_name, first_key, last_name, last_key, sort_key"
        " from registry_person limit 20000"
    )
    for first, first_key, last, last_key, order in rows:
        assert (clean(first), clean(last)) == (first, last)
        assert (search_key(first), search_key(last)) == (first_key, last_key)
        assert sort_key(f"{last} {first}") == order


def test_every_name_is_in_the_dictionary_of_spellings(ask: Ask) -> None:
    missing = ask(
        "select count(*) from registry_person p where not exists"
        " (select from registry_namekey k where k.part = 'last' and k.key = p.last_key)"
    )
    assert missing == [(0,)]


def test_frequent_names_are_frequent_and_rare_ones_exist(ask: Ask) -> None:
    rows = ask("select last_name, count(*) from registry_person group by 1 order by 2 desc")
    counts = [count for _, count in rows]
    assert rows[0][0] == "محمدی"
    assert 0.02 < counts[0] / sum(counts) < 0.12
    assert len(counts) > 3_000


def test_nobody_joins_after_the_story_s_end_but_those_who_came_to_the_door(ask: Ask) -> None:
    assert ask("select count(*) from registry_circumstance where valid_from > %s", STORY_ENDS_ON) == [(0,)]
    (row,) = ask(
        "select count(*) from registry_membership m"
        " join casework_casefile f on f.household_id = m.household_id"
        " where m.valid_from > %s and f.opened_on <= %s",
        STORY_ENDS_ON,
        STORY_ENDS_ON,
    )
    assert row == (0,)


@pytest.mark.parametrize(
    ("office", "mean_size"), [("emdad-zanjan", 1.73), ("emdad-isfahan", 1.82), ("emdad-qazvin", 1.79)]
)
def test_emdad_families_are_small_and_old(ask: Ask, office: str, mean_size: float) -> None:
    ((families, lone, mean),) = ask(
        "select count(*), count(*) filter (where stated_size = 1), avg(stated_size) from registry_household"
        f" where {OF_OFFICE.format(office)}"
    )
    assert families > 15_000
    assert 0.45 < lone / families < 0.65
    assert abs(float(mean) - mean_size) < 0.05


def test_sexes_and_ages_are_those_of_poor_families(ask: Ask) -> None:
    ((women, children, whole),) = ask(
        "select count(*) filter (where sex = 'female'), count(*) filter (where birth_on > '1999-05-10'),"
        f" count(*) from registry_person where {OF_OFFICE.format('emdad-zanjan')}"
    )
    assert 0.55 < women / whole < 0.72
    assert 0.10 < children / whole < 0.25


def test_children_are_born_to_grown_parents(ask: Ask) -> None:
    (row,) = ask(
        "select count(*) from registry_membership c join registry_person child on child.id = c.person_id"
        " join registry_membership h on h.household_id = c.household_id and h.is_head"
        " join registry_person head on head.id = h.person_id"
        " where c.relation = 'child' and child.birth_on < head.birth_on + interval '15 years'"
    )
    assert row == (0,)


def test_every_woman_who_heads_a_family_is_in_the_group_for_as_long(ask: Ask) -> None:
    (row,) = ask(
        "select count(*) from registry_membership m join registry_person p on p.id = m.person_id"
        " where m.is_head and p.sex = 'female' and not exists (select from registry_circumstance c"
        " where c.person_id = p.id and c.\"group\" = 'woman_head' and c.valid_from = m.valid_from"
        " and c.valid_until is not distinct from m.valid_until)"
    )
    assert row == (0,)


def test_some_families_were_headed_by_a_man_who_died(ask: Ask) -> None:
    ((changed,),) = ask(
        "select count(*) from (select household_id from registry_membership where is_head"
        " group by 1 having count(*) > 1) twice"
    )
    assert changed > 500


def test_open_files_have_caseworkers_of_their_own_office(ask: Ask) -> None:
    (row,) = ask(
        "select count(*) from casework_casefile f where f.caseworker_id is not null and not exists"
        " (select from organisations_post p join organisations_office o on o.id = p.office_id"
        " where p.staff_id = f.caseworker_id and p.role = 'caseworker'"
        " and (o.id = f.office_id or o.id in"
        " (select parent_id from organisations_office where id = f.office_id)))"
    )
    assert row == (0,)


def test_every_delegation_is_to_a_centre_at_work_and_of_a_covered_family(ask: Ask) -> None:
    (row,) = ask(
        "select count(*) from casework_delegation d where not exists"
        " (select from organisations_centrestanding s"
        "  where s.centre_id = d.centre_id and s.standing = 'active'"
        "  and s.valid_from <= d.valid_from and (s.valid_until is null or s.valid_until > d.valid_from))"
        " or not exists (select from casework_coverage c where c.case_file_id = d.case_file_id"
        "  and c.valid_from <= d.valid_from and (c.valid_until is null or c.valid_until > d.valid_from))"
    )
    assert row == (0,)


def test_specialised_centres_bear_the_reports_names(ask: Ask) -> None:
    names = {
        name for (name,) in ask("select name from organisations_centre where code like 'emdad-zanjan-%%'")
    }
    assert {"مرکز نیکوکاری سرپناه", "مرکز نیکوکاری مداد رنگی", "مرکز نیکوکاری کارآفرینی"} <= names


def test_planting_is_one_deed_an_office_and_the_chain_holds(ask: Ask) -> None:
    deeds = ask(
        "select facts ->> 'shared_families' from foundation_auditevent where deed = 'demo.plant_office'"
    )
    assert sorted(deeds) == [("0",), ("0",), ("0",), ("627",)]
    assert faults() == []
