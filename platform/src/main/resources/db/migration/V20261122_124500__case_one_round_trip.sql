-- One change is one call with plain arguments, committed by itself: one round trip and one commit. Many changes are one call
-- that makes them one after the other, so that what keeps a change whole is written once. Set-based statements for a batch cost
-- more than they saved (100 us of server a transition; one after the other 50): each array became a tuplestore in each statement.

-- Which attempt wrote the last change: an attempt whose answer was lost is made again, and finds its own stamp.
alter table cases.case_row add column stamp bigint not null default 0;

-- The state without what has a column of its own, as it was written: nobody looks into it often enough to pay for jsonb at each
-- change. It comes last, and what changes comes first in it: the log of an update leaves out what two versions have in common
-- at their ends.
alter table cases.case_row add column kept json;
update cases.case_row
   set kept = (state - array['tenant', 'id', 'workflow', 'version', 'openedAt', 'status', 'at', 'awaiting', 'outcome'])::json;
alter table cases.case_row drop column state;
alter table cases.case_row rename column kept to state;
alter table cases.case_row alter column state set not null;

drop function cases.move_all, cases.open_all;

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
  p_state json, p_status text, p_at_step text, p_awaiting text, p_queue text, p_outcome text, p_timer timestamptz,
  p_now timestamptz, p_body text, p_hash bytea, -- the new link, if anything was recorded
  p_asked integer, p_keys text[], p_kinds text[], p_effects text[])
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
    insert into cases.effect (tenant, key, case_id, kind, body, queued_at, due_at)
    select p_tenant, e.key, p_id, e.kind, e.body::jsonb, p_now, p_now
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
  p_state json, p_status text, p_at_step text, p_awaiting text, p_queue text, p_outcome text, p_timer timestamptz,
  p_now timestamptz, p_body text, p_hash bytea,
  p_asked integer, p_keys text[], p_kinds text[], p_effects text[])
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
    insert into cases.effect (tenant, key, case_id, kind, body, queued_at, due_at)
    select p_tenant, e.key, p_id, e.kind, e.body::jsonb, p_now, p_now
      from (select unnest(p_keys), unnest(p_kinds), unnest(p_effects)) e(key, kind, body);
  end if;
  return p_id;
end $$;

-- Many transitions; each may lose by itself. Arrays have one element a transition but for the last three, which hold p_asked
-- elements of each in turn.
create function cases.move_all(
  p_tenant text, p_patience text, p_ids uuid[], p_seqs integer[], p_befores bytea[], p_stamps bigint[],
  p_fates text[], p_answered text[], p_fences bigint[], p_dues timestamptz[], p_attempts integer[], p_sinces timestamptz[],
  p_events integer[], p_heads bytea[],
  p_states json[], p_statuses text[], p_at_steps text[], p_awaitings text[], p_queues text[], p_outcomes text[],
  p_timers timestamptz[], p_nows timestamptz[], p_bodies text[], p_hashes bytea[],
  p_asked integer[], p_keys text[], p_kinds text[], p_effects text[])
returns text[]
language plpgsql
set plan_cache_mode = force_generic_plan
as $$
declare
  m record;
  v_asked integer := 0;                       -- the last one used
  v_verdicts text[] := '{}';
begin
  for m in
    select * from unnest(p_ids, p_seqs, p_befores, p_stamps, p_fates, p_answered, p_fences, p_dues, p_attempts, p_sinces,
                         p_events, p_heads, p_states, p_statuses, p_at_steps, p_awaitings, p_queues, p_outcomes, p_timers,
                         p_nows, p_bodies, p_hashes, p_asked)
                  a(id, seq, before, stamp, fate, answered, fence, due, attempt, since, events, head, state, status, at_step,
                    awaiting, queue, outcome, timer, now, body, hash, asked)
  loop
    v_verdicts := v_verdicts || cases.move(
        p_tenant, p_patience, m.id, m.seq, m.before, m.stamp, m.fate, m.answered, m.fence, m.due, m.attempt, m.since,
        m.events, m.head, m.state, m.status, m.at_step, m.awaiting, m.queue, m.outcome, m.timer, m.now, m.body, m.hash, m.asked,
        p_keys[v_asked + 1 : v_asked + m.asked], p_kinds[v_asked + 1 : v_asked + m.asked],
        p_effects[v_asked + 1 : v_asked + m.asked]);
    v_asked := v_asked + m.asked;
  end loop;
  return v_verdicts;
end $$;

-- Many openings, likewise.
create function cases.open_all(
  p_tenant text, p_patience text, p_once_keys text[], p_ids uuid[], p_references text[], p_workflows text[], p_versions text[],
  p_events integer[], p_heads bytea[],
  p_states json[], p_statuses text[], p_at_steps text[], p_awaitings text[], p_queues text[], p_outcomes text[],
  p_timers timestamptz[], p_nows timestamptz[], p_bodies text[], p_hashes bytea[],
  p_asked integer[], p_keys text[], p_kinds text[], p_effects text[])
returns uuid[]
language plpgsql
set plan_cache_mode = force_generic_plan
as $$
declare
  o record;
  v_asked integer := 0;
  v_cases uuid[] := '{}';
begin
  for o in
    select * from unnest(p_once_keys, p_ids, p_references, p_workflows, p_versions, p_events, p_heads, p_states, p_statuses,
                         p_at_steps, p_awaitings, p_queues, p_outcomes, p_timers, p_nows, p_bodies, p_hashes, p_asked)
                  a(once_key, id, reference, workflow, version, events, head, state, status,
                    at_step, awaiting, queue, outcome, timer, now, body, hash, asked)
  loop
    v_cases := v_cases || cases.open(
        p_tenant, p_patience, o.once_key, o.id, o.reference, o.workflow, o.version, o.events, o.head, o.state, o.status,
        o.at_step, o.awaiting, o.queue, o.outcome, o.timer, o.now, o.body, o.hash, o.asked,
        p_keys[v_asked + 1 : v_asked + o.asked], p_kinds[v_asked + 1 : v_asked + o.asked],
        p_effects[v_asked + 1 : v_asked + o.asked]);
    v_asked := v_asked + o.asked;
  end loop;
  return v_cases;
end $$;

-- Takes due effects, oldest first, each with its case. Without these settings the queue, which statistics know as empty, was
-- read and sorted whole for each batch.
create function cases.claim(
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
      from taken t join cases.case_row c on c.id = t.case_id and c.tenant = p_tenant;
end $$;

revoke execute on function cases.move, cases.open, cases.move_all, cases.open_all, cases.claim from public;
grant execute on function cases.move, cases.open, cases.move_all, cases.open_all, cases.claim to throughline_app;
