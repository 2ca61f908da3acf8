-- What a first customer would meet after some tens of thousands of cases: an index that begins with the tenant looks as good
-- as the key while statistics are young, and a kept plan then read every case of the tenant for each effect claimed (50 ms
-- a claim at 8,000 cases). Cases of a version are walked by their key; that is rare.
drop index cases.case_version;

-- Each claimed effect looks its case up by key; a join left it to the plan made while the table was empty.
create or replace function cases.claim(
  p_tenant text, p_now timestamptz, p_machine timestamptz, p_lease timestamptz, p_kinds text[], p_limit integer)
returns table (
  body jsonb, fence bigint, attempt integer, queued_at timestamptz,
  tenant text, id uuid, workflow text, version text, opened_at timestamptz, status text, at_step text, awaiting text,
  outcome text, state json)
language plpgsql
set enable_seqscan = off
set enable_bitmapscan = off
set enable_sort = off
set enable_hashjoin = off
set enable_mergejoin = off
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
begin
  return query
    with taken as (
      update cases.effect e set lease_until = p_lease, fence = e.fence + 1, attempt = e.attempt + 1
       where e.tenant = p_tenant and e.key = any(array(
             select d.key from cases.effect d
              where d.tenant = p_tenant and d.due_at <= p_now and (d.lease_until is null or d.lease_until < p_machine)
                and d.kind = any(p_kinds)
              order by d.due_at limit p_limit for update skip locked))
      returning e.case_id, e.body, e.fence, e.attempt, e.queued_at)
    select t.body, t.fence, t.attempt, t.queued_at,
           c.tenant, c.id, c.workflow, c.version, c.opened_at, c.status, c.at_step, c.awaiting, c.outcome, c.state
      from taken t
      cross join lateral (select * from cases.case_row r where r.id = t.case_id and r.tenant = p_tenant offset 0) c;
end $$;

