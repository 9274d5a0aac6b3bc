-- How many covered families left within a year because they stand by themselves, and of how many.
-- Parameters: offices; reach; first (the year's first day); until (the day after its last); empowered (reasons).
-- A family counts where it was answered for on the day; `reach` adds the offices to which families went since.
-- A family counts once; an exit taken back within the day it was made held on no day and does not count.
select
  (select count(distinct s.case_file_id) from casework_filestanding s
    where s.office_id = any (%(reach)s::bigint[]) and s.state = 'inactive' and s.reason = any (%(empowered)s::text[])
      and s.valid_from >= %(first)s and s.valid_from < %(until)s
      and (s.valid_until is null or s.valid_until > s.valid_from)
      and coalesce((select f.answered_by_id from registry_formeroffice f
        where f.household_id = s.household_id and f.until > s.valid_from order by f.until limit 1),
        s.office_id) = any (%(offices)s::bigint[])),
  (select count(distinct c.case_file_id) from casework_coverage c
    where c.office_id = any (%(reach)s::bigint[]) and c.valid_from <= %(first)s
      and (c.valid_until is null or c.valid_until > %(first)s)
      and coalesce((select f.answered_by_id from registry_formeroffice f
        where f.household_id = c.household_id and f.until > %(first)s order by f.until limit 1),
        c.office_id) = any (%(offices)s::bigint[]))
