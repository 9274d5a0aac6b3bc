-- The families of one page of a register, each with its head, home, file and centre as they stand on a day.
-- Parameters: ids (the families, in their order), on. Row-level security hides what the reader may not see.
select h.id, h.code, coalesce(f.number, ''), coalesce(f.id, 0), coalesce(f.field, ''), coalesce(s.state, ''),
       coalesce(c.kind, ''), f.opened_on,
       coalesce(p.first_name, ''), coalesce(p.last_name, ''), coalesce(p.father_name, ''),
       coalesce(p.national_code, p.foreigner_code, ''), p.birth_on, coalesce(p.birth_precision, ''),
       coalesce(p.sex, ''), coalesce(county.name, ''), coalesce(place.name, r.place_text, ''), coalesce(r.area, ''),
       (select count(*) from registry_membership m
          where m.household_id = h.id and m.valid_from <= %(on)s
            and (m.valid_until is null or m.valid_until > %(on)s)),
       coalesce(centres.names, ''), coalesce(st.full_name, ''), o.name
from unnest(%(ids)s::bigint[]) with ordinality as asked (id, place_in_list)
join registry_household h on h.id = asked.id
join organisations_office o on o.id = h.office_id
left join registry_membership m on m.household_id = h.id and m.is_head
  and m.valid_from <= %(on)s and (m.valid_until is null or m.valid_until > %(on)s)
left join registry_person p on p.id = m.person_id
left join registry_residence r on r.household_id = h.id
  and r.valid_from <= %(on)s and (r.valid_until is null or r.valid_until > %(on)s)
left join places_place county on county.id = r.county_id
left join places_place place on place.id = r.place_id
left join casework_casefile f on f.household_id = h.id
left join organisations_staff st on st.id = f.caseworker_id
left join casework_filestanding s on s.case_file_id = f.id
  and s.valid_from <= %(on)s and (s.valid_until is null or s.valid_until > %(on)s)
left join casework_coverage c on c.case_file_id = f.id
  and c.valid_from <= %(on)s and (c.valid_until is null or c.valid_until > %(on)s)
left join lateral (
  select string_agg(ce.name, '، ' order by ce.name) as names
    from casework_delegation d join organisations_centre ce on ce.id = d.centre_id
    where d.case_file_id = f.id and d.valid_from <= %(on)s and (d.valid_until is null or d.valid_until > %(on)s)
) centres on true
order by asked.place_in_list
