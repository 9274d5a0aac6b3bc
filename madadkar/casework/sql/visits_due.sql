-- The families somebody owes a visit, each with the day it was or is due and why, as known on a day.
-- The figures count by the same rule (reports/sql/grounds.sql); tests/reports/test_walking.py holds the two
-- together. Parameters: on; elderly_by (who was born by then is elderly); until (the last due day told);
-- offices and one array a term, in the same order (the rules that hold for each office on the day); served and
-- to_visit (states); caseworker (null: everybody's files); asked (whether visits asked for or arranged are told
-- too: they are known for the present day only).
-- A visit counts from the day it was told of, so that no later word changes a past day's count.
-- Joined by sets: one index look-up a family would take ten times as long for an office of 22,500.
with terms (office_id, first_days, usual, alone_elderly, orphans, rural) as (
  select * from unnest(%(offices)s::bigint[], %(first_days)s::int[], %(usual)s::int[],
                       %(alone_elderly)s::int[], %(orphans)s::int[], %(rural)s::int[])
),
files as materialized (
  select s.case_file_id, s.household_id, s.office_id, s.state, s.valid_from as state_from, f.number, f.opened_on
  from casework_filestanding s join casework_casefile f on f.id = s.case_file_id
  where s.office_id = any (%(offices)s::bigint[]) and f.office_id = any (%(offices)s::bigint[])
    and s.state = any (%(served)s::text[] || %(to_visit)s::text[])
    and s.valid_from <= %(on)s and (s.valid_until is null or s.valid_until > %(on)s)
    and (%(caseworker)s::bigint is null or f.caseworker_id = %(caseworker)s)
    -- a centre owes rounds of visits to the families it walks with, not to those it feeds or teaches
    and ((select app_centre_id() is null)
         or s.household_id = any ((select app_sighted_household_ids('walk'))::bigint[]))
),
seen as (
  select v.case_file_id, max(v.came_on) as last_on
  from files join casework_homevisit v on v.case_file_id = files.case_file_id
  where v.state = 'done' and v.came_on <= %(on)s
    and (v.came_told_at at time zone 'Asia/Tehran')::date <= %(on)s
  group by v.case_file_id
),
before as (
  select s.case_file_id, max(s.valid_until) as served_from
  from files join casework_filestanding s on s.case_file_id = files.case_file_id
  where s.state <> all (%(served)s::text[]) and s.valid_until <= %(on)s
  group by s.case_file_id
),
at_home as (
  select m.household_id, max(p.birth_on) as born_on
  from files join registry_membership m on m.household_id = files.household_id
  join registry_person p on p.id = m.person_id
  where m.valid_from <= %(on)s and (m.valid_until is null or m.valid_until > %(on)s)
    and p.merged_into_id is null and (p.died_on is null or p.died_on > %(on)s)
  group by m.household_id having count(*) = 1
),
alone as materialized (
  select household_id from at_home where born_on <= %(elderly_by)s
),
orphaned as materialized (
  select distinct m.household_id
  from registry_circumstance c join registry_membership m on m.person_id = c.person_id
  join registry_person p on p.id = c.person_id
  where p.merged_into_id is null and (p.died_on is null or p.died_on > %(on)s)
    and c.office_id = any (%(offices)s::bigint[]) and c."group" = 'orphan'
    and c.valid_from <= %(on)s and (c.valid_until is null or c.valid_until > %(on)s)
    and m.valid_from <= %(on)s and (m.valid_until is null or m.valid_until > %(on)s)
),
ruled as materialized (
  select files.*, seen.last_on, t.first_days,
         greatest(coalesce(before.served_from, files.opened_on), seen.last_on) as counted_from,
         -- looked up, not joined: the planner thinks there are few families and would compare each with each
         case when files.household_id in (select household_id from alone) then t.alone_elderly end as alone_elderly,
         case when files.household_id in (select household_id from orphaned) then t.orphans end as orphans,
         case when lives.area = 'rural' then t.rural end as rural,
         t.usual
  from files
  join terms t on t.office_id = files.office_id
  left join seen on seen.case_file_id = files.case_file_id
  left join before on before.case_file_id = files.case_file_id
  left join registry_residence lives on lives.household_id = files.household_id
    and lives.valid_from <= %(on)s and (lives.valid_until is null or lives.valid_until > %(on)s)
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
  select distinct on (v.case_file_id) v.case_file_id, v.household_id, v.id as visit_id,
         coalesce(v.arranged_for, v.due_on) as due_on, v.arranged_for
  from casework_homevisit v join casework_casefile f on f.id = v.case_file_id
  where %(asked)s and v.office_id = any (%(offices)s::bigint[]) and v.state in ('due', 'arranged')
    and (%(caseworker)s::bigint is null or f.caseworker_id = %(caseworker)s)
  order by v.case_file_id, coalesce(v.arranged_for, v.due_on), v.id
),
owed as materialized (
  select coalesce(r.case_file_id, a.case_file_id) as file_id,
         coalesce(r.household_id, a.household_id) as household_id,
         least(r.due_on, a.due_on) as due_on,
         case when a.due_on <= r.due_on or r.due_on is null then 'asked' else r.cause end as cause,
         r.last_on, a.visit_id, a.arranged_for
  from by_rule r full join asked a on a.case_file_id = r.case_file_id
  where least(r.due_on, a.due_on) <= %(until)s
)
select o.file_id, o.household_id, f.number, o.due_on, o.cause, o.last_on, o.visit_id, o.arranged_for,
       lives.place_id, lives.county_id, coalesce(place.name, lives.place_text, '')
from owed o
join casework_casefile f on f.id = o.file_id
left join registry_residence lives on lives.household_id = o.household_id
  and lives.valid_from <= %(on)s and (lives.valid_until is null or lives.valid_until > %(on)s)
left join places_place place on place.id = lives.place_id
order by o.due_on, o.file_id
