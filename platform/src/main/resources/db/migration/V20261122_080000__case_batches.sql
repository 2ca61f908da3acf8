-- Many transitions in one call and one commit, each of which may still lose by itself; and openings likewise.
-- Arrays have one element a transition, but for events and effects: those name their transition by its place.
--
-- A batch waits for somebody else's lock p_patience at most and then fails as a whole; what it waited for is tried alone.
--
-- Everything is found by its key whatever the statistics say, and the plans are kept. For that the tenant comes from the
-- arrays' side, behind `offset 0`: as a mere parameter it made a plan, while the tables were small, that read the tenant's
-- whole index and looked through the arrays for each row (0.3 ms a transition after some thousand cases). Effects are locked
-- first and by key, cases next in the order given (by id): two batches wait for each other, but not in a circle.
--
-- cases.move stays for nodes of the version before this one; the next version drops it.
create function cases.move_all(
  p_tenant text, p_patience text, p_ids uuid[], p_seqs integer[],
  p_befores bytea[],                          -- head that the transition was computed on
  p_events integer[], p_heads bytea[],        -- the chain after it
  p_states text[], p_statuses text[], p_at_steps text[], p_awaitings text[], p_sinces timestamptz[], p_queues text[],
  p_outcomes text[], p_timers timestamptz[], p_nows timestamptz[],
  p_event_moves integer[], p_numbers integer[], p_bodies text[], p_hashes bytea[],
  p_effect_moves integer[], p_keys text[], p_kinds text[], p_effects text[],
  p_fates text[],                             -- of the effect answered: UNTOUCHED, ANSWERED, OVER or BACK
  p_answered text[], p_fences bigint[], p_dues timestamptz[], p_attempts integer[])
returns text[]                                -- DONE, OVERTAKEN or FENCED_OFF
language plpgsql
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set plan_cache_mode = force_generic_plan
as $$
declare
  v_free boolean[] := array(select fate not in ('OVER', 'BACK') from unnest(p_fates) fate);
  v_moved boolean[] := array_fill(false, array[cardinality(p_ids)]);
  v_place integer;
begin
  if p_patience <> '' then
    perform set_config('lock_timeout', p_patience, true);
  end if;
  for v_place in
    select m.place
      from (select p_tenant as tenant, a.*
              from unnest(p_fates, p_answered, p_fences) with ordinality a(fate, key, fence, place)
             where a.fate <> 'UNTOUCHED' offset 0) m
      join cases.effect e on e.tenant = m.tenant and e.key = m.key and (m.fate = 'ANSWERED' or e.fence = m.fence)
     order by m.key
       for update of e
  loop
    v_free[v_place] := true;
  end loop;

  for v_place in
    update cases.case_row c
       set seq = c.seq + 1, events = m.events, head = m.head, state = m.state::jsonb, status = m.status,
           at_step = m.at_step, awaiting = m.awaiting, since = m.since, queue = m.queue,
           had_person = c.had_person or m.status = 'EXCEPTION', outcome = m.outcome,
           finished_at = case when m.status = 'FINISHED' then m.now end, timer_at = m.timer_at
      from (select p_tenant as tenant, a.*
              from unnest(p_ids, p_seqs, p_befores, p_events, p_heads, p_states, p_statuses, p_at_steps, p_awaitings,
                          p_sinces, p_queues, p_outcomes, p_timers, p_nows, v_free) with ordinality
                   a(id, seq, before, events, head, state, status, at_step, awaiting,
                     since, queue, outcome, timer_at, now, free, place)
             where a.free offset 0) m
     where c.id = m.id and c.tenant = m.tenant and c.seq = m.seq and c.head = m.before
    returning m.place
  loop
    v_moved[v_place] := true;
  end loop;

  insert into cases.event (tenant, case_id, number, body, hash)
  select p_tenant, p_ids[e.move], e.number, e.body, e.hash
    from unnest(p_event_moves, p_numbers, p_bodies, p_hashes) e(move, number, body, hash)
   where v_moved[e.move];
  if cardinality(p_keys) > 0 then
    insert into cases.effect (tenant, key, case_id, kind, body, queued_at, due_at)
    select p_tenant, e.key, p_ids[e.move], e.kind, e.body::jsonb, p_nows[e.move], p_nows[e.move]
      from unnest(p_effect_moves, p_keys, p_kinds, p_effects) e(move, key, kind, body)
     where v_moved[e.move]
    on conflict do nothing;
  end if;

  if 'OVER' = any(p_fates) or 'ANSWERED' = any(p_fates) then
    delete from cases.effect e
     using (select p_tenant as tenant, a.key from unnest(p_fates, p_answered, v_moved) a(fate, key, moved)
             where a.moved and a.fate in ('OVER', 'ANSWERED') offset 0) m
     where e.tenant = m.tenant and e.key = m.key;
  end if;
  if 'BACK' = any(p_fates) then
    update cases.effect e
       set due_at = m.due, attempt = m.attempt, lease_until = null
      from (select p_tenant as tenant, a.*
              from unnest(p_fates, p_answered, p_dues, p_attempts, v_moved) a(fate, key, due, attempt, moved)
             where a.moved and a.fate = 'BACK' offset 0) m
     where e.tenant = m.tenant and e.key = m.key;
  end if;

  return array(select case when moved then 'DONE' when free then 'OVERTAKEN' else 'FENCED_OFF' end
                 from unnest(v_moved, v_free) m(moved, free));
end $$;

create function cases.open_all(
  p_tenant text, p_patience text, p_once_keys text[], p_ids uuid[], p_references text[], p_workflows text[], p_versions text[],
  p_events integer[], p_heads bytea[],
  p_states text[], p_statuses text[], p_at_steps text[], p_awaitings text[], p_queues text[],
  p_outcomes text[], p_timers timestamptz[], p_nows timestamptz[],
  p_event_cases integer[], p_numbers integer[], p_bodies text[], p_hashes bytea[],
  p_effect_cases integer[], p_keys text[], p_kinds text[], p_effects text[])
returns uuid[]                                -- the case of each once-key: another than was given if it was opened before
language plpgsql
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set plan_cache_mode = force_generic_plan
as $$
declare
  v_cases uuid[];
  v_opened boolean[];
begin
  if p_patience <> '' then
    perform set_config('lock_timeout', p_patience, true);
  end if;
  insert into cases.once_key (tenant, once_key, case_id)
  select p_tenant, o.once_key, o.id
    from unnest(p_once_keys, p_ids) with ordinality o(once_key, id, place)
   order by o.once_key, o.place               -- two openers wait for each other, but not in a circle
  on conflict do nothing;
  v_cases := array(select k.case_id
                     from (select p_tenant as tenant, a.* from unnest(p_once_keys) with ordinality a(once_key, place)
                           offset 0) o
                     join cases.once_key k on k.tenant = o.tenant and k.once_key = o.once_key
                    order by o.place);
  v_opened := array(select o.id = o.of_key from unnest(p_ids, v_cases) o(id, of_key));

  insert into cases.case_row (tenant, id, reference, workflow, version, opened_at, seq, events, head, state, status, at_step,
                              awaiting, since, queue, had_person, outcome, finished_at, timer_at)
  select p_tenant, o.id, o.reference, o.workflow, o.version, o.now, 1, o.events, o.head, o.state::jsonb, o.status, o.at_step,
         o.awaiting, o.now, o.queue, o.status = 'EXCEPTION', o.outcome,
         case when o.status = 'FINISHED' then o.now end, o.timer_at
    from unnest(p_ids, p_references, p_workflows, p_versions, p_events, p_heads, p_states, p_statuses, p_at_steps, p_awaitings,
                p_queues, p_outcomes, p_timers, p_nows, v_opened)
         o(id, reference, workflow, version, events, head, state, status, at_step, awaiting,
           queue, outcome, timer_at, now, opened)
   where o.opened;
  insert into cases.event (tenant, case_id, number, body, hash)
  select p_tenant, p_ids[e.opening], e.number, e.body, e.hash
    from unnest(p_event_cases, p_numbers, p_bodies, p_hashes) e(opening, number, body, hash)
   where v_opened[e.opening];
  if cardinality(p_keys) > 0 then
    insert into cases.effect (tenant, key, case_id, kind, body, queued_at, due_at)
    select p_tenant, e.key, p_ids[e.opening], e.kind, e.body::jsonb, p_nows[e.opening], p_nows[e.opening]
      from unnest(p_effect_cases, p_keys, p_kinds, p_effects) e(opening, key, kind, body)
     where v_opened[e.opening];
  end if;
  return v_cases;
end $$;

revoke execute on function cases.move_all, cases.open_all from public;
grant execute on function cases.move_all, cases.open_all to throughline_app;
