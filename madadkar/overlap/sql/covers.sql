-- What one side tells the other of its cover on a day: kind, since when, services, how many live there. A service
-- is known where a pension is received or a centre was asked for it by name; treatment (2) is told to nobody.
create function overlap_told_of(of_file bigint, on_day date)
  returns table (agency_id bigint, kind text, valid_from date, valid_until date, services text[], member_count int)
  language sql stable set search_path = public, pg_temp as $$
  select f.agency_id, c.kind, c.valid_from, c.valid_until,
         array(select 'pension' from casework_pensionreceipt p where p.case_file_id = f.id
                 and p.valid_from <= on_day and (p.valid_until is null or p.valid_until > on_day)
               union
               select s::text from casework_delegation d, unnest(d.services) s where d.case_file_id = f.id
                 and s <> 2 and d.step = 'in_work'
                 and d.valid_from <= on_day and (d.valid_until is null or d.valid_until > on_day)
               order by 1),
         (select count(*)::int from registry_membership m join registry_person p on p.id = m.person_id
            where m.household_id = f.household_id and m.valid_from <= on_day
              and (m.valid_until is null or m.valid_until > on_day)
              and p.merged_into_id is null and (p.died_on is null or p.died_on > on_day))
    from casework_casefile f
    join casework_coverage c on c.case_file_id = f.id
      and c.valid_from <= on_day and (c.valid_until is null or c.valid_until > on_day)
    where f.id = of_file
$$;

-- By what of the family the rule decides: see OverlapGroup. From both registers, for they know of it different things.
create function overlap_group_of(files bigint[], on_day date) returns text
  language sql stable set search_path = public, pg_temp as $$
  with file as (select id, household_id, field from casework_casefile where id = any (files)),
  member as (
    select m.person_id, m.is_head, p.sex, p.birth_on from file
      join registry_membership m on m.household_id = file.household_id
        and m.valid_from <= on_day and (m.valid_until is null or m.valid_until > on_day)
      join registry_person p on p.id = m.person_id
  )
  select case
    when exists (select from file where field = 'rehabilitation') then 'rehabilitation'
    when exists (select from file where field in ('children', 'socially_harmed')) then 'children'
    when exists (select from registry_circumstance c join member on member.person_id = c.person_id
                   where c."group" = 'orphan' and c.valid_from <= on_day
                     and (c.valid_until is null or c.valid_until > on_day)) then 'orphans'
    when exists (select from member where is_head and birth_on <= on_day - interval '60 years') then 'elderly'
    when exists (select from member where is_head and sex = 'female') then 'woman_head'
    else 'other' end
$$;

-- The province whose two agencies settle a case: that of the older agency's office.
create function overlap_province_of(of_file bigint) returns text
  language sql stable set search_path = public, pg_temp as $$
  select coalesce(left(place.code, 2), '')
    from casework_casefile f join organisations_office o on o.id = f.office_id
    left join places_place place on place.id = o.place_id
    where f.id = of_file
$$;
revoke execute on function overlap_told_of(bigint, date), overlap_group_of(bigint[], date),
  overlap_province_of(bigint) from public;
