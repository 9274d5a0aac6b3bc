  -- Are there as many parents, held from now on, as the rows point to? A template of foundation/bysets.py.
  if (select count(*) from (select distinct {columns} from ({source}) b where {told}) n)
     > (select count(*) from (
          select 1 from (select distinct {columns} from ({source}) b where {told} order by {columns}) n
            join {parent} p on {joined}{lock}) held) then
    raise exception 'insert or update on table "{table}" violates foreign key constraint "{name}"'
      using errcode = 'foreign_key_violation', constraint = '{name}', table = '{table}';
  end if;
