-- What a comparison found, beside what is remembered. matching_found has the pairs in their order.
analyze matching_found;

-- Decided pairs are never asked again: as they stand, as their records were merged since, or brought anew and alike.
with decided as (
  select id, left_person_id as l, right_person_id as r, is_gone, left_look, right_look from matching_pair
    where state in ('same', 'different', 'unsure')),
merged as (
  select matching_root(l) as l, matching_root(r) as r from decided where is_gone),
forgotten as (
  delete from matching_found f
    where exists (select from decided d where d.l = f.left_person and d.r = f.right_person)
       or exists (select from merged m where m.l = f.left_person and m.r = f.right_person)
       or exists (select from merged m where m.l = f.right_person and m.r = f.left_person)
       or exists (select from decided d where d.is_gone and d.left_look = f.left_look and d.right_look = f.right_look)
       or exists (select from decided d where d.is_gone and d.left_look = f.right_look and d.right_look = f.left_look)
    returning 1)
insert into matching_settled select 'remembered', count(*) from forgotten;

-- Between two agencies the sure ones are linked unasked, but for people who are linked to somebody else already, and
-- for those of whom somebody has said that they are not one, or taken back that they are: these are asked about.
-- A link that stands and is not sure any more is asked about too.
update matching_found f set state = case
    when f.probability < %(lower)s and not exists (select from matching_link k where k.valid_until is null
           and k.left_person_id = f.left_person and k.right_person_id = f.right_person) then 'aside'
    when not %(between)s or f.probability < %(upper)s then 'waiting'
    when exists (select from matching_link k where k.ended_for in ('disputed', 'decided', 'undone')
           and k.left_person_id = f.left_person and k.right_person_id = f.right_person) then 'waiting'
    when exists (select from matching_pair p join matching_decision d on d.pair_id = p.id
           where p.left_person_id = f.left_person and p.right_person_id = f.right_person) then 'waiting'
    when exists (select from matching_link k where k.valid_until is null and (
           (k.left_person_id = f.left_person and k.right_agency_id = f.right_agency)
           or (k.right_person_id = f.right_person and k.left_agency_id = f.left_agency))
         and (k.left_person_id, k.right_person_id) <> (f.left_person, f.right_person)) then 'waiting'
    else 'linked' end;

-- What waits is refreshed. What one side has spoken of goes on waiting for the other.
with refreshed as (
  update matching_pair p set run_id = %(run)s, probability = f.probability, levels = f.levels,
      left_look = f.left_look, right_look = f.right_look,
      state = case when p.left_verdict <> '' or p.right_verdict <> '' then p.state else f.state end
    from matching_found f
    where p.left_person_id = f.left_person and p.right_person_id = f.right_person
      and p.state in ('waiting', 'aside', 'linked')
    returning 1)
insert into matching_settled select 'refreshed', count(*) from refreshed;

with made as (
  insert into matching_pair (run_id, state, left_agency_id, left_office_id, left_person_id, right_agency_id,
      right_office_id, right_person_id, left_verdict, right_verdict, probability, levels, left_look, right_look,
      is_gone, found_at)
    select %(run)s, f.state, f.left_agency, f.left_office, f.left_person, f.right_agency, f.right_office,
        f.right_person, '', '', f.probability, f.levels, f.left_look, f.right_look, false, %(at)s
      from matching_found f
      where not exists (select from matching_pair p
                        where p.left_person_id = f.left_person and p.right_person_id = f.right_person)
    on conflict do nothing
    returning state)
insert into matching_settled select 'new', count(*) from made where state = 'waiting';

with linked as (
  insert into matching_link (pair_id, left_agency_id, left_office_id, left_person_id, left_first_id, right_agency_id,
      right_office_id, right_person_id, right_first_id, basis, probability, valid_from, linked_at, linked_by_name,
      ended_for, end_reason, ended_by_name)
    select p.id, p.left_agency_id, p.left_office_id, p.left_person_id, p.left_person_id, p.right_agency_id,
        p.right_office_id, p.right_person_id, p.right_person_id, 'model', p.probability, %(today)s, %(at)s, %(who)s,
        '', '', ''
      from matching_pair p
      where p.run_id = %(run)s and p.state = 'linked' and not p.is_gone
        and not exists (select from matching_link k where k.valid_until is null
                          and k.left_person_id = p.left_person_id and k.right_person_id = p.right_person_id)
    on conflict do nothing
    returning 1)
insert into matching_settled select 'linked', count(*) from linked;

-- Whom a link out of sight kept from being linked is asked about.
update matching_pair p set state = 'waiting'
  where p.run_id = %(run)s and p.state = 'linked'
    and not exists (select from matching_link k where k.valid_until is null
                      and k.left_person_id = p.left_person_id and k.right_person_id = p.right_person_id);

-- A whole comparison that no longer finds a waiting pair drops it: the records were corrected meanwhile.
with dropped as (
  update matching_pair p set state = 'aside'
    where %(whole)s and p.run_id <> %(run)s and p.state = 'waiting' and p.left_verdict = '' and p.right_verdict = ''
      and ((p.left_office_id = any (%(left_offices)s) and p.right_office_id = any (%(right_offices)s))
           or (p.left_office_id = any (%(right_offices)s) and p.right_office_id = any (%(left_offices)s)))
    returning 1)
insert into matching_settled select 'dropped', count(*) from dropped;

-- And a link it made itself, and finds no more, is asked about; it holds until somebody says otherwise. Of people who
-- are kept out of comparisons nothing follows.
update matching_pair p set state = 'waiting'
  where %(whole)s and %(between)s and p.run_id <> %(run)s and p.state = 'linked' and not p.is_gone
    and p.left_person_id <> all ((select matching_withheld_person_ids(%(today)s))::bigint[])
    and p.right_person_id <> all ((select matching_withheld_person_ids(%(today)s))::bigint[])
    and ((p.left_office_id = any (%(left_offices)s) and p.right_office_id = any (%(right_offices)s))
         or (p.left_office_id = any (%(right_offices)s) and p.right_office_id = any (%(left_offices)s)));
