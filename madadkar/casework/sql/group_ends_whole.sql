-- A group that ends, ends for every member, whoever ends it and whichever of its families they see.
create function casework_group_ends_whole() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  update casework_groupmember set valid_until = greatest(new.ended_on, valid_from)
   where group_id = new.id and valid_until is null;
  return new;
end $$;
create trigger group_ends_whole after update of ended_on on casework_enablinggroup
  for each row when (old.ended_on is null and new.ended_on is not null)
  execute function casework_group_ends_whole();
