-- A parent that is deleted, or whose key changes, while a child has it. A template of foundation/bysets.py.
create function needed_by_{name}() returns trigger language plpgsql security definer
  set search_path = public, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $kept$
declare is_needed boolean;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception '{name} is kept by sets under read committed' using errcode = 'feature_not_supported';
  end if;
  if tg_op = 'DELETE' then
    select exists (select from old_rows p join {table} n on {joined}) into is_needed;
  else
    select exists (select from {table} n where {of_old})
       and not exists (select from {parent} p where {as_old}) into is_needed;
  end if;
  if is_needed then
    raise exception 'update or delete on table "{parent}" violates foreign key constraint "{name}" on "{table}"'
      using errcode = 'foreign_key_violation', constraint = '{name}', table = '{table}';
  end if;
  return null;
end $kept$;
create trigger needed_by_{name}_delete after delete on {parent} referencing old table as old_rows
  for each statement execute function needed_by_{name}();
create trigger needed_by_{name}_update after update on {parent} for each row when ({changed})
  execute function needed_by_{name}();
