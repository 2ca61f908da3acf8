-- Versions of workflows: who has written, approved and published them, and which of them new cases get.
create schema versions;

-- One row a version. Its content is in cases.definition and is never changed; this is what people have decided about it.
create table versions.version (
  tenant       text        not null,
  workflow     text        not null,
  version      text        not null,          -- content hash
  number       integer     not null,          -- for people: 1, 2, 3 …
  state        text        not null,
  scenarios    text        not null,          -- what it is tried with; not part of the content
  author       text,                          -- null: found in the folder, nobody has put a name to it
  added_at     timestamptz not null,
  approved_by  text,
  approved_at  timestamptz,
  published_by text,
  published_at timestamptz,
  replaced     text,                          -- the version that new cases got before it
  primary key (tenant, workflow, version),
  constraint version_number unique (tenant, workflow, number),
  constraint known_state check (state in ('draft', 'approved', 'published', 'retired')),
  -- Two people, whatever way the approval comes in. Only the installation publishes what it came with by itself.
  constraint approved_by_a_second_person check
    (approved_by is null
     or (author is not null
         and ((author = 'installer' and approved_by = 'installer') or lower(author) <> lower(approved_by)))),
  constraint approved_before_it_is_used check (state = 'draft' or approved_by is not null)
);

-- Which versions new cases get: `share` percent of the customers the newer one, the rest the one before.
create table versions.rollout (
  tenant   text    not null,
  workflow text    not null,
  version  text    not null,
  share    integer not null,
  before   text,
  primary key (tenant, workflow),
  constraint share_in_percent check (share between 1 and 100),
  constraint rest_has_a_version check (share = 100 or before is not null)
);

-- Every step: what, by whom, when, why. Only ever added to.
create table versions.act (
  tenant   text        not null,
  workflow text        not null,
  number   bigint      generated always as identity,
  version  text        not null,
  act      text        not null,
  person   text        not null,
  at       timestamptz not null,
  reason   text        not null,
  details  jsonb       not null,
  primary key (tenant, workflow, number)
);

grant usage on schema versions to throughline_app;
grant select, insert, update on versions.version, versions.rollout to throughline_app;
grant select, insert on versions.act to throughline_app;

create index case_version on cases.case_row (tenant, workflow, version, id);
