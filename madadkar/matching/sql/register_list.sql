-- A register as the engine reads it: one row a person, by keys alone. Laid aside in this transaction, then copied out.
create temp table matching_list on commit drop as
with at_home as (
  select person_id, household_id, is_head from registry_membership
    where office_id = any (%(offices)s) and valid_from <= %(on)s and (valid_until is null or valid_until > %(on)s)),
sizes as (select household_id, count(*) as size from at_home group by household_id),
called as (
  select person_id, coalesce(min(number) filter (where kind = 'mobile'), min(number)) as number
    from registry_phone where office_id = any (%(offices)s) group by person_id),
paid as (
  select person_id, min(sheba) as sheba from registry_bankaccount
    where office_id = any (%(offices)s) and valid_from <= %(on)s and (valid_until is null or valid_until > %(on)s)
    group by person_id),
living as (
  select distinct on (household_id) household_id, place_id, county_id, place_text from registry_residence
    where office_id = any (%(offices)s) and valid_from <= %(on)s and (valid_until is null or valid_until > %(on)s)
    order by household_id, valid_from desc)
select p.id as ref, m.household_id::text as household, p.first_key as first, p.last_key as last,
    p.father_key as father, coalesce(p.national_code, '') as code, coalesce(b.birth, '') as birth,
    case p.sex when 'male' then 'm' when 'female' then 'f' else '' end as sex,
    coalesce(pl.place, tx.place, '') as place, coalesce(co.county, pl.county, '') as county,
    coalesce(c.number, '') as phone, coalesce(a.sheba, '') as sheba,
    coalesce(h.stated_size, s.size) as size, m.is_head
  from registry_person p
  left join at_home m on m.person_id = p.id
  left join registry_household h on h.id = m.household_id
  left join sizes s on s.household_id = m.household_id
  left join living r on r.household_id = m.household_id
  left join matching_place pl on pl.id = r.place_id
  left join matching_place co on co.id = r.county_id
  left join matching_place_text tx on tx.text = r.place_text
  left join called c on c.person_id = p.id
  left join paid a on a.person_id = p.id
  left join matching_birth b on b.birth_on = p.birth_on and b.birth_precision = p.birth_precision
  where p.office_id = any (%(offices)s) and p.merged_into_id is null
    and not p.id = any (%(without)s)
