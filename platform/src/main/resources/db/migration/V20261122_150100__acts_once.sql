-- What was asked for under an Idempotency-Key, and what was answered; written in the transaction of the act itself.
create table staff.act_once (
  tenant text        not null,
  actor  text        not null,
  key    text        not null,
  target text        not null,                 -- the case; empty: the request for many cases
  asked  bytea       not null,                 -- SHA-256 of what was asked
  answer json,                                 -- null: of a request for many, whose cases have lines of their own
  at     timestamptz not null default now(),
  primary key (tenant, actor, key, target)
);
create index act_once_at on staff.act_once (tenant, at);

grant select, insert, update, delete on staff.act_once to throughline_app;
