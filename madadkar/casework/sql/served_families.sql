-- The files that had one kind of service in [from, until), with their family, office and the centre they were with
-- when it was given (any one of several). Row-level security binds it to what the asker sees.
with served as (
  select v.case_file_id, v.came_on as served_on from casework_homevisit v
   where %(service)s = 'visit' and v.state = 'done' and v.came_on >= %(from)s and v.came_on < %(until)s
  union all
  select c.case_file_id, c.valid_from from casework_coverage c
   where %(service)s = 'coverage' and c.valid_from >= %(from)s and c.valid_from < %(until)s
  union all
  select p.case_file_id, p.valid_from from casework_pensionreceipt p
   where %(service)s = 'pension' and p.valid_from >= %(from)s and p.valid_from < %(until)s
  union all
  select d.case_file_id, d.valid_from from casework_delegation d
   where %(service)s = 'delegation' and d.valid_from >= %(from)s and d.valid_from < %(until)s
  union all
  select f.id, s.held_on from casework_groupattendance a
    join casework_groupsession s on s.id = a.session_id join casework_casefile f on f.household_id = a.household_id
   where %(service)s = 'group' and a.presence = 'present' and s.held_on >= %(from)s and s.held_on < %(until)s),
family as (
  select f.id, f.household_id, f.office_id,
         (select d.centre_id from casework_delegation d
           where d.case_file_id = f.id and d.valid_from <= s.served_on
             and (d.valid_until is null or d.valid_until >= s.served_on)
           order by (d.centre_id = %(centre)s) desc nulls last, d.id limit 1) as centre_id
    from served s join casework_casefile f on f.id = s.case_file_id
   where f.office_id = any (%(offices)s))
select distinct on (id) id, household_id, office_id, centre_id from family
 where %(centre)s::bigint is null or centre_id = %(centre)s
 order by id, centre_id nulls last
