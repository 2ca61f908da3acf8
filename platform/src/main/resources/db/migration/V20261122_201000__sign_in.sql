-- People sign in: passwords, sessions, and rights taken in an emergency.
alter table staff.person drop constraint known_role;
alter table staff.person add constraint known_role check (role in
  ('agent', 'senior-agent', 'supervisor', 'quality', 'designer', 'approver', 'auditor', 'administrator'));

-- A password, as Argon2id leaves it with its own parameters.
create table staff.password (
  tenant text        not null,
  person text        not null,
  hash   text        not null,
  set_at timestamptz not null,
  primary key (tenant, person)
);

-- A link by which somebody chooses a password, once. Only its hash is kept.
create table staff.invitation (
  tenant     text        not null,
  token_hash bytea       not null,
  person     text        not null,
  invited_by text        not null,
  expires_at timestamptz not null,
  used_at    timestamptz,
  primary key (tenant, token_hash)
);

create table staff.session (
  tenant     text        not null,
  number     bigint      not null generated always as identity,
  id_hash    bytea       not null,
  person     text        not null,
  way        text        not null,             -- password, oidc, invitation
  started_at timestamptz not null,
  seen_at    timestamptz not null,
  ended_at   timestamptz,
  primary key (tenant, number)
);
create unique index session_by_id on staff.session (tenant, id_hash);
create index session_by_person on staff.session (tenant, person) where ended_at is null;

-- Tries that failed, by the name that was typed (hashed: people type passwords there) and by address.
create table staff.failed_try (
  tenant text        not null,
  at     timestamptz not null,
  number bigint      not null generated always as identity,
  name   bytea       not null,
  source text        not null,
  primary key (tenant, at, number)
);

-- What a browser was sent away with to a provider, until it comes back.
create table staff.oidc_request (
  tenant     text        not null,
  state_hash bytea       not null,
  nonce      text        not null,
  verifier   text        not null,
  next       text        not null,
  expires_at timestamptz not null,
  primary key (tenant, state_hash)
);

-- Who came, who was turned away, who went. Only added to.
create table staff.sign_in (
  tenant text        not null,
  number bigint      not null generated always as identity,
  at     timestamptz not null,
  person text        not null,
  kind   text        not null,
  by     text        not null,
  detail text        not null,
  primary key (tenant, number)
);

-- More rights than one has, for at most an hour, looked at afterwards by somebody else.
create table staff.broken_glass (
  tenant      text        not null,
  number      bigint      not null generated always as identity,
  person      text        not null,
  reason      text        not null,
  began_at    timestamptz not null,
  ends_at     timestamptz not null,
  reviewed_by text,
  reviewed_at timestamptz,
  review      text,
  primary key (tenant, number),
  constraint at_most_an_hour check (ends_at > began_at and ends_at <= began_at + interval '60 minutes'),
  constraint not_ones_own check (reviewed_by is null or reviewed_by <> person)
);
create index broken_glass_of on staff.broken_glass (tenant, person, ends_at);

grant select, insert, update, delete on staff.password, staff.invitation, staff.failed_try, staff.oidc_request to throughline_app;
grant select, insert, update, delete on staff.session to throughline_app;
grant select, insert on staff.sign_in to throughline_app;
grant select, insert, update on staff.broken_glass to throughline_app;
