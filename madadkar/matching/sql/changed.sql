-- Whom an increment looks at: every row's own transaction (xmin) tells when it was last written, so that nothing is
-- kept for it at writing. A row copied back from a backup is as new as that day: it is looked at once more.
-- Who was merged or moved to another office since is gone from the list.
select p.id, p.merged_into_id is not null or p.office_id <> all (%(offices)s) as is_gone
  from registry_person p where age(p.xmin) <= age(%(since)s::text::xid)
union
select person_id, false from registry_membership
  where office_id = any (%(offices)s) and age(xmin) <= age(%(since)s::text::xid)
union
select person_id, false from registry_phone
  where office_id = any (%(offices)s) and age(xmin) <= age(%(since)s::text::xid)
union
select person_id, false from registry_bankaccount
  where office_id = any (%(offices)s) and age(xmin) <= age(%(since)s::text::xid)
union
select m.person_id, false from registry_residence r
    join registry_membership m on m.household_id = r.household_id and m.valid_until is null
  where r.office_id = any (%(offices)s) and age(r.xmin) <= age(%(since)s::text::xid)
