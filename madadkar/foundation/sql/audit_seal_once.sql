-- A transaction is sealed once, however many events it appends: a deed on 22,485 files leaves as many events, and a
-- trigger a row at commit would ask as often what there is to seal. The first row since the last seal queues it; the
-- mark is rolled back with its savepoint, as the queued trigger is. (A session that set the mark itself would only
-- leave rows without a link, which audit_faults tells of.)
create function audit_is_first_since_seal() returns boolean language plpgsql volatile as $$
declare
  x constant text := pg_current_xact_id()::text;
begin
  if current_setting('audit.to_be_sealed', true) = x then return false; end if;
  perform set_config('audit.to_be_sealed', x, true);
  return true;
end $$;

create or replace function audit_seal() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  x constant bigint := pg_current_xact_id()::text::bigint;
  e0 bigint; c0 bigint; e1 bigint; e2 bigint; c1 bigint; c2 bigint;
  n bigint; prev bytea; the_root bytea; now_at timestamptz;
begin
  perform set_config('audit.to_be_sealed', '', true);
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

drop trigger seal_event on foundation_auditevent;
drop trigger seal_change on foundation_auditchange;
create constraint trigger seal_event after insert on foundation_auditevent
  deferrable initially deferred for each row when (audit_is_first_since_seal()) execute function audit_seal();
create constraint trigger seal_change after insert on foundation_auditchange
  deferrable initially deferred for each row when (audit_is_first_since_seal()) execute function audit_seal();
