-- What a centre's people see of groups: those their centre holds, and those where a family of theirs has a member.
-- Security definer, because the answer decides the policies of the very tables it reads.
create function app_sighted_group_ids() returns bigint[] language sql stable
  security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(id), '{}') from (
    select g.id from casework_enablinggroup g where g.centre_id = app_centre_id()
    union
    select m.group_id from casework_groupmember m
      where m.household_id = any ((select app_sighted_household_ids())::bigint[])) seen $$;
-- No group is hidden as such: a member under discreet support is, by their family.
create function app_hidden_group_ids() returns bigint[] language sql immutable as $$ select '{}'::bigint[] $$;
