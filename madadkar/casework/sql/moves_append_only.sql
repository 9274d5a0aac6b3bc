-- A move once made stands as it was made; only the office changes, when the family moves to another.
create function casework_moves_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - 'office_id' = to_jsonb(old) - 'office_id' then return new; end if;
  raise exception 'moves of a file are append-only' using errcode = 'restrict_violation';
end $$;
create trigger moves_append_only before update or delete on casework_filemove
  for each row execute function casework_moves_append_only();
