-- How many covered families left within a year because they stand by themselves, and of how many.
-- Parameters: offices; first (the year's first day); until (the day after its last); empowered (reasons).
-- A family counts once; an exit taken back within the day it was made held on no day and does not count.
select
  (select count(distinct s.case_file_id) from casework_filestanding s
    where s.office_id = any (%(offices)s::bigint[]) and s.state = 'inactive' and s.reason = any (%(empowered)s::text[])
      and s.valid_from >= %(first)s and s.valid_from < %(until)s
      and (s.valid_until is null or s.valid_until > s.valid_from)),
  (select count(distinct c.case_file_id) from casework_coverage c
    where c.office_id = any (%(offices)s::bigint[]) and c.valid_from <= %(first)s
      and (c.valid_until is null or c.valid_until > %(first)s))
