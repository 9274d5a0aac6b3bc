-- Rows of one statement become one change: up to fifty rows are kept whole, more by count and digest
-- (a trigger a row costs 3.8 times on bulk writes; a chain link a row would serialise the house).
create function audit_rows_digest(row_texts text[]) returns bytea language sql immutable as
  $$ select sha256(convert_to(array_to_string(row_texts, E'\n'), 'UTF8')) $$;

create function audit_row_change() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  whole_up_to constant int := 50;
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
    select sha256(string_agg(part, ''::bytea order by k)) into root from
      (select k, audit_rows_digest(array_agg(t)) as part from
        (select (row_number() over () - 1) / 5000 as k, r::text as t from old_rows r) s group by k) p;
    if n <= whole_up_to then
      select jsonb_build_object('old', jsonb_agg(to_jsonb(r))) into kept from old_rows r;
    end if;
  else
    select sha256(string_agg(part, ''::bytea order by k)) into root from
      (select k, audit_rows_digest(array_agg(t)) as part from
        (select (row_number() over () - 1) / 5000 as k, r::text as t from new_rows r) s group by k) p;
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

-- What a link stands for: every word of an event or a change, in a form no session setting can alter.
create function audit_event_hash(e foundation_auditevent) returns bytea language sql stable as $$
  select sha256(convert_to(jsonb_build_array(e.id, e.xid, extract(epoch from e.at), e.actor_id, e.actor_name,
    e.deed, e.subject_type, e.subject_id, e.office_id, e.reason, e.facts)::text, 'UTF8')) $$;
create function audit_change_hash(c foundation_auditchange) returns bytea language sql stable as $$
  select sha256(convert_to(jsonb_build_array(c.id, c.xid, extract(epoch from c.at), c.actor_id, c.table_name,
    c.operation, c.row_count, encode(c.digest, 'hex'), c.rows)::text, 'UTF8')) $$;
create function audit_root(of_xid bigint, e1 bigint, e2 bigint, c1 bigint, c2 bigint) returns bytea
  language sql stable as $$
  select sha256(
    coalesce((select string_agg(audit_event_hash(e), ''::bytea order by e.id) from foundation_auditevent e
              where e.xid = of_xid and e.id between e1 and e2), ''::bytea)
    || '|'::bytea ||
    coalesce((select string_agg(audit_change_hash(c), ''::bytea order by c.id) from foundation_auditchange c
              where c.xid = of_xid and c.id between c1 and c2), ''::bytea)) $$;
create function audit_link_hash(seq bigint, xid bigint, sealed_at timestamptz, root bytea, previous bytea)
  returns bytea language sql immutable as $$
  select sha256(previous || root || convert_to(seq || '|' || xid || '|' || extract(epoch from sealed_at), 'UTF8')) $$;

-- At commit, once a transaction: the chain gains one link over all it did. The lock is held for that moment only.
create function audit_seal() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  x constant bigint := pg_current_xact_id()::text::bigint;
  e0 bigint; c0 bigint; e1 bigint; e2 bigint; c1 bigint; c2 bigint;
  n bigint; prev bytea; the_root bytea; now_at timestamptz;
begin
  select coalesce(max(last_event_id), 0), coalesce(max(last_change_id), 0) into e0, c0
    from foundation_auditlink where xid = x;
  select min(id), max(id) into e1, e2 from foundation_auditevent where xid = x and id > e0;
  select min(id), max(id) into c1, c2 from foundation_auditchange where xid = x and id > c0;
  if e1 is null and c1 is null then return null; end if;
  perform pg_advisory_xact_lock(7071);
  select seq, hash into n, prev from foundation_auditlink order by seq desc limit 1;
  n := coalesce(n, 0) + 1;
  the_root := audit_root(x, e1, e2, c1, c2);
  now_at := clock_timestamp();
  insert into foundation_auditlink (seq, xid, sealed_at, first_event_id, last_event_id, first_change_id,
                                    last_change_id, root, previous, hash)
  values (n, x, now_at, e1, e2, c1, c2, the_root, coalesce(prev, ''::bytea),
          audit_link_hash(n, x, now_at, the_root, coalesce(prev, ''::bytea)));
  return null;
end $$;
create constraint trigger seal_event after insert on foundation_auditevent
  deferrable initially deferred for each row execute function audit_seal();
create constraint trigger seal_change after insert on foundation_auditchange
  deferrable initially deferred for each row execute function audit_seal();

-- Append only, for everyone: also the owner has to drop a trigger first, which leaves its own trace.
create function audit_append_only() returns trigger language plpgsql as $$
begin raise exception 'audit is append-only' using errcode = 'restrict_violation'; end $$;
create trigger append_only before update or delete on foundation_auditevent
  for each row execute function audit_append_only();
create trigger append_only before update or delete on foundation_auditchange
  for each row execute function audit_append_only();
create trigger append_only before update or delete on foundation_auditlink
  for each row execute function audit_append_only();

revoke insert, update, delete, truncate on foundation_auditchange, foundation_auditlink from madadkar_web;
revoke update, delete, truncate on foundation_auditevent from madadkar_web;
alter table foundation_auditevent enable row level security;
create policy in_sight on foundation_auditevent for select
  using (office_id = any ((select app_office_ids())::bigint[])
         and ((select app_centre_id()) is null or actor_id = (select app_actor_id())));
create policy told_by_deeds on foundation_auditevent for insert with check (true);
alter table foundation_auditchange enable row level security;

-- Where the chain breaks: links whose own hash, predecessor or contents no longer fit, and unlinked rows.
create function audit_faults() returns table (seq bigint, fault text, detail text) language sql stable as $$
  with walked as (
    select l.*, lag(l.hash, 1, ''::bytea) over (order by l.seq) as expected_previous,
           lag(l.seq, 1, 0::bigint) over (order by l.seq) as seq_before
    from foundation_auditlink l)
  select w.seq, 'link_missing', (w.seq_before + 1)::text from walked w where w.seq <> w.seq_before + 1
  union all
  select w.seq, 'link_altered', '' from walked w
    where w.hash <> audit_link_hash(w.seq, w.xid, w.sealed_at, w.root, w.previous)
       or w.previous <> w.expected_previous
  union all
  select w.seq, 'contents_altered', concat_ws(' ', 'events', w.first_event_id, w.last_event_id,
                                              'changes', w.first_change_id, w.last_change_id)
    from walked w
    where w.root <> audit_root(w.xid, w.first_event_id, w.last_event_id, w.first_change_id, w.last_change_id)
  union all
  select null, 'event_unlinked', e.id::text from foundation_auditevent e
    where not exists (select from foundation_auditlink l
                      where l.xid = e.xid and e.id between l.first_event_id and l.last_event_id)
  union all
  select null, 'change_unlinked', c.id::text from foundation_auditchange c
    where not exists (select from foundation_auditlink l
                      where l.xid = c.xid and c.id between l.first_change_id and l.last_change_id)
  order by 1 nulls last $$;
revoke execute on function audit_faults() from public;

alter table foundation_job enable row level security;
create policy in_sight on foundation_job
  using (office_id is null or office_id = any ((select app_office_ids())::bigint[]));
