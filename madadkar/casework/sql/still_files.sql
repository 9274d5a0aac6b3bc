-- The reader's own files at work on which nothing was done since a day: no move, visit, note, paper, task or deed.
-- Parameters: files, at_work (states), since. Reading a file or taking a list out is not moving it.
with mine as (
  select f.id, f.household_id, f.opened_on, s.valid_from as stands_since
  from casework_casefile f join casework_filestanding s on s.case_file_id = f.id and s.valid_until is null
  where f.id = any (%(files)s) and s.state = any (%(at_work)s)
), moved as (
  select mine.id, mine.household_id, greatest(
    mine.opened_on, mine.stands_since,
    (select (max(m.at) at time zone 'Asia/Tehran')::date from casework_filemove m where m.case_file_id = mine.id),
    (select max(v.came_on) from casework_homevisit v where v.case_file_id = mine.id),
    (select (max(n.made_at) at time zone 'Asia/Tehran')::date from casework_note n where n.case_file_id = mine.id),
    (select (max(d.made_at) at time zone 'Asia/Tehran')::date from casework_document d where d.case_file_id = mine.id),
    (select (max(t.given_at) at time zone 'Asia/Tehran')::date from casework_filetask t where t.case_file_id = mine.id),
    (select (max(e.at) at time zone 'Asia/Tehran')::date from foundation_auditevent e where e.subject_type = 'casework.casefile'
       and e.subject_id = mine.id and e.deed !~ '\.(read|export|reveal)_'),
    (select (max(e.at) at time zone 'Asia/Tehran')::date from foundation_auditevent e where e.subject_type = 'registry.household'
       and e.subject_id = mine.household_id and e.deed !~ '\.(read|export|reveal)_')) as last_on
  from mine
)
select id, household_id, last_on from moved where last_on < %(since)s order by last_on, id
