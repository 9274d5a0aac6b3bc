-- A checked roster becomes households, persons and what is true of them. Everything is by sets; `roster_ready`
-- holds the rows that bring something, with the numbers that were given to the new ones when they were checked.
create temp table roster_family on commit drop as
select r.household_id, h.id is null as is_new, coalesce(h.office_id, l.office_id) as office_id
  from (select distinct household_id from roster_ready where household_id is not null) r
  left join registry_household h on h.id = r.household_id
  left join roster_ready l on l.household_id = r.household_id and l.is_leader;
create unique index on roster_family (household_id);
analyze roster_family;

insert into registry_household (id, agency_id, office_id, issued_by_id, code, decile, stated_size, created_by_import_id)
select r.household_id, %(agency)s, f.office_id, %(office)s, r.code, r.decile, r.size, %(import)s
  from roster_ready r join roster_family f using (household_id) where r.is_leader and f.is_new;

insert into registry_person (id, agency_id, office_id, national_code, foreigner_code, birth_certificate_number,
    first_name, last_name, father_name, first_key, last_key, father_key, sort_key, birth_on, birth_precision, sex,
    marital, created_by_import_id)
select r.person_id, %(agency)s, f.office_id, r.national_code, r.foreigner_code, coalesce(r.certificate, ''),
    r.first_name, r.last_name, coalesce(r.father_name, ''), r.first_key, r.last_key, coalesce(r.father_key, ''),
    r.sort_key, r.birth_on, coalesce(r.birth_precision, 'day'), coalesce(r.sex, ''), coalesce(r.marital, ''), %(import)s
  from roster_ready r join roster_family f using (household_id) where r.outcome = 'new';

insert into registry_membership (agency_id, office_id, household_id, person_id, relation, is_head, headship,
    valid_from, created_by_import_id)
select %(agency)s, f.office_id, r.household_id, r.person_id, coalesce(r.relation, 'other'), coalesce(r.is_head, false),
    case when not coalesce(r.is_head, false) then '' else coalesce(r.headship,
      case when r.sex = 'male' then 'usual' when r.marital = 'widowed' then 'spouse_died'
           when r.marital = 'divorced' then 'divorced' when r.marital = 'single' and r.sex = 'female'
           then 'never_married' else '' end) end,
    case when f.is_new then greatest(coalesce(r.accepted_on, %(as_of)s), case when r.is_head then null else r.birth_on end)
         else %(as_of)s end, %(import)s
  from roster_ready r join roster_family f using (household_id) where r.outcome = 'new';

insert into registry_residence (agency_id, office_id, household_id, place_id, county_id, place_text, area, address,
    postal_code, valid_from, created_by_import_id)
select %(agency)s, f.office_id, r.household_id, r.place_id, r.county_id, coalesce(r.place_text, ''),
    coalesce(r.area, ''), coalesce(r.address, ''), coalesce(r.postal_code, ''), %(as_of)s, %(import)s
  from roster_ready r join roster_family f using (household_id)
  where r.is_leader and f.is_new
    and coalesce(r.place_id::text, r.county_id::text, r.place_text, r.area, r.address, r.postal_code) is not null;

insert into registry_circumstance (agency_id, office_id, person_id, "group", cause, detail, is_medical, valid_from,
    created_by_import_id)
select %(agency)s, f.office_id, r.person_id, split_part(item, ':', 1),
    case when split_part(item, ':', 1) = 'woman_head' then coalesce(r.headship,
      case r.marital when 'widowed' then 'spouse_died' when 'divorced' then 'divorced' when 'single' then 'never_married'
        else '' end) else '' end,
    split_part(item, ':', 2), split_part(item, ':', 1) = any (%(medical)s), %(as_of)s, %(import)s
  from roster_ready r join roster_family f using (household_id)
  cross join unnest(string_to_array(r.groups, '|')) item
  where r.outcome = 'new' and split_part(item, ':', 1) <> all (%(derived)s);

insert into registry_phone (agency_id, office_id, person_id, number, kind, created_by_import_id)
select distinct on (r.person_id, d.number) %(agency)s, f.office_id, r.person_id, d.number, d.kind, %(import)s
  from roster_ready r join roster_family f using (household_id)
  cross join lateral (values (r.mobile, 'mobile'), (r.landline, 'landline')) d (number, kind)
  where r.outcome = 'new' and d.number is not null;

insert into registry_bankaccount (agency_id, office_id, person_id, sheba, valid_from, created_by_import_id)
select %(agency)s, f.office_id, r.person_id, r.sheba, %(as_of)s, %(import)s
  from roster_ready r join roster_family f using (household_id) where r.outcome = 'new' and r.sheba is not null;
