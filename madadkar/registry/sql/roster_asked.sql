-- The rows that would become new persons (is_asked), with all rows of their households, as they are to be compared.
with asked as (
  select r.place, r.code from roster_ready r
    where not exists (select from roster_known_person k where k.place = r.place)
      and not exists (select from roster_doubt d where d.place = r.place and d.code <> 'looks_known')
      and not exists (select from registry_rosterrow kept
        where kept.roster_import_id = %(import)s and kept.sheet = r.sheet and kept.row_number = r.row_number
          and (kept.is_committed or (%(is_committed)s and kept.outcome in ('new', 'updated', 'unchanged'))))),
of_household as (
  select r.*, count(*) over (partition by r.code) as listed from roster_ready r
    where r.code in (select code from asked))
select r.place, r.place in (select place from asked) as is_asked, r.code as household, r.first_key, r.last_key,
    coalesce(r.father_key, '') as father_key, coalesce(r.national_code, '') as national_code, r.birth_on,
    coalesce(r.birth_precision, 'day') as birth_precision, coalesce(r.sex, '') as sex,
    coalesce(p.name, r.place_text, '') as place_name, coalesce(p.level, '') as place_level,
    coalesce(c.name, o.name, '') as county_name, coalesce(r.mobile, r.landline, '') as phone,
    coalesce(r.sheba, '') as sheba, coalesce(r.size, case when not %(by_file)s then r.listed end) as size,
    r.is_head, r.other_person_ids::bigint[] as apart,
    concat_ws('|', r.first_key, r.last_key, coalesce(r.father_key, ''), r.national_code, r.foreigner_code, r.birth_on,
              coalesce(r.birth_precision, 'day'), coalesce(r.sex, '')) as said
  from of_household r
  left join places_place p on p.id = r.place_id
  left join places_place c on c.id = r.county_id
  left join places_place o on o.id = p.county_id
  order by r.place
