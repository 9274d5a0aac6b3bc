-- Changes of staff rows as every audited table has them, but without what would let a reader sign in as somebody.
create function organisations_staff_change() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  secret constant text[] := array['password', 'second_factor_secret'];
  n bigint;
  kept jsonb := '{}';
begin
  if tg_op <> 'DELETE' then
    select count(*), kept || jsonb_build_object('new', jsonb_agg(to_jsonb(r) - secret)) into n, kept
      from (select * from new_rows limit 50) r;
  end if;
  if tg_op <> 'INSERT' then
    select count(*), kept || jsonb_build_object('old', jsonb_agg(to_jsonb(r) - secret)) into n, kept
      from (select * from old_rows limit 50) r;
  end if;
  if n = 0 then return null; end if;
  insert into foundation_auditchange (xid, at, actor_id, table_name, operation, row_count, digest, rows)
  values (pg_current_xact_id()::text::bigint, clock_timestamp(), app_actor_id(), tg_table_name,
          lower(tg_op), n, sha256(convert_to(kept::text, 'UTF8')), kept);
  return null;
end $$;
create trigger audit_insert after insert on organisations_staff referencing new table as new_rows
  for each statement execute function organisations_staff_change();
create trigger audit_update after update on organisations_staff
  referencing old table as old_rows new table as new_rows
  for each statement execute function organisations_staff_change();
create trigger audit_delete after delete on organisations_staff referencing old table as old_rows
  for each statement execute function organisations_staff_change();
