-- Who is there. Only keyed hashes of tokens, session ids and codes are kept: this schema alone opens nothing.
create schema identity;

create table identity.links (
  tenant      text        not null,
  token_hash  bytea       not null,
  purpose     text        not null default 'case-page' check (purpose in ('case-page')),
  case_id     text        not null,
  customer_id text        not null,
  contact_id  text        not null,
  channel     text        not null,
  created_at  timestamptz not null,
  expires_at  timestamptz not null check (expires_at > created_at),
  opened_at   timestamptz,
  revoked_at  timestamptz,
  primary key (tenant, token_hash)
);
create index links_of_case on identity.links (tenant, case_id, channel);

create table identity.sessions (
  tenant             text        not null,
  id_hash            bytea       not null,
  link_hash          bytea       not null,
  started_at         timestamptz not null,
  seen_at            timestamptz not null,
  facts_confirmed_at timestamptz,
  verified_at        timestamptz,
  primary key (tenant, id_hash),
  foreign key (tenant, link_hash) references identity.links (tenant, token_hash) on delete cascade
);
create index sessions_of_link on identity.sessions (tenant, link_hash);

create table identity.codes (
  tenant       text        not null,
  id           bigint      generated always as identity,
  customer_id  text        not null,
  session_hash bytea       not null,
  code_hash    bytea       not null,
  ending_in    text        not null,
  sent_at      timestamptz not null,
  expires_at   timestamptz not null,
  tries        int         not null default 0 check (tries between 0 and 5),
  used_at      timestamptz,
  primary key (tenant, id),
  foreign key (tenant, session_hash) references identity.sessions (tenant, id_hash) on delete cascade
);
create index codes_of_customer on identity.codes (tenant, customer_id, sent_at);
create index codes_of_session on identity.codes (tenant, session_hash, id);

-- Charged before an answer is looked at and given back when it was right, so that parallel guesses cannot outrun it.
create table identity.failures (
  tenant      text not null,
  customer_id text not null,
  day         date not null,
  count       int  not null check (count between 0 and 10),
  primary key (tenant, customer_id, day)
);

grant usage on schema identity to throughline_app;
grant select, insert, update on identity.links, identity.failures to throughline_app;
grant select, insert, update, delete on identity.sessions, identity.codes to throughline_app;
