-- The families somebody owes a visit, each with the day it was or is due and why, as known on a day.
-- Parameters: on; until (the last due day told); offices and one array a term, in the same order (the rules
-- that hold for each office on the day); served and to_visit (states); caseworker (null: everybody's files);
-- asked (whether visits asked for or arranged are told too: they are known for the present day only).
-- A visit counts from the day it was told of, so that no later word changes a past day's count.
with terms (office_id, first_days, usual, alone_elderly, orphans, rural) as (
  select * from unnest(%(offices)s::bigint[], %(first_days)s::int[], %(usual)s::int[],
                       %(alone_elderly)s::int[], %(orphans)s::int[], %(rural)s::int[])
),
ruled as (
  select f.id as file_id, f.household_id, f.number, s.state, t.first_days, s.valid_from as state_from,
         greatest(coalesce(served.since, f.opened_on), seen.last_on) as counted_from, seen.last_on,
         case when home.is_alone_elderly then t.alone_elderly end as alone_elderly,
         case when home.has_orphans then t.orphans end as orphans,
         case when lives.area = 'rural' then t.rural end as rural,
         t.usual, lives.place_id, lives.county_id, lives.place_text
  from casework_filestanding s
  join terms t on t.office_id = s.office_id
  join casework_casefile f on f.id = s.case_file_id
  left join lateral (
    select max(v.came_on) as last_on from casework_homevisit v
    where v.case_file_id = f.id and v.state = 'done' and v.came_on <= %(on)s
      and (v.came_told_at at time zone 'Asia/Tehran')::date <= %(on)s
  ) seen on true
  left join lateral (
    select max(o.valid_until) as since from casework_filestanding o
    where o.case_file_id = f.id and o.state <> all (%(served)s::text[]) and o.valid_until <= %(on)s
  ) served on true
  left join lateral (
    select count(*) = 1 and bool_and(p.birth_on <= %(on)s::date - interval '60 years') as is_alone_elderly,
           bool_or(exists (
             select from registry_circumstance c
             where c.person_id = p.id and c."group" = 'orphan' and c.valid_from <= %(on)s
               and (c.valid_until is null or c.valid_until > %(on)s))) as has_orphans
    from registry_membership m join registry_person p on p.id = m.person_id
    where m.household_id = f.household_id and m.valid_from <= %(on)s
      and (m.valid_until is null or m.valid_until > %(on)s)
  ) home on true
  left join lateral (
    select r.area, r.place_id, r.county_id, r.place_text from registry_residence r
    where r.household_id = f.household_id and r.valid_from <= %(on)s
      and (r.valid_until is null or r.valid_until > %(on)s)
    limit 1
  ) lives on true
  where s.office_id = any (%(offices)s::bigint[]) and s.state = any (%(served)s::text[] || %(to_visit)s::text[])
    and s.valid_from <= %(on)s and (s.valid_until is null or s.valid_until > %(on)s)
    and (%(caseworker)s::bigint is null or f.caseworker_id = %(caseworker)s)
),
by_rule as (
  select r.*, case when state = any (%(to_visit)s::text[]) then state_from + first_days
                   else (counted_from + make_interval(months => least(usual, alone_elderly, orphans, rural)))::date
              end as due_on,
         case when state = any (%(to_visit)s::text[]) then 'before_committee'
              when alone_elderly = least(usual, alone_elderly, orphans, rural) then 'alone_elderly'
              when orphans = least(usual, alone_elderly, orphans, rural) then 'orphans'
              when rural = least(usual, alone_elderly, orphans, rural) then 'rural'
              else 'usual' end as cause
  from ruled r
  -- before the committee one visit is asked, not a round of them
  where not (state = any (%(to_visit)s::text[]) and coalesce(last_on >= state_from, false))
),
asked as (
  select distinct on (v.case_file_id) v.case_file_id as file_id, v.household_id, v.id as visit_id,
         coalesce(v.arranged_for, v.due_on) as due_on, v.arranged_for
  from casework_homevisit v join casework_casefile f on f.id = v.case_file_id
  where %(asked)s and v.office_id = any (%(offices)s::bigint[]) and v.state in ('due', 'arranged')
    and (%(caseworker)s::bigint is null or f.caseworker_id = %(caseworker)s)
  order by v.case_file_id, coalesce(v.arranged_for, v.due_on), v.id
),
owed as (
  select coalesce(r.file_id, a.file_id) as file_id, coalesce(r.household_id, a.household_id) as household_id,
         least(r.due_on, a.due_on) as due_on,
         case when a.due_on <= r.due_on or r.due_on is null then 'asked' else r.cause end as cause,
         r.last_on, a.visit_id, a.arranged_for
  from by_rule r full join asked a on a.file_id = r.file_id
  where least(r.due_on, a.due_on) <= %(until)s
)
select o.file_id, o.household_id, f.number, o.due_on, o.cause, o.last_on, o.visit_id, o.arranged_for,
       lives.place_id, lives.county_id, coalesce(place.name, lives.place_text, '')
from owed o
join casework_casefile f on f.id = o.file_id
left join lateral (
  select r.place_id, r.county_id, r.place_text from registry_residence r
  where r.household_id = o.household_id and r.valid_from <= %(on)s
    and (r.valid_until is null or r.valid_until > %(on)s)
  limit 1
) lives on true
left join places_place place on place.id = lives.place_id
order by o.due_on, o.file_id
