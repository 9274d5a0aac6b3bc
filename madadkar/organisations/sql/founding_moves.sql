-- A step once taken stands as it was taken.
create function organisations_founding_moves_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'moves of a founding are append-only' using errcode = 'restrict_violation';
end $$;
create trigger moves_append_only before update or delete on organisations_foundingmove
  for each row execute function organisations_founding_moves_append_only();
