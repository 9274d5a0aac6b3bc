-- Households known by their file's number, where their code is another. A file laid aside when two households
-- were merged means the one that stayed.
insert into roster_known_household (code, id, office_id)
select distinct on (f.number) f.number, h.id, h.office_id
  from casework_casefile f join registry_household own on own.id = f.household_id
  join registry_household h on h.id = coalesce(
    (select into_it.merged_into_id from registry_household into_it where into_it.id = own.merged_into_id),
    own.merged_into_id, own.id)
  where f.issued_by_id = any (%(lineage)s)
    and f.number in (select file_number from roster_ready where file_number is not null and code = file_number)
    and not exists (select from roster_known_household k where k.code = f.number)
  order by f.number, h.id;
