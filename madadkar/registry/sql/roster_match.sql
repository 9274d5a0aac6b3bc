-- Who of the roster is known already: households by code, persons by code, then by name inside their household.
create temp table roster_known_person on commit drop as
with by_decision as (
  select r.place, p.id as person_id from roster_ready r
    join registry_person p on p.id = r.same_person_id and p.agency_id = %(agency)s),
by_code as (
  select r.place, p.id as person_id from roster_ready r
    join registry_person p on p.agency_id = %(agency)s and p.merged_into_id is null
     and p.national_code = r.national_code
    where r.same_person_id is null
  union
  select r.place, p.id from roster_ready r
    join registry_person p on p.agency_id = %(agency)s and p.merged_into_id is null
     and p.foreigner_code = r.foreigner_code
    where r.same_person_id is null),
by_household as (
  select r.place, p.id as person_id from roster_ready r
    join roster_known_household k on k.code = r.code
    join registry_membership m on m.household_id = k.id and m.valid_until is null
    join registry_person p on p.id = m.person_id
    where r.same_person_id is null
      and p.first_key || p.last_key = coalesce(r.first_key, '') || coalesce(r.last_key, '')
      and (r.father_key is null or p.father_key in ('', r.father_key))
      and (r.national_code is null or p.national_code is null)
      and (r.foreigner_code is null or p.foreigner_code is null)
      and (r.birth_on is null or p.birth_on is null or r.birth_on = p.birth_on
           or ((r.birth_precision <> 'day' or p.birth_precision <> 'day') and abs(r.birth_on - p.birth_on) < 366))
      and not exists (select from by_code c where c.place = r.place))
select place, min(person_id) as person_id, count(distinct person_id) as person_count
  from (table by_decision union table by_code union table by_household) found group by place;
create index on roster_known_person (place);
analyze roster_known_person;

-- Where the persons found belong now.
create temp table roster_home on commit drop as
select k.place, k.person_id, m.household_id from roster_known_person k
  join registry_membership m on m.person_id = k.person_id and m.valid_until is null;

create temp table roster_doubt on commit drop as
with code_of_another as (
  select r.place, 'code_of_another' as code, p.id as person_id from roster_ready r
    join roster_known_person k using (place) join registry_person p on p.id = k.person_id
    where r.same_person_id is null and p.national_code = r.national_code
      and p.first_key <> coalesce(r.first_key, '') and p.last_key <> coalesce(r.last_key, '')
      and p.father_key <> coalesce(r.father_key, p.father_key)),
elsewhere as (
  select r.place, 'person_in_other_household' as code, w.person_id from roster_ready r
    join roster_home w using (place)
    left join roster_known_household k on k.code = r.code
    where r.same_person_id is null and w.household_id is distinct from k.id),
twice as (
  select place, 'in_file_twice' as code, person_id from roster_known_person
    where person_id in (select person_id from roster_known_person group by person_id having count(*) > 1)),
looks_known as (
  select r.place, 'looks_known' as code, p.id as person_id from roster_ready r
    join registry_person p on p.agency_id = %(agency)s and p.merged_into_id is null
     and p.last_key = r.last_key and p.first_key = r.first_key
    where r.same_person_id is null
      and not exists (select from roster_known_person k where k.place = r.place)
      and (r.national_code is null or p.national_code is null)
      and p.id <> all (r.other_person_ids)
      and case when r.birth_on is null or p.birth_on is null then r.father_key = p.father_key
               when r.birth_on = p.birth_on
                 or ((r.birth_precision <> 'day' or p.birth_precision <> 'day') and abs(r.birth_on - p.birth_on) < 366)
                 then r.father_key is null or p.father_key in ('', r.father_key)
               else false end),
head_differs as (
  select r.place, 'head_differs' as code, m.person_id from roster_ready r
    join roster_known_household k on k.code = r.code
    join registry_membership m on m.household_id = k.id and m.is_head and m.valid_until is null
    left join roster_known_person known on known.place = r.place
    where r.is_head and m.person_id is distinct from known.person_id),
unfound as (
  select r.place, coalesce(r.national_code, r.foreigner_code) as told from roster_ready r
    where coalesce(r.national_code, r.foreigner_code) is not null
      and not exists (select from roster_known_person k where k.place = r.place)),
out_of_sight as (
  select u.place, 'out_of_sight' as code, null::bigint as person_id
    from unnest((select registry_known_codes(%(agency)s, array(select told from unfound)))) known (told)
    join unfound u using (told))
table code_of_another union table elsewhere union table twice union table looks_known
union table head_differs union table out_of_sight;
analyze roster_doubt;
