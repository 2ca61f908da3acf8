-- What a first customer would meet after some tens of thousands of cases: an index that begins with the tenant looks as good
-- as the key while statistics are young, and a kept plan then read every case of the tenant for each effect claimed (50 ms
-- a claim at 8,000 cases). Cases of a version are walked by their key; that is rare.
drop index cases.case_version;

-- Kept as it was written: nobody looks into it in the database often enough to pay for parsing it at each change.
alter table cases.case_row alter column state type text;
alter table cases.effect alter column body type text;

drop function cases.move, cases.open, cases.move_all, cases.open_all, cases.claim;

-- Microseconds since 1970, as many instants travel.
create function cases.at(micros bigint) returns timestamptz
language sql immutable strict parallel safe as $$
  select timestamptz 'epoch' + micros * interval '1 microsecond'
$$;

-- The next transition of a case, with its evidence, its new effects and what becomes of the effect it answers.
--
-- Whatever the statistics say, everything is found by its key, and the plans are kept. The effect is locked before the case; who
-- makes many changes makes them in the order of their cases. So two writers wait for each other, but not in a circle.
create function cases.move(
  p_tenant text, p_patience text,             -- how long to wait for a lock; empty: as the transaction has it
  p_id uuid, p_seq integer, p_before bytea,   -- what it was worked out on
  p_stamp bigint,                             -- of this attempt
  p_fate text,                                -- of the effect answered: UNTOUCHED, ANSWERED, OVER or BACK
  p_answered text, p_fence bigint, p_due timestamptz, p_attempt integer, p_since timestamptz,
  p_events integer, p_head bytea,             -- the chain after it
  p_state text, p_status text, p_at_step text, p_awaiting text, p_queue text, p_outcome text, p_timer timestamptz,
  p_now timestamptz, p_body text, p_hash bytea, -- the new link, if anything was recorded
  p_asked integer, p_keys text[], p_kinds text[], p_effects text[],
  p_lease_fence bigint, p_lease timestamptz)    -- of the new effects; 0 and null: for whoever claims them
returns text                                  -- DONE, OVERTAKEN or FENCED_OFF
language plpgsql
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
as $$
declare
  v_ours boolean := true;
begin
  if p_patience <> '' then
    p_patience := set_config('lock_timeout', p_patience, true);
  end if;
  if p_fate <> 'UNTOUCHED' then
    perform from cases.effect e
      where e.tenant = p_tenant and e.key = p_answered and (p_fate = 'ANSWERED' or e.fence = p_fence) for update;
    v_ours := found or p_fate = 'ANSWERED';
  end if;
  if v_ours then
    update cases.case_row c
       set seq = c.seq + 1, stamp = p_stamp, events = p_events, head = p_head, state = p_state, status = p_status,
           at_step = p_at_step, awaiting = p_awaiting, since = p_since, queue = p_queue,
           had_person = c.had_person or p_status = 'EXCEPTION', outcome = p_outcome,
           finished_at = case when p_status = 'FINISHED' then p_now end, timer_at = p_timer
     where c.id = p_id and c.tenant = p_tenant and c.seq = p_seq and c.head = p_before;
    v_ours := found;
    if not v_ours then
      p_fate := 'UNTOUCHED';
    end if;
  end if;
  if not v_ours then                          -- made by an attempt whose answer was lost?
    perform from cases.case_row c
      where c.id = p_id and c.tenant = p_tenant and c.seq = p_seq + 1 and c.stamp = p_stamp;
    return case when found then 'DONE' when p_fate = 'UNTOUCHED' then 'OVERTAKEN' else 'FENCED_OFF' end;
  end if;

  if p_body is not null then
    insert into cases.event (tenant, case_id, number, body, hash) values (p_tenant, p_id, p_events, p_body, p_hash);
  end if;
  if p_asked > 0 then
    insert into cases.effect (tenant, key, case_id, kind, body, queued_at, due_at, lease_until, fence, attempt)
    select p_tenant, e.key, p_id, e.kind, e.body, p_now, p_now, p_lease, p_lease_fence, (p_lease is not null)::integer
      from (select unnest(p_keys), unnest(p_kinds), unnest(p_effects)) e(key, kind, body)
    on conflict do nothing;
  end if;
  if p_fate = 'BACK' then
    update cases.effect e set due_at = p_due, attempt = p_attempt, lease_until = null
     where e.tenant = p_tenant and e.key = p_answered;
  elsif p_fate <> 'UNTOUCHED' then
    delete from cases.effect e where e.tenant = p_tenant and e.key = p_answered;
  end if;
  return 'DONE';
end $$;

-- Opens a case, once for its key; made again after a lost answer, it finds its own key.
create function cases.open(
  p_tenant text, p_patience text, p_once_key text, p_id uuid, p_reference text, p_workflow text, p_version text,
  p_events integer, p_head bytea,
  p_state text, p_status text, p_at_step text, p_awaiting text, p_queue text, p_outcome text, p_timer timestamptz,
  p_now timestamptz, p_body text, p_hash bytea,
  p_asked integer, p_keys text[], p_kinds text[], p_effects text[],
  p_lease_fence bigint, p_lease timestamptz)    -- of the new effects; 0 and null: for whoever claims them
returns uuid                                  -- the case of the key: another than was given if it was opened before
language plpgsql
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
as $$
declare
  v_case uuid;
begin
  if p_patience <> '' then
    p_patience := set_config('lock_timeout', p_patience, true);
  end if;
  insert into cases.once_key (tenant, once_key, case_id) values (p_tenant, p_once_key, p_id) on conflict do nothing;
  if not found then
    select k.case_id into strict v_case from cases.once_key k where k.tenant = p_tenant and k.once_key = p_once_key;
    return v_case;
  end if;

  insert into cases.case_row (tenant, id, reference, workflow, version, opened_at, seq, events, head, status, at_step, awaiting,
                              since, queue, had_person, outcome, finished_at, timer_at, state)
  values (p_tenant, p_id, p_reference, p_workflow, p_version, p_now, 1, p_events, p_head, p_status, p_at_step, p_awaiting,
          p_now, p_queue, p_status = 'EXCEPTION', p_outcome, case when p_status = 'FINISHED' then p_now end, p_timer, p_state);
  insert into cases.event (tenant, case_id, number, body, hash) values (p_tenant, p_id, p_events, p_body, p_hash);
  if p_asked > 0 then
    insert into cases.effect (tenant, key, case_id, kind, body, queued_at, due_at, lease_until, fence, attempt)
    select p_tenant, e.key, p_id, e.kind, e.body, p_now, p_now, p_lease, p_lease_fence, (p_lease is not null)::integer
      from (select unnest(p_keys), unnest(p_kinds), unnest(p_effects)) e(key, kind, body);
  end if;
  return p_id;
end $$;

-- Many transitions; each may lose by itself. Arrays have one element a transition, in the order in which their rows are
-- locked; those of effects have an element an effect, and say before it whose it is, counted from 1.
--
-- One statement for all: to start one costs as much as to change a row. The tenant comes from the arrays' side, and whatever
-- could read a table is forbidden: what is left to the planner is to look each row up by its key.
create function cases.move_all(
  p_tenant text, p_patience text, p_ids uuid[], p_seqs integer[], p_befores bytea[], p_stamps bigint[],
  p_sinces bigint[], p_heads bytea[],
  p_states text[], p_statuses text[], p_at_steps text[], p_awaitings text[], p_queues text[], p_outcomes text[],
  p_timers bigint[], p_nows bigint[], p_bodies text[],
  p_answering integer[], p_fates text[], p_answered text[], p_fences bigint[], p_dues bigint[], p_attempts integer[],
  p_asking integer[], p_keys text[], p_kinds text[], p_effects text[], p_lease_fences bigint[], p_leases bigint[])
returns text[]                                -- DONE, OVERTAKEN or FENCED_OFF; nothing: all are DONE
language plpgsql
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set plan_cache_mode = force_generic_plan
as $$
declare
  v_lost integer[] := '{}';                   -- whose effect is somebody else's
  v_done integer[];
begin
  if p_patience <> '' then
    p_patience := set_config('lock_timeout', p_patience, true);
  end if;
  if cardinality(p_answering) > 0 then
    select coalesce(array_agg(f.change), '{}') into v_lost
      from unnest(p_answering, p_fates, p_answered, p_fences) f(change, fate, key, fence)
      left join lateral (select e.fence from cases.effect e where e.tenant = p_tenant and e.key = f.key
                         offset 0 for update) e on true
     where f.fate <> 'ANSWERED' and e.fence is distinct from f.fence;
  end if;

  with moved as (
    update cases.case_row r
       set seq = r.seq + 1, stamp = c.stamp, events = r.events + (c.body is not null)::integer, head = c.head,
           state = c.state, status = c.status, at_step = c.at_step, awaiting = c.awaiting, since = cases.at(c.since),
           queue = c.queue, had_person = r.had_person or c.status = 'EXCEPTION', outcome = c.outcome,
           finished_at = case when c.status = 'FINISHED' then cases.at(c.now) end, timer_at = cases.at(c.timer)
      from (select p_tenant as tenant, a.*
              from unnest(p_ids, p_seqs, p_befores, p_stamps, p_sinces, p_heads, p_states, p_statuses, p_at_steps,
                          p_awaitings, p_queues, p_outcomes, p_timers, p_nows, p_bodies)
                   with ordinality a(id, seq, before, stamp, since, head, state, status, at_step,
                                     awaiting, queue, outcome, timer, now, body, change) offset 0) c
     where r.id = c.id and r.tenant = c.tenant and r.seq = c.seq and r.head = c.before and c.change <> all(v_lost)
    returning c.change::integer as change, r.id, r.events, r.head, c.body),
  linked as (
    insert into cases.event (tenant, case_id, number, body, hash)
    select p_tenant, m.id, m.events, m.body, m.head from moved m where m.body is not null)
  select coalesce(array_agg(m.change), '{}') into v_done from moved m;

  if cardinality(p_asking) > 0 then
    insert into cases.effect (tenant, key, case_id, kind, body, queued_at, due_at, lease_until, fence, attempt)
    select p_tenant, e.key, p_ids[e.change], e.kind, e.body, cases.at(p_nows[e.change]), cases.at(p_nows[e.change]),
           cases.at(e.lease), e.fence, (e.lease is not null)::integer
      from unnest(p_asking, p_keys, p_kinds, p_effects, p_lease_fences, p_leases) e(change, key, kind, body, fence, lease)
     where e.change = any(v_done)
    on conflict do nothing;
  end if;
  if cardinality(p_answering) > 0 then
    delete from cases.effect e
     using (select p_tenant as tenant, a.key from unnest(p_answering, p_fates, p_answered) a(change, fate, key)
             where a.fate <> 'BACK' and a.change = any(v_done) offset 0) f
     where e.tenant = f.tenant and e.key = f.key;
    if 'BACK' = any(p_fates) then
      update cases.effect e set due_at = cases.at(f.due), attempt = f.attempt, lease_until = null
        from (select p_tenant as tenant, a.* from unnest(p_answering, p_fates, p_answered, p_dues, p_attempts)
                                                  a(change, fate, key, due, attempt)
               where a.fate = 'BACK' and a.change = any(v_done) offset 0) f
       where e.tenant = f.tenant and e.key = f.key;
    end if;
  end if;

  if cardinality(v_done) = cardinality(p_ids) then
    return '{}';
  end if;
  return array(
    select case when n = any(v_done) then 'DONE'
                when (select c.stamp from cases.case_row c  -- made by an attempt whose answer was lost?
                       where c.id = p_ids[n] and c.tenant = p_tenant and c.seq = p_seqs[n] + 1) = p_stamps[n] then 'DONE'
                when n = any(v_lost) then 'FENCED_OFF' else 'OVERTAKEN' end
      from generate_subscripts(p_ids, 1) n order by n);
end $$;

-- Many openings, likewise.
create function cases.open_all(
  p_tenant text, p_patience text, p_once_keys text[], p_ids uuid[], p_references text[], p_workflows text[], p_versions text[],
  p_heads bytea[],
  p_states text[], p_statuses text[], p_at_steps text[], p_awaitings text[], p_queues text[], p_outcomes text[],
  p_timers bigint[], p_nows bigint[], p_bodies text[],
  p_asking integer[], p_keys text[], p_kinds text[], p_effects text[], p_lease_fences bigint[], p_leases bigint[])
returns uuid[]                                -- the cases of the keys; nothing: all were opened
language plpgsql
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
as $$
declare
  v_new uuid[];
  v_all boolean;
begin
  if p_patience <> '' then
    p_patience := set_config('lock_timeout', p_patience, true);
  end if;
  with fresh as (
    insert into cases.once_key (tenant, once_key, case_id)
    select p_tenant, o.once_key, o.id from unnest(p_once_keys, p_ids) o(once_key, id)
    on conflict do nothing returning case_id)
  select coalesce(array_agg(f.case_id), '{}') into v_new from fresh f;
  v_all := cardinality(v_new) = cardinality(p_ids);

  insert into cases.case_row (tenant, id, reference, workflow, version, opened_at, seq, events, head, status, at_step, awaiting,
                              since, queue, had_person, outcome, finished_at, timer_at, state)
  select p_tenant, c.id, c.reference, c.workflow, c.version, cases.at(c.now), 1, 1, c.head, c.status, c.at_step, c.awaiting,
         cases.at(c.now), c.queue, c.status = 'EXCEPTION', c.outcome,
         case when c.status = 'FINISHED' then cases.at(c.now) end, cases.at(c.timer), c.state
    from unnest(p_ids, p_references, p_workflows, p_versions, p_heads, p_states, p_statuses, p_at_steps, p_awaitings,
                p_queues, p_outcomes, p_timers, p_nows)
         c(id, reference, workflow, version, head, state, status, at_step, awaiting, queue, outcome, timer, now)
   where v_all or c.id = any(v_new);
  insert into cases.event (tenant, case_id, number, body, hash)
  select p_tenant, c.id, 1, c.body, c.head from unnest(p_ids, p_bodies, p_heads) c(id, body, head)
   where v_all or c.id = any(v_new);
  if cardinality(p_asking) > 0 then
    insert into cases.effect (tenant, key, case_id, kind, body, queued_at, due_at, lease_until, fence, attempt)
    select p_tenant, e.key, p_ids[e.change], e.kind, e.body, cases.at(p_nows[e.change]), cases.at(p_nows[e.change]),
           cases.at(e.lease), e.fence, (e.lease is not null)::integer
      from unnest(p_asking, p_keys, p_kinds, p_effects, p_lease_fences, p_leases) e(change, key, kind, body, fence, lease)
     where v_all or p_ids[e.change] = any(v_new);
  end if;

  if v_all then
    return '{}';
  end if;
  return array(
    select (select k.case_id from cases.once_key k where k.tenant = p_tenant and k.once_key = o.once_key)
      from unnest(p_once_keys) with ordinality o(once_key, n) order by o.n);
end $$;

-- Each claimed effect looks its case up by key; a join left it to the plan made while the table was empty.
create function cases.claim(
  p_tenant text, p_now timestamptz, p_machine timestamptz, p_lease timestamptz, p_kinds text[], p_limit integer)
returns table (
  body text, fence bigint, attempt integer, queued_at timestamptz,
  tenant text, id uuid, workflow text, version text, opened_at timestamptz, status text, at_step text, awaiting text,
  outcome text, state text)
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

revoke execute on function cases.move, cases.open, cases.move_all, cases.open_all, cases.claim from public;
grant execute on function cases.move, cases.open, cases.move_all, cases.open_all, cases.claim to throughline_app;
