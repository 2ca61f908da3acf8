-- The end of a case wakes the one that waits for it, in the same transaction: the effect that opened the child is due at once.
--
-- A child's once-key is the key of its parent's effect, which reads "run/case/step/visit". Only those keys are in this index.
create index once_key_of_child on cases.once_key (case_id) where once_key like 'run/%';

-- Whoever holds the effect at this moment may have looked before the end. Its fence takes the lease from them, so that they
-- cannot put the effect off again.
create function cases.wake_parent() returns trigger
language plpgsql
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
as $$
declare
  v_effect text;
begin
  for v_effect in
    select k.once_key from cases.once_key k
     where k.case_id = new.id and k.tenant = new.tenant and k.once_key like 'run/%'
  loop
    update cases.effect e set due_at = new.finished_at, lease_until = null, fence = e.fence + 1
     where e.tenant = new.tenant and e.key = v_effect and e.kind = 'OpenCase';
  end loop;
  return null;
end $$;
revoke execute on function cases.wake_parent from public;

create trigger wake_parent after update of status on cases.case_row
  for each row when (new.status = 'FINISHED' and old.status <> 'FINISHED')
  execute function cases.wake_parent();
