-- One office: of its 26,000 files 22,500 are covered; every second of the others left within the year.
insert into registry_household (agency_id, office_id, code, issued_by_id, decile)
  select %(agency)s, %(office)s, n::text, %(office)s, 1 + n %% 5 from generate_series(1, %(files)s) n;
create temp table laid on commit drop as
  select id as household_id, code::int as n, hashint4(code::int) & 1023 as luck
  from registry_household where office_id = %(office)s;
insert into registry_person (agency_id, office_id, national_code, first_name, last_name, father_name, first_key,
    last_key, father_key, sort_key, birth_on, birth_precision, sex, marital, birth_certificate_number)
  select %(agency)s, %(office)s, '999' || lpad((%(first)s + n * 8 + place)::text, 7, '0'), 'نام' || n %% 900, 'خانوادگی' || n,
    'پدر' || n %% 600, 'k' || n %% 900, 'l' || n, 'f' || n %% 600, 'l' || n || place,
    date '1930-01-01' + ((luck * 37 + place * 7919) %% 29000), 'day',
    case when (luck + place) %% 100 < 58 then 'female' else 'male' end, 'married', ''
  from laid, generate_series(0, case when luck %% 4 = 0 then 3 else luck %% 2 end) place;
create temp table living on commit drop as
  select id as person_id, (substr(national_code, 4)::int - %(first)s) / 8 as n, (substr(national_code, 4)::int - %(first)s) %% 8 as place
  from registry_person where office_id = %(office)s;
insert into registry_membership (agency_id, office_id, household_id, person_id, relation, is_head, headship, valid_from)
  select %(agency)s, %(office)s, household_id, person_id, case place when 0 then 'head' else 'child' end, place = 0,
    case place when 0 then 'usual' else '' end, '2005-03-21' from living join laid using (n);
insert into registry_residence (agency_id, office_id, household_id, place_id, county_id, place_text, area, address,
    postal_code, valid_from)
  select %(agency)s, %(office)s, household_id, %(county)s, %(county)s, '', case luck %% 2 when 0 then 'rural' else 'urban' end,
    '', '', '2005-03-21' from laid;
insert into registry_circumstance (agency_id, office_id, person_id, "group", cause, detail, is_medical, valid_from, valid_until)
  select %(agency)s, %(office)s, person_id, "group", '', '', "group" like '%%patient', '2012-03-21',
    case when person_id %% 17 = 0 then date '2016-01-01' end
  from living cross join lateral (values ('woman_head', place = 0 and n %% 10 < 6), ('pupil', place > 1 and n %% 4 = 0),
    ('student', place = 1 and n %% 20 = 0), ('orphan', place > 1 and n %% 12 = 0), ('disabled', n %% 15 = 0 and place < 2),
    ('special_patient', n %% 90 = 0 and place = 0), ('cancer_patient', n %% 100 = 0 and place = 0)) told ("group", is_in)
  where is_in;
insert into casework_casefile (agency_id, office_id, household_id, number, issued_by_id, field, opened_on)
  select %(agency)s, %(office)s, household_id, n::text, %(office)s, 'relief', '2008-03-21' from laid;
create temp table fact on commit drop as
  select f.id as case_file_id, household_id, n, luck from casework_casefile f join laid using (household_id);
insert into casework_coverage (agency_id, office_id, case_file_id, household_id, kind, valid_from, valid_until)
  select %(agency)s, %(office)s, case_file_id, household_id, case luck %% 4 when 0 then 'occasional' else 'continuous' end,
    '2009-03-21', case when n > 22500 then case n %% 2 when 0 then date '2016-11-01' else date '2014-11-01' end end from fact;
insert into casework_filestanding (agency_id, office_id, case_file_id, household_id, state, reason, valid_from, valid_until)
  select %(agency)s, %(office)s, case_file_id, household_id, 'active', 'accepted', date '2008-03-21',
    case when n > 22500 then date '2016-11-01' end from fact
  union all select %(agency)s, %(office)s, case_file_id, household_id, 'inactive', 'self_reliant', '2016-11-01', null
  from fact where n > 22500;
insert into casework_pensionreceipt (agency_id, office_id, case_file_id, household_id, valid_from)
  select %(agency)s, %(office)s, case_file_id, household_id, '2009-03-21' from fact where luck %% 3 > 0;
insert into casework_delegation (agency_id, office_id, case_file_id, household_id, centre_id, reason, valid_from)
  select %(agency)s, %(office)s, case_file_id, household_id, %(centres)s + n %% 112, '',
    case when n %% 7 < 2 then date '2017-01-01' else date '2014-01-01' end from fact where n %% 3 = 0;
update casework_delegation set sent_at = valid_from + time '09:00', begun_at = valid_from + time '09:00' + make_interval(days => 1 + (id %% 7)::int)
  where office_id = %(office)s;
insert into casework_homevisit (agency_id, office_id, case_file_id, household_id, kind, state, asked_why, visitor_name, came_on,
    came_told_at, outcome_note, asked_at, asked_by_name, token)
  select %(agency)s, %(office)s, case_file_id, household_id, 'periodic', 'done', '', '', came_on, came_on + time '15:00', '',
    came_on + time '09:00', '', gen_random_uuid()
  from (select fact.*, date '2017-05-10' - (luck * 11 + turn * 170) %% 700 as came_on from fact, generate_series(1, 2) turn) came
