-- What likeness found, as doubts: such a row waits for a person's word, and with it what else is new in a household
-- that is not known yet, so that no family is begun without the one it is perhaps known by.
insert into roster_doubt (place, code, person_id)
select l.place, 'perhaps_known', l.person_id from roster_likely l
  where not exists (select from roster_doubt d where d.place = l.place and d.person_id = l.person_id);

insert into roster_doubt (place, code, person_id)
select r.place, 'household_perhaps_known', null from roster_ready r
  where r.code in (select a.code from roster_likely l join roster_ready a using (place))
    and not exists (select from roster_known_household k where k.code = r.code)
    and not exists (select from roster_known_person k where k.place = r.place)
    and not exists (select from roster_doubt d where d.place = r.place);
