-- Every household that a roster brings has its file, and what the roster says of it.
create temp table roster_file on commit drop as
select nextval('casework_casefile_id_seq') as file_id, r.place, r.household_id, f.office_id,
       coalesce(r.file_number, r.code) as number, coalesce(r.accepted_on, %(as_of)s) as opened_on, r.field,
       coalesce(r.standing, 'active:accepted') as standing, r.coverage, r.pension, r.centre_id
  from roster_ready r join roster_family f using (household_id)
  where r.is_leader and not exists (select from casework_casefile c where c.household_id = r.household_id);

insert into casework_casefile (id, agency_id, office_id, household_id, number, issued_by_id, field, opened_on,
    created_by_import_id)
select file_id, %(agency)s, office_id, household_id, number, %(office)s, coalesce(field, ''), opened_on, %(import)s
  from roster_file;

insert into casework_filestanding (agency_id, office_id, case_file_id, household_id, state, reason, valid_from,
    created_by_import_id)
select %(agency)s, office_id, file_id, household_id, split_part(standing, ':', 1), split_part(standing, ':', 2),
    case when standing like 'active%%' then opened_on else greatest(opened_on, %(as_of)s) end, %(import)s
  from roster_file;

insert into casework_coverage (agency_id, office_id, case_file_id, household_id, kind, valid_from, created_by_import_id)
select %(agency)s, office_id, file_id, household_id, coverage, opened_on, %(import)s
  from roster_file where coverage is not null;

insert into casework_pensionreceipt (agency_id, office_id, case_file_id, household_id, valid_from, created_by_import_id)
select %(agency)s, office_id, file_id, household_id, greatest(opened_on, %(as_of)s), %(import)s
  from roster_file where pension = 'yes';

insert into casework_delegation (agency_id, office_id, case_file_id, household_id, centre_id, reason, valid_from,
    created_by_import_id)
select %(agency)s, office_id, file_id, household_id, centre_id, '', greatest(opened_on, %(as_of)s), %(import)s
  from roster_file where centre_id is not null;
