-- A delegation's services as ranges that can be told apart by one index: none named means all of them, so that
-- «all» overlaps every service and two named ones overlap only where they are the same.
create function casework_service_span(services smallint[]) returns int4multirange
  language plpgsql immutable strict parallel safe as $$
begin
  if cardinality(services) = 0 then return '{(,)}'::int4multirange; end if;
  return (select range_agg(int4range(one::int, one::int + 1)) from unnest(services) as one);
end $$;
