-- The one deed a delegation of many amounts to.
insert into casework_delegation (agency_id, office_id, case_file_id, household_id, centre_id, reason, services, terms,
    step, sent_at, step_by_name, batch_id, valid_from)
select l.agency_id, l.office_id, l.case_file_id, l.household_id, l.centre_id, %(reason)s, %(services)s::smallint[],
       %(terms)s, 'sent', %(at)s, %(actor)s, %(batch)s, %(on)s
  from casework_batchline l
  where l.batch_id = %(batch)s and l.outcome = ''
  order by l.id
