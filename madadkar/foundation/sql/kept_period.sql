-- Does any row hold on a day on which another of the same key holds? A template of foundation/bysets.py.
  if exists (
      select from ({source}) n join {table} t on {joined} and t.id <> n.id{only}
        where t.valid_from < coalesce(n.valid_until, 'infinity') and n.valid_from < coalesce(t.valid_until, 'infinity')
          and (n.valid_until is null or n.valid_until > n.valid_from)
          and (t.valid_until is null or t.valid_until > t.valid_from){of}) then
    raise exception 'conflicting periods violate exclusion constraint "{name}"'
      using errcode = 'exclusion_violation', constraint = '{name}', table = '{table}';
  end if;
