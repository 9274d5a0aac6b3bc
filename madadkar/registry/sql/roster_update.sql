-- What the previewed differences change of the known. First a copy of whatever will be changed, for the way back.
create temp table roster_change on commit drop as
select r.place, r.person_id, r.household_id, d ->> 0 as field, d ->> 1 as before, d ->> 2 as after
  from roster_ready r cross join jsonb_array_elements(r.differences) d where r.outcome = 'updated';
create index on roster_change (person_id);
analyze roster_change;

create temp table roster_touched on commit drop as
select 'registry_person' as table_name, p.id as row_id, to_jsonb(p) as before from registry_person p
  where p.id in (select person_id from roster_change where field in ('first_name', 'last_name', 'father_name',
    'national_code', 'foreigner_code', 'certificate', 'birth_on', 'birth_precision', 'sex', 'marital'))
union all
select 'registry_household', h.id, to_jsonb(h) from registry_household h
  where h.id in (select household_id from roster_change where field in ('decile', 'size'))
union all
select 'registry_membership', m.id, to_jsonb(m) from registry_membership m
  where m.valid_until is null and m.person_id in (select person_id from roster_change where field = 'relation')
union all
select 'registry_residence', x.id, to_jsonb(x) from registry_residence x
  where x.valid_until is null and x.household_id in (select household_id from roster_change
    where field in ('county_id', 'place_id', 'place_text', 'area', 'address', 'postal_code'))
union all
select 'registry_circumstance', c.id, to_jsonb(c) from registry_circumstance c
  join roster_change d on d.person_id = c.person_id and d.field = 'group:' || c."group" where c.valid_until is null
union all
select 'registry_bankaccount', a.id, to_jsonb(a) from registry_bankaccount a
  where a.valid_until is null and a.person_id in (select person_id from roster_change where field = 'sheba');

insert into registry_rosterprior (roster_import_id, office_id, table_name, row_id, before)
select %(import)s, %(office)s, table_name, row_id, before from roster_touched on conflict do nothing;

update registry_person p set
    first_name = coalesce(n.first_name, p.first_name), last_name = coalesce(n.last_name, p.last_name),
    father_name = coalesce(n.father_name, p.father_name),
    first_key = case when n.first_name is null then p.first_key else r.first_key end,
    last_key = case when n.last_name is null then p.last_key else r.last_key end,
    father_key = case when n.father_name is null then p.father_key else r.father_key end,
    sort_key = case when n.first_name is null and n.last_name is null then p.sort_key else r.sort_key end,
    national_code = coalesce(n.national_code, p.national_code),
    foreigner_code = coalesce(n.foreigner_code, p.foreigner_code),
    birth_certificate_number = coalesce(n.certificate, p.birth_certificate_number),
    birth_on = coalesce(n.birth_on::date, p.birth_on),
    birth_precision = case when n.birth_on is null and n.birth_precision is null then p.birth_precision
                           else r.birth_precision end,
    sex = coalesce(n.sex, p.sex), marital = coalesce(n.marital, p.marital)
  from (select place, person_id,
          max(after) filter (where field = 'first_name') as first_name,
          max(after) filter (where field = 'last_name') as last_name,
          max(after) filter (where field = 'father_name') as father_name,
          max(after) filter (where field = 'national_code') as national_code,
          max(after) filter (where field = 'foreigner_code') as foreigner_code,
          max(after) filter (where field = 'certificate') as certificate,
          max(after) filter (where field = 'birth_on') as birth_on,
          max(after) filter (where field = 'birth_precision') as birth_precision,
          max(after) filter (where field = 'sex') as sex,
          max(after) filter (where field = 'marital') as marital
        from roster_change where field in ('first_name', 'last_name', 'father_name', 'national_code',
          'foreigner_code', 'certificate', 'birth_on', 'birth_precision', 'sex', 'marital')
        group by place, person_id) n
  join roster_ready r on r.place = n.place
  where p.id = n.person_id;

update registry_household h set decile = coalesce(n.decile, h.decile), stated_size = coalesce(n.size, h.stated_size)
  from (select household_id, max(after) filter (where field = 'decile')::int as decile,
               max(after) filter (where field = 'size')::int as size
          from roster_change where field in ('decile', 'size') group by household_id) n
  where h.id = n.household_id;

-- Membership: the old one ends, the new one begins; one that began the same day is corrected.
update registry_membership m set relation = coalesce(r.relation, 'other')
  from roster_change d join roster_ready r using (place)
  where d.field = 'relation' and m.person_id = d.person_id and m.valid_until is null
    and m.household_id = d.household_id and m.valid_from = %(as_of)s;
with ended as (
  update registry_membership m set valid_until = %(as_of)s from roster_change d
    where d.field = 'relation' and m.person_id = d.person_id and m.valid_until is null and m.valid_from < %(as_of)s
    returning m.person_id)
select count(*) from ended;
insert into registry_membership (agency_id, office_id, household_id, person_id, relation, is_head, headship,
    valid_from, created_by_import_id)
select %(agency)s, f.office_id, d.household_id, d.person_id, coalesce(r.relation, 'other'), coalesce(r.is_head, false),
    case when r.is_head then coalesce(o.before ->> 'headship', '') else '' end, %(as_of)s, %(import)s
  from roster_change d join roster_ready r using (place) join roster_family f on f.household_id = d.household_id
  left join roster_touched o on o.table_name = 'registry_membership' and (o.before ->> 'person_id')::bigint = d.person_id
  where d.field = 'relation' and not exists (select from registry_membership m
    where m.person_id = d.person_id and m.valid_until is null);

-- Residence: what the row says, over what was known.
create temp table roster_move on commit drop as
select distinct on (d.household_id) d.household_id, d.place, x.id as old_id, x.valid_from as old_from,
    case when n.of_place then r.place_id else x.place_id end as place_id,
    coalesce(r.county_id, x.county_id) as county_id,
    case when n.of_place then coalesce(r.place_text, '') else coalesce(x.place_text, r.place_text, '') end as place_text,
    coalesce(case when n.of_area then r.area end, nullif(x.area, ''), r.area, '') as area,
    coalesce(case when n.of_address then r.address end, x.address, '') as address,
    coalesce(case when n.of_postal then r.postal_code end, x.postal_code, '') as postal_code
  from roster_change d join roster_ready r using (place)
  join (select household_id, bool_or(field in ('place_id', 'place_text')) as of_place,
               bool_or(field in ('area', 'place_id', 'place_text')) as of_area,
               bool_or(field = 'address') as of_address, bool_or(field = 'postal_code') as of_postal
          from roster_change group by household_id) n on n.household_id = d.household_id
  left join registry_residence x on x.household_id = d.household_id and x.valid_until is null
  where d.field in ('county_id', 'place_id', 'place_text', 'area', 'address', 'postal_code');
update registry_residence x set place_id = m.place_id, county_id = m.county_id, place_text = m.place_text, area = m.area,
    address = m.address, postal_code = m.postal_code
  from roster_move m where x.id = m.old_id and m.old_from = %(as_of)s;
update registry_residence x set valid_until = %(as_of)s from roster_move m
  where x.id = m.old_id and m.old_from < %(as_of)s;
insert into registry_residence (agency_id, office_id, household_id, place_id, county_id, place_text, area, address,
    postal_code, valid_from, created_by_import_id)
select %(agency)s, f.office_id, m.household_id, m.place_id, m.county_id, m.place_text, m.area, m.address, m.postal_code,
    %(as_of)s, %(import)s
  from roster_move m join roster_family f using (household_id) where m.old_from is null or m.old_from < %(as_of)s;

-- Groups: ended where no longer listed, begun where newly listed, detail corrected where it is told better.
delete from registry_circumstance c using roster_change d
  where d.person_id = c.person_id and d.field = 'group:' || c."group" and d.after = ''
    and c.valid_until is null and c.valid_from = %(as_of)s;
update registry_circumstance c set valid_until = %(as_of)s from roster_change d
  where d.person_id = c.person_id and d.field = 'group:' || c."group" and d.after = ''
    and c.valid_until is null and c.valid_from < %(as_of)s;
update registry_circumstance c set detail = split_part(d.after, ':', 2) from roster_change d
  where d.person_id = c.person_id and d.field = 'group:' || c."group" and d.before <> '' and d.after <> ''
    and c.valid_until is null;
insert into registry_circumstance (agency_id, office_id, person_id, "group", cause, detail, is_medical, valid_from,
    created_by_import_id)
select %(agency)s, f.office_id, d.person_id, split_part(d.after, ':', 1),
    case when split_part(d.after, ':', 1) = 'woman_head' then coalesce(r.headship,
      case r.marital when 'widowed' then 'spouse_died' when 'divorced' then 'divorced' when 'single' then 'never_married'
        else '' end) else '' end,
    split_part(d.after, ':', 2), split_part(d.after, ':', 1) = any (%(medical)s), %(as_of)s, %(import)s
  from roster_change d join roster_ready r using (place) join roster_family f on f.household_id = d.household_id
  where d.field like 'group:%%' and d.before = '' and d.after <> '';

insert into registry_phone (agency_id, office_id, person_id, number, kind, created_by_import_id)
select %(agency)s, f.office_id, d.person_id, d.after, d.field, %(import)s
  from roster_change d join roster_family f on f.household_id = d.household_id where d.field in ('mobile', 'landline')
  on conflict do nothing;

update registry_bankaccount a set valid_until = %(as_of)s from roster_change d
  where d.field = 'sheba' and a.person_id = d.person_id and a.valid_until is null and a.valid_from < %(as_of)s;
update registry_bankaccount a set sheba = d.after from roster_change d
  where d.field = 'sheba' and a.person_id = d.person_id and a.valid_until is null and a.valid_from = %(as_of)s;
insert into registry_bankaccount (agency_id, office_id, person_id, sheba, valid_from, created_by_import_id)
select %(agency)s, f.office_id, d.person_id, d.after, %(as_of)s, %(import)s
  from roster_change d join roster_family f on f.household_id = d.household_id
  where d.field = 'sheba' and not exists (select from registry_bankaccount a
    where a.person_id = d.person_id and a.valid_until is null);
