-- The cases between two lists of offices, each at the step it had reached by the end of a day.
select state, kind, count(*), coalesce(sum(at_stake_rial), 0)
  from (
    select c.kind, c.at_stake_rial,
           (select s.to_state from overlap_overlapstep s where s.case_id = c.id and s."on" <= %(on)s
              order by s.id desc limit 1) as state
      from overlap_overlapcase c
      where exists (select from overlap_overlapside s where s.case_id = c.id and s.office_id = any (%(left)s))
        and exists (select from overlap_overlapside s where s.case_id = c.id and s.office_id = any (%(right)s))
  ) told
  where state is not null
  group by state, kind order by 1, 2
