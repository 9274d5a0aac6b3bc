-- What a reader knows counted hand-overs by: which family's file, to which centre, sent and taken when.
select d.id, h.code, f.number as file_number, p.first_name, p.last_name, c.name as centre, office.name as office,
       (d.sent_at at time zone 'Asia/Tehran')::date as sent_on,
       (d.begun_at at time zone 'Asia/Tehran')::date as begun_on,
       round((extract(epoch from d.begun_at - d.sent_at) / 86400)::numeric, 1) as days
from unnest(%(ids)s::bigint[]) as wanted (id)
join casework_delegation d on d.id = wanted.id
join registry_household h on h.id = d.household_id
join casework_casefile f on f.id = d.case_file_id
join organisations_office office on office.id = d.office_id
join organisations_centre c on c.id = d.centre_id
left join registry_membership head on head.household_id = h.id and head.is_head
  and head.valid_from <= %(on)s and (head.valid_until is null or head.valid_until > %(on)s)
left join registry_person p on p.id = head.person_id
