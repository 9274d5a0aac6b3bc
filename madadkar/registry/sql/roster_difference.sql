-- What a known person's row says otherwise than the register. A blank cell says nothing.
insert into roster_difference (place, field, before, after)
select r.place, d.field, d.before, d.after
  from roster_ready r join roster_known_person k using (place) join registry_person p on p.id = k.person_id
  cross join lateral (values
    ('first_name', p.first_name, case when r.first_key || r.last_key <> p.first_key || p.last_key then r.first_name end),
    ('last_name', p.last_name, case when r.first_key || r.last_key <> p.first_key || p.last_key then r.last_name end),
    ('father_name', p.father_name, case when r.father_key <> p.father_key then r.father_name end),
    ('national_code', p.national_code, r.national_code),
    ('foreigner_code', p.foreigner_code, r.foreigner_code),
    ('certificate', p.birth_certificate_number, r.certificate),
    ('birth_on', p.birth_on::text, case
        when p.birth_on is null then r.birth_on
        when r.birth_precision <> 'day' and p.birth_precision <> r.birth_precision
          and p.birth_on >= r.birth_on and p.birth_on < r.birth_on + 366 then p.birth_on
        else r.birth_on end::text),
    ('sex', p.sex, r.sex),
    ('marital', p.marital, r.marital)) d (field, before, after)
  where d.after is not null and d.after is distinct from d.before;

insert into roster_difference (place, field, before, after)
select r.place, 'birth_precision', p.birth_precision, r.birth_precision
  from roster_ready r join roster_known_person k using (place) join registry_person p on p.id = k.person_id
  where r.birth_on = p.birth_on and r.birth_precision = 'day' and p.birth_precision <> 'day';

-- A member's place in the household, when it changed or there is none.
insert into roster_difference (place, field, before, after)
select r.place, 'relation', m.relation, coalesce(r.relation, 'other')
  from roster_ready r join roster_known_person k using (place)
  left join roster_known_household h on h.code = r.code
  left join registry_membership m on m.person_id = k.person_id and m.valid_until is null and m.household_id = h.id
  where m.id is null or (m.relation <> r.relation and m.valid_from <= %(as_of)s
                         and m.is_head = coalesce(r.is_head, false));

-- Groups: a list replaces the list; elderly is counted from birth and never listed.
with said as (
  select r.place, k.person_id, split_part(item, ':', 1) as grp, split_part(item, ':', 2) as detail
    from roster_ready r join roster_known_person k using (place)
    cross join unnest(string_to_array(r.groups, '|')) item
    where split_part(item, ':', 1) <> 'elderly'),
held as (
  select r.place, c.person_id, c."group" as grp, c.detail, c.valid_from
    from roster_ready r join roster_known_person k using (place)
    join registry_circumstance c on c.person_id = k.person_id and c.valid_until is null and c."group" <> 'elderly'
    where r.groups is not null)
insert into roster_difference (place, field, before, after)
select coalesce(s.place, h.place), 'group:' || coalesce(s.grp, h.grp),
       case when h.grp is not null then h.grp || ':' || h.detail end,
       case when s.grp is not null then s.grp || ':' || s.detail end
  from said s full join held h on h.place = s.place and h.grp = s.grp
  where (h.grp is null or s.grp is null or (s.detail <> '' and s.detail <> h.detail))
    and (h.valid_from is null or h.valid_from <= %(as_of)s);

insert into roster_difference (place, field, before, after)
select r.place, d.field, '', d.number
  from roster_ready r join roster_known_person k using (place)
  cross join lateral (values ('mobile', r.mobile), ('landline', r.landline)) d (field, number)
  where d.number is not null
    and not exists (select from registry_phone f where f.person_id = k.person_id and f.number = d.number);

insert into roster_difference (place, field, before, after)
select r.place, 'sheba', coalesce((select string_agg(a.sheba, '، ' order by a.id) from registry_bankaccount a
         where a.person_id = k.person_id and a.valid_until is null), ''), r.sheba
  from roster_ready r join roster_known_person k using (place)
  where r.sheba is not null
    and not exists (select from registry_bankaccount a
                    where a.person_id = k.person_id and a.sheba = r.sheba and a.valid_until is null)
    and not exists (select from registry_bankaccount a
                    where a.person_id = k.person_id and a.valid_until is null and a.valid_from > %(as_of)s);

-- What the household's own row says of the household.
insert into roster_difference (place, field, before, after)
select l.place, d.field, d.before, d.after
  from roster_leader l join roster_ready r using (place) join registry_household h on h.id = l.household_id
  cross join lateral (values ('decile', h.decile::text, r.decile::text), ('size', h.stated_size::text, r.size::text))
    d (field, before, after)
  where d.after is not null and d.after is distinct from d.before;

insert into roster_difference (place, field, before, after)
select l.place, d.field, d.before, d.after
  from roster_leader l join roster_ready r using (place) join registry_household h on h.id = l.household_id
  left join registry_residence x on x.household_id = h.id and x.valid_until is null
  cross join lateral (values
    ('county_id', x.county_id::text, r.county_id::text),
    ('place_id', x.place_id::text, r.place_id::text),
    ('place_text', x.place_text, case when r.place_id is null then r.place_text end),
    ('area', x.area, case when r.place_id is null or x.area = '' then r.area end),
    ('address', x.address, r.address),
    ('postal_code', x.postal_code, r.postal_code)) d (field, before, after)
  where d.after is not null and d.after is distinct from d.before
    and (x.id is null or x.valid_from <= %(as_of)s);
