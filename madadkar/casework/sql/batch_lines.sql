-- What a preview shows, kept so that exactly this is sent.
insert into casework_batchline (agency_id, office_id, batch_id, case_file_id, household_id, centre_id,
    seen_standing_id, seen_residence_id, outcome)
select agency_id, office_id, %(batch)s, file_id, household_id, centre_id, standing_id, residence_id,
       case when centre_id is null then 'no_room' else '' end
  from unnest(%(agencies)s::bigint[], %(offices)s::bigint[], %(files)s::bigint[], %(households)s::bigint[],
              %(centres)s::bigint[], %(standings)s::bigint[], %(residences)s::bigint[])
    as line (agency_id, office_id, file_id, household_id, centre_id, standing_id, residence_id)
