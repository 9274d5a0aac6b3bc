-- The digest of a statement's rows in one pass: their texts, line by line. More than a text can hold go by parts,
-- and the digest is that of the parts' digests.
create or replace function audit_row_change() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  whole_up_to constant int := 50;
  at_once constant int := 200000;
  n bigint;
  root bytea;
  kept jsonb;
begin
  if tg_op = 'DELETE' then
    select count(*) into n from old_rows;
  else
    select count(*) into n from new_rows;
  end if;
  if n = 0 then return null; end if;

  if tg_op = 'DELETE' then
    if n <= at_once then
      select sha256(convert_to(string_agg(r::text, E'\n'), 'UTF8')) into root from old_rows r;
    else
      select sha256(string_agg(part, ''::bytea order by k)) into root from
        (select k, sha256(convert_to(string_agg(t, E'\n'), 'UTF8')) as part from
          (select (row_number() over () - 1) / at_once as k, r::text as t from old_rows r) s group by k) p;
    end if;
    if n <= whole_up_to then
      select jsonb_build_object('old', jsonb_agg(to_jsonb(r))) into kept from old_rows r;
    end if;
  else
    if n <= at_once then
      select sha256(convert_to(string_agg(r::text, E'\n'), 'UTF8')) into root from new_rows r;
    else
      select sha256(string_agg(part, ''::bytea order by k)) into root from
        (select k, sha256(convert_to(string_agg(t, E'\n'), 'UTF8')) as part from
          (select (row_number() over () - 1) / at_once as k, r::text as t from new_rows r) s group by k) p;
    end if;
    if n <= whole_up_to and tg_op = 'INSERT' then
      select jsonb_build_object('new', jsonb_agg(to_jsonb(r))) into kept from new_rows r;
    elsif n <= whole_up_to then
      select jsonb_build_object('old', (select jsonb_agg(to_jsonb(o)) from old_rows o),
                                'new', (select jsonb_agg(to_jsonb(r)) from new_rows r)) into kept;
    end if;
  end if;

  insert into foundation_auditchange (xid, at, actor_id, table_name, operation, row_count, digest, rows)
  values (pg_current_xact_id()::text::bigint, clock_timestamp(), app_actor_id(), tg_table_name,
          lower(tg_op), n, root, kept);
  return null;
end $$;
