-- A register as the engine reads it: one row for each of matching_listed, by keys alone. Laid aside in this transaction,
-- then copied out.
create temp table matching_list on commit drop as
with homes as (select distinct household_id from matching_listed where household_id is not null),
at_home as (
  select person_id, household_id, is_head from registry_membership
    where household_id in (select household_id from homes)
      and valid_from <= %(on)s and (valid_until is null or valid_until > %(on)s)),
sizes as (select household_id, count(*) as size from at_home group by household_id),
called as (
  select person_id, coalesce(min(number) filter (where kind = 'mobile'), min(number)) as number
    from registry_phone where person_id in (select id from matching_listed) group by person_id),
paid as (
  select person_id, min(sheba) as sheba from registry_bankaccount
    where person_id in (select id from matching_listed)
      and valid_from <= %(on)s and (valid_until is null or valid_until > %(on)s)
    group by person_id),
living as (
  select distinct on (household_id) household_id, place_id, county_id, place_text from registry_residence
    where household_id in (select household_id from homes)
      and valid_from <= %(on)s and (valid_until is null or valid_until > %(on)s)
    order by household_id, valid_from desc)
select p.id as ref, l.household_id::text as household, p.first_key as first, p.last_key as last,
    p.father_key as father, coalesce(p.national_code, '') as code, coalesce(b.birth, '') as birth,
    case p.sex when 'male' then 'm' when 'female' then 'f' else '' end as sex,
    coalesce(pl.place, tx.place, '') as place, coalesce(co.county, pl.county, '') as county,
    coalesce(c.number, '') as phone, coalesce(a.sheba, '') as sheba,
    coalesce(h.stated_size, s.size) as size, m.is_head
  from matching_listed l
  join registry_person p on p.id = l.id
  left join at_home m on m.person_id = l.id
  left join registry_household h on h.id = l.household_id
  left join sizes s on s.household_id = l.household_id
  left join living r on r.household_id = l.household_id
  left join matching_place pl on pl.id = r.place_id
  left join matching_place co on co.id = r.county_id
  left join matching_place_text tx on tx.text = r.place_text
  left join called c on c.person_id = l.id
  left join paid a on a.person_id = l.id
  left join matching_birth b on b.birth_on = p.birth_on and b.birth_precision = p.birth_precision
