-- Who may resemble somebody at the door, by what an index finds: the code or one digit off it, both names in any near
-- spelling, one name with the birth or the father, the phone of anybody in the house. Row-level security narrows it.
select id from (
  (select p.id from registry_person p where p.national_code = any (%(codes)s) and p.merged_into_id is null limit 50)
  union
  (select p.id from registry_person p
     where p.last_key = any (%(lasts)s) and p.first_key = any (%(firsts)s) and p.merged_into_id is null limit 150)
  union
  (select p.id from registry_person p
     where p.last_key = %(last)s and p.merged_into_id is null
       and (p.birth_on = %(birth)s or (%(father)s <> '' and p.father_key = %(father)s and p.birth_on is not null
              and abs(p.birth_on - %(birth)s) < 400)) limit 100)
  union
  (select p.id from registry_person p
     where p.first_key = %(first)s and p.merged_into_id is null and p.birth_on = %(birth)s limit 100)
  union
  (select p.id from registry_phone t join registry_membership m on m.person_id = t.person_id and m.valid_until is null
       join registry_membership o on o.household_id = m.household_id and o.valid_until is null
       join registry_person p on p.id = o.person_id
     where t.number = %(phone)s and %(phone)s <> '' and p.merged_into_id is null limit 50)) near
  where id in (select id from registry_person where office_id = any (%(offices)s))
