-- What a table's rows are asked after each statement, and all of them by prove_…. A template of foundation/bysets.py.
create function kept_by_sets_{table}() returns trigger language plpgsql security definer
  set search_path = public, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $kept$ begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception '{table} is kept by sets under read committed' using errcode = 'feature_not_supported';
  end if;
  if tg_op = 'INSERT' then
{new}
  else
{brought}
  end if;
  return null;
end $kept$;
create trigger kept_by_sets_insert after insert on {table} referencing new table as new_rows
  for each statement execute function kept_by_sets_{table}();
create trigger kept_by_sets_update after update on {table}
  referencing old table as old_rows new table as new_rows for each statement execute function kept_by_sets_{table}();
create function prove_{table}() returns void language plpgsql set search_path = public, pg_temp as $kept$ begin
{all}
end $kept$;
revoke execute on function prove_{table}() from public;
