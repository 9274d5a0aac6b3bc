-- People under discreet support on a day are compared with no other agency's register: that another agency knows
-- them would be told by the comparison itself. Who has gone to live in another family may be compared.
create or replace function matching_withheld_person_ids(on_day date) returns bigint[] language sql stable
  security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct m.person_id), '{}')
    from casework_discretion d join registry_membership m on m.household_id = d.household_id
    where d.valid_from <= on_day and d.valid_until > on_day and (m.valid_until is null or m.valid_until > on_day) $$;
