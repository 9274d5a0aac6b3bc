-- What a roster says of a known file otherwise than is known; blank cells say nothing. A roster names one centre a
-- file: where services were handed to centres by name, the office knows better.
insert into roster_difference (place, field, before, after)
select l.place, d.field, coalesce(d.before, ''), d.after
  from roster_leader l join roster_ready r using (place)
  left join casework_casefile f on f.household_id = l.household_id
  left join casework_filestanding s on s.case_file_id = f.id and s.valid_until is null
  left join casework_coverage c on c.case_file_id = f.id and c.valid_until is null
  left join casework_pensionreceipt p on p.case_file_id = f.id and p.valid_until is null
  left join casework_delegation g on g.case_file_id = f.id and g.valid_until is null and g.services = '{}'
  left join lateral (select n.id from casework_delegation n
    where n.case_file_id = f.id and n.valid_until is null and n.services <> '{}' limit 1) named on true
  cross join lateral (values
    ('file_number', f.number, case when f.id is null then coalesce(r.file_number, r.code) end),
    ('field', nullif(f.field, ''), case when f.id is not null then r.field end),
    ('standing', s.state || ':' || s.reason, case when f.id is not null and coalesce(s.valid_from, %(as_of)s) <= %(as_of)s
        and not (s.state = split_part(r.standing, ':', 1) and split_part(r.standing, ':', 2) in ('unsaid', 'accepted'))
        then r.standing end),
    ('coverage', c.kind, case when f.id is not null and coalesce(c.valid_from, %(as_of)s) <= %(as_of)s then r.coverage end),
    ('pension', case when p.id is not null then 'yes' else 'no' end,
        case when f.id is not null and coalesce(p.valid_from, %(as_of)s) <= %(as_of)s then r.pension end),
    ('centre_id', g.centre_id::text,
        case when f.id is not null and named.id is null and coalesce(g.valid_from, %(as_of)s) <= %(as_of)s
             then r.centre_id end::text))
    d (field, before, after)
  where l.household_id is not null and d.after is not null and d.after is distinct from d.before;
