-- The desk: work that waits for people, to whom it is offered, and the log of all of it. One node at a time decides; whatever it
-- writes, it writes under the fence of its lease.
create schema desk;

create table desk.lease (
  tenant text        not null primary key,
  holder text        not null,
  fence  bigint      not null,                 -- grows with every take-over
  until  timestamptz not null                  -- by the database's clock
);

-- What happens to the floor, in the order in which it is asked: cases that change, people who accept, … Answered where somebody waits.
create table desk.input (
  tenant  text        not null,
  number  bigint      not null generated always as identity,
  key     text        not null,                -- the same key is carried out once
  kind    text        not null,
  body    jsonb       not null,
  asked   timestamptz not null default clock_timestamp(),
  done    timestamptz,
  answer  jsonb,
  primary key (tenant, number),
  constraint input_once unique (tenant, key)
);
create index input_waiting on desk.input (tenant, number) where done is null;

create table desk.item (
  tenant          text        not null,
  id              text        not null,
  key             text        not null,        -- of the work that a case has, or of who brought it
  case_id         uuid,
  reference       text        not null,
  kind            text        not null,        -- decides what else one may do meanwhile
  source          text        not null,
  intent          text        not null,
  title           text        not null,
  workflow        text        not null,
  purpose         text        not null,
  step            text        not null,
  language        text        not null,
  speaks          text,                        -- language that whoever does it must speak; null: any
  clearances      text[]      not null,
  right_name      text,
  amount          bigint      not null default 0,
  currency        text,
  never           text[]      not null,
  preferred       text,
  preferred_until timestamptz,
  priority        integer     not null,
  task_queue      text        not null,        -- where the case says it waits
  queue           text        not null,        -- where it waits now
  since           timestamptz not null,        -- its place in line
  queued_at       timestamptz not null,
  due             timestamptz,
  state           text        not null,
  agent           text,
  offer           text,
  until           timestamptz,                 -- of an offer or a call-back
  why             text        not null default '',
  proven_at       timestamptz,                 -- the person in this conversation
  requested_by    text,
  words           text,                        -- what somebody wrote
  note            text,                        -- of a colleague
  parent          text,                        -- of a consult
  case_seq        integer     not null default 0,
  created_at      timestamptz not null,
  taken_at        timestamptz,
  ended_at        timestamptz,
  ended           text,
  primary key (tenant, id),
  constraint item_once unique (tenant, key),
  constraint known_state check (state in ('WAITING', 'OFFERED', 'AT_WORK', 'CALL_BACK', 'DONE', 'WITHDRAWN')),
  constraint somebody_has_it check ((state in ('OFFERED', 'AT_WORK')) = (agent is not null))
) with (fillfactor = 80);
create index item_live on desk.item (tenant, queue) where state not in ('DONE', 'WITHDRAWN');
create index item_of_agent on desk.item (tenant, agent) where agent is not null;
create index item_of_case on desk.item (tenant, case_id);
create index item_taken on desk.item (tenant, taken_at) where taken_at is not null;

-- Reservations. However many nodes think they decide: one open offer an item, and one a person.
create table desk.offer (
  tenant     text        not null,
  id         text        not null,
  item       text        not null,
  agent      text        not null,
  offered_at timestamptz not null,
  until      timestamptz not null,
  why        text        not null,
  state      text        not null default 'OPEN',
  reason     text,
  ended_at   timestamptz,
  primary key (tenant, id),
  constraint known_state check (state in ('OPEN', 'ACCEPTED', 'REJECTED', 'MISSED', 'RESCINDED'))
);
create unique index offer_of_item on desk.offer (tenant, item) where state = 'OPEN';
create unique index offer_of_agent on desk.offer (tenant, agent) where state = 'OPEN';
create index offer_ended on desk.offer (tenant, item, ended_at);

-- Who is there. `seen_at` is machine time: it guards a connection and not a case.
create table desk.presence (
  tenant        text        not null,
  agent         text        not null,
  state         text        not null,
  reason        text        not null,
  since         timestamptz not null,
  idle_since    timestamptz not null,
  wrap_up_item  text,
  wrap_up_until timestamptz,
  wrap_up_mode  text,                          -- UP_TO or FIXED while there is one
  seen_at       timestamptz not null default clock_timestamp(),
  primary key (tenant, agent)
);

-- What a person can, beside what they may. Who has none serves every queue of the house.
create table desk.profile (
  tenant     text   not null,
  agent      text   not null,
  teams      text[] not null,
  skills     jsonb  not null,
  languages  text[] not null,
  clearances text[] not null,
  capacity   jsonb  not null,
  primary key (tenant, agent)
);

-- Everything that came of it, numbered without gaps. Only added to.
create table desk.event (
  tenant text        not null,
  number bigint      not null,
  at     timestamptz not null,
  type   text        not null,
  item   text,
  agent  text,
  body   jsonb       not null,
  primary key (tenant, number)
);
create index event_of_item on desk.event (tenant, item, number) where item is not null;

create table desk.draft (
  tenant   text        not null,
  item     text        not null,
  name     text        not null,
  text     text        not null,
  revision integer     not null,
  by_whom  text        not null,
  at       timestamptz not null,
  primary key (tenant, item, name)
);

-- Answers to requests that came with a key, for whoever asks again.
create table desk.answered (
  tenant  text        not null,
  person  text        not null,
  key     text        not null,
  request bytea       not null,                -- its hash
  status  integer,                             -- null: being worked on
  answer  jsonb,
  at      timestamptz not null default clock_timestamp(),
  primary key (tenant, person, key)
);

-- Whatever a case does while a person has it, or had it until then, is told to the floor in the same commit.
create function desk.case_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  insert into desk.input (tenant, key, kind, body)
  values (new.tenant, 'case/' || new.id || '/' || new.seq, 'case', json_build_object('caseId', new.id))
  on conflict do nothing;
  return null;
end $$;

create trigger tell_the_desk_opened after insert on cases.case_row
  for each row when (new.queue is not null) execute function desk.case_changed();
create trigger tell_the_desk_moved after update of queue on cases.case_row
  for each row when (new.queue is not null or old.queue is not null) execute function desk.case_changed();

-- Who is who has changed: once for all changes of a transaction.
create function desk.people_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  insert into desk.input (tenant, key, kind, body)
  values (coalesce(new.tenant, old.tenant), 'people/' || pg_current_xact_id(), 'know', json_build_object('agent', coalesce(new.id, old.id)))
  on conflict do nothing;
  return null;
end $$;

create trigger tell_the_desk after insert or update or delete on staff.person
  for each row execute function desk.people_changed();

insert into desk.input (tenant, key, kind, body)
select tenant, 'case/' || id || '/' || seq, 'case', json_build_object('caseId', id) from cases.case_row where queue is not null;

grant usage on schema desk to throughline_app;
grant select, insert, update on desk.lease, desk.item, desk.offer, desk.presence, desk.draft to throughline_app;
grant select, insert, update, delete on desk.input, desk.profile, desk.answered to throughline_app;
grant select, insert on desk.event to throughline_app;
