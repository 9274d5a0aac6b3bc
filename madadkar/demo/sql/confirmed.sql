-- Two clerks, one of each side, have looked at the links of the heads whom they know for one person, and say so.
with known as (
  select p.id from unnest(%(known)s::bigint[], %(echoes)s::bigint[]) as pair (known, echo)
    join matching_pair p on p.left_person_id in (known, echo) and p.right_person_id in (known, echo)
    where p.state = 'linked'),
said as (
  update matching_pair p set state = 'same', left_verdict = 'same', right_verdict = 'same'
    from known where known.id = p.id
    returning p.id, p.left_agency_id, p.left_office_id, p.right_agency_id, p.right_office_id, p.left_look, p.right_look),
sides as (
  select id, 'left' as side, left_agency_id as agency_id, left_office_id as office_id, left_look, right_look from said
  union all
  select id, 'right', right_agency_id, right_office_id, left_look, right_look from said)
insert into matching_decision (pair_id, side, verdict, note, left_look, right_look, staff_id, staff_name, decided_at,
    undone_by_name, agency_id, office_id)
  select s.id, s.side, 'same', '', s.left_look, s.right_look, c.staff_id, c.staff_name, %(at)s, '', s.agency_id, s.office_id
    from sides s
    join unnest(%(agencies)s::bigint[], %(staff)s::bigint[], %(names)s::text[]) as c (agency_id, staff_id, staff_name)
      using (agency_id)
