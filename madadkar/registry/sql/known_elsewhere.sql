-- The office that knows a code in a register, and nothing more: an office must not take another's family for a new
-- one, and a family under discreet support stays hidden while it still cannot be registered twice.
create function registry_known_elsewhere(of_agency bigint, asked text) returns text language sql stable
  security definer set search_path = public, pg_temp as $$
  select o.name from registry_person p join organisations_office o on o.id = p.office_id
    where p.agency_id = of_agency and p.merged_into_id is null and asked in (p.national_code, p.foreigner_code)
    limit 1 $$;
