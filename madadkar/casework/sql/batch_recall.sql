-- And the one that undoes it: what the centres have not given back already.
update casework_delegation
  set step = 'recalled', valid_until = greatest(valid_from, %(on)s), ended_at = %(at)s, end_reason = %(reason)s,
      step_by_name = %(actor)s
  where batch_id = %(batch)s and valid_until is null
