-- Changes of known files: a copy first, then the old fact ends and the new one begins on the roster's day; a fact
-- that began that same day is corrected in its place.
create temp table roster_file_change on commit drop as
select d.place, d.field, d.after, f.id as file_id, f.household_id, f.office_id
  from roster_change d join casework_casefile f on f.household_id = d.household_id
  where d.field in ('field', 'standing', 'coverage', 'pension', 'centre_id');

insert into registry_rosterprior (roster_import_id, office_id, table_name, row_id, before)
select %(import)s, %(office)s, 'casework_casefile', f.id, to_jsonb(f) from casework_casefile f
  where f.id in (select file_id from roster_file_change where field = 'field')
union all
select %(import)s, %(office)s, 'casework_filestanding', s.id, to_jsonb(s) from casework_filestanding s
  where s.valid_until is null and s.case_file_id in (select file_id from roster_file_change where field = 'standing')
union all
select %(import)s, %(office)s, 'casework_coverage', s.id, to_jsonb(s) from casework_coverage s
  where s.valid_until is null and s.case_file_id in (select file_id from roster_file_change where field = 'coverage')
union all
select %(import)s, %(office)s, 'casework_pensionreceipt', s.id, to_jsonb(s) from casework_pensionreceipt s
  where s.valid_until is null and s.case_file_id in (select file_id from roster_file_change where field = 'pension')
union all
select %(import)s, %(office)s, 'casework_delegation', s.id, to_jsonb(s) from casework_delegation s
  where s.valid_until is null and s.case_file_id in (select file_id from roster_file_change where field = 'centre_id')
on conflict do nothing;

update casework_casefile f set field = d.after from roster_file_change d where d.field = 'field' and f.id = d.file_id;

update casework_filestanding s set state = split_part(d.after, ':', 1), reason = split_part(d.after, ':', 2)
  from roster_file_change d
  where d.field = 'standing' and s.case_file_id = d.file_id and s.valid_until is null and s.valid_from = %(as_of)s;
update casework_filestanding s set valid_until = %(as_of)s from roster_file_change d
  where d.field = 'standing' and s.case_file_id = d.file_id and s.valid_until is null and s.valid_from < %(as_of)s;
insert into casework_filestanding (agency_id, office_id, case_file_id, household_id, state, reason, valid_from,
    created_by_import_id)
select %(agency)s, d.office_id, d.file_id, d.household_id, split_part(d.after, ':', 1), split_part(d.after, ':', 2),
    %(as_of)s, %(import)s
  from roster_file_change d where d.field = 'standing'
    and not exists (select from casework_filestanding s where s.case_file_id = d.file_id and s.valid_until is null);

update casework_coverage s set kind = d.after from roster_file_change d
  where d.field = 'coverage' and s.case_file_id = d.file_id and s.valid_until is null and s.valid_from = %(as_of)s;
update casework_coverage s set valid_until = %(as_of)s from roster_file_change d
  where d.field = 'coverage' and s.case_file_id = d.file_id and s.valid_until is null and s.valid_from < %(as_of)s;
insert into casework_coverage (agency_id, office_id, case_file_id, household_id, kind, valid_from, created_by_import_id)
select %(agency)s, d.office_id, d.file_id, d.household_id, d.after, %(as_of)s, %(import)s
  from roster_file_change d where d.field = 'coverage'
    and not exists (select from casework_coverage s where s.case_file_id = d.file_id and s.valid_until is null);

delete from casework_pensionreceipt s using roster_file_change d
  where d.field = 'pension' and d.after = 'no' and s.case_file_id = d.file_id and s.valid_until is null
    and s.valid_from = %(as_of)s;
update casework_pensionreceipt s set valid_until = %(as_of)s from roster_file_change d
  where d.field = 'pension' and d.after = 'no' and s.case_file_id = d.file_id and s.valid_until is null
    and s.valid_from < %(as_of)s;
insert into casework_pensionreceipt (agency_id, office_id, case_file_id, household_id, valid_from, created_by_import_id)
select %(agency)s, d.office_id, d.file_id, d.household_id, %(as_of)s, %(import)s
  from roster_file_change d where d.field = 'pension' and d.after = 'yes';

update casework_delegation s set centre_id = d.after::bigint from roster_file_change d
  where d.field = 'centre_id' and s.case_file_id = d.file_id and s.valid_until is null and s.valid_from = %(as_of)s;
update casework_delegation s set valid_until = %(as_of)s from roster_file_change d
  where d.field = 'centre_id' and s.case_file_id = d.file_id and s.valid_until is null and s.valid_from < %(as_of)s;
insert into casework_delegation (agency_id, office_id, case_file_id, household_id, centre_id, reason, valid_from,
    created_by_import_id)
select %(agency)s, d.office_id, d.file_id, d.household_id, d.after::bigint, '', %(as_of)s, %(import)s
  from roster_file_change d where d.field = 'centre_id'
    and not exists (select from casework_delegation s where s.case_file_id = d.file_id and s.valid_until is null);
