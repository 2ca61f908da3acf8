-- Cases: state, chained evidence, timers and queued effects. Every key holds the tenant.
create schema cases;

-- One row a case. What a transition changes has no index (but for the timer), so that updates stay in their page.
create table cases.case_row (
  tenant      text        not null,
  id          uuid        not null,
  reference   text        not null,
  workflow    text        not null,
  version     text        not null,
  opened_at   timestamptz not null,
  seq         integer     not null,           -- guards against a second writer
  events      integer     not null,           -- number of the chain's last event
  head        bytea       not null,           -- its hash
  state       jsonb       not null,
  status      text        not null,
  at_step     text        not null,
  awaiting    text        not null,
  since       timestamptz not null,           -- when it came to at_step
  queue       text,                           -- set while a person has it
  had_person  boolean     not null default false,
  outcome     text,
  finished_at timestamptz,
  timer_at    timestamptz,
  primary key (tenant, id),
  constraint case_reference unique (tenant, reference),
  constraint head_is_sha256 check (length(head) = 32)
) with (fillfactor = 70);
create index case_timer on cases.case_row (tenant, timer_at) where timer_at is not null;

-- Evidence. `body` is the canonical text that is hashed; hash = sha256(hash of number - 1, or 32 zero bytes, || body).
create table cases.event (
  tenant  text    not null,
  case_id uuid    not null,
  number  integer not null,
  body    text    not null,
  hash    bytea   not null,
  tx      bigint  not null default pg_current_xact_id()::text::bigint,  -- for the horizon of a checkpoint
  primary key (tenant, case_id, number),
  constraint number_from_one check (number >= 1),
  constraint hash_is_sha256 check (length(hash) = 32)
);
create index event_tx on cases.event using brin (tx) with (pages_per_range = 16, autosummarize = on);

-- What the outside world is still asked to do. Narrow, and vacuumed often: rows live for seconds.
create table cases.effect (
  tenant      text        not null,
  key         text        not null,
  case_id     uuid        not null,
  kind        text        not null,
  body        jsonb       not null,
  queued_at   timestamptz not null,
  due_at      timestamptz,                    -- business time; null: parked, the answer comes another way
  lease_until timestamptz,                    -- machine time
  fence       bigint      not null default 0, -- grows with every claim
  attempt     integer     not null default 0,
  primary key (tenant, key)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
create index effect_due on cases.effect (tenant, due_at) where due_at is not null;

-- A trigger opens one case, however often it is told.
create table cases.once_key (
  tenant   text not null,
  once_key text not null,
  case_id  uuid not null,
  primary key (tenant, once_key)
);

-- The source of every version that was ever loaded: a case runs on the version it began with.
create table cases.definition (
  tenant    text        not null,
  workflow  text        not null,
  version   text        not null,
  main      text        not null,
  files     jsonb       not null,
  loaded_at timestamptz not null,
  primary key (tenant, workflow, version)
);

grant usage on schema cases to throughline_app;
grant select, insert, update on cases.case_row to throughline_app;
grant select, insert on cases.event, cases.once_key, cases.definition to throughline_app;
grant select, insert, update, delete on cases.effect to throughline_app;
