-- A transition in one call. A function, because its plans are kept by the connection: as one statement with three
-- data-modifying parts it was planned anew each time, which cost more than running it.
--
-- Whatever the statistics say, everything here is found by its key: a plan made while the tables were small must not
-- keep a sequential scan when they have grown.
create function cases.move(
  p_tenant text, p_id uuid, p_seq integer,
  p_events integer,                           -- number of the last event before this transition
  p_head bytea, p_state jsonb, p_status text, p_at_step text, p_awaiting text, p_since timestamptz, p_queue text,
  p_person boolean, p_outcome text, p_finished boolean, p_timer_at timestamptz, p_now timestamptz,
  p_bodies text[], p_hashes bytea[],          -- the new events
  p_keys text[], p_kinds text[], p_effects text[], -- the new effects
  p_fate text,                                -- of the effect p_key: UNTOUCHED, ANSWERED, OVER or BACK
  p_key text, p_fence bigint, p_due timestamptz, p_attempt integer)
returns text                                  -- DONE, OVERTAKEN or FENCED_OFF
language plpgsql
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
as $$
begin
  if p_fate in ('OVER', 'BACK') then
    perform from cases.effect where tenant = p_tenant and key = p_key and fence = p_fence for update;
    if not found then
      return 'FENCED_OFF';
    end if;
  end if;

  update cases.case_row
     set seq = seq + 1, events = p_events + cardinality(p_bodies), head = p_head, state = p_state, status = p_status,
         at_step = p_at_step, awaiting = p_awaiting, since = p_since, queue = p_queue,
         had_person = had_person or p_person, outcome = p_outcome,
         finished_at = case when p_finished then p_now end, timer_at = p_timer_at
   where tenant = p_tenant and id = p_id and seq = p_seq;
  if not found then
    return 'OVERTAKEN';
  end if;

  insert into cases.event (tenant, case_id, number, body, hash)
  select p_tenant, p_id, generate_series(p_events + 1, p_events + cardinality(p_bodies)), unnest(p_bodies), unnest(p_hashes);
  if cardinality(p_keys) > 0 then
    insert into cases.effect (tenant, key, case_id, kind, body, queued_at, due_at)
    select p_tenant, e.key, p_id, e.kind, e.body::jsonb, p_now, p_now
      from (select unnest(p_keys), unnest(p_kinds), unnest(p_effects)) e(key, kind, body)
    on conflict do nothing;
  end if;

  if p_fate = 'BACK' then
    update cases.effect set due_at = p_due, attempt = p_attempt, lease_until = null
     where tenant = p_tenant and key = p_key;
  elsif p_fate <> 'UNTOUCHED' then
    delete from cases.effect where tenant = p_tenant and key = p_key;
  end if;
  return 'DONE';
end $$;

revoke execute on function cases.move from public;
grant execute on function cases.move to throughline_app;
