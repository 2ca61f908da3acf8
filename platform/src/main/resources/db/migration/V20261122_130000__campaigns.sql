-- Campaigns: cases opened for many accounts, let out as fast as what is behind them can take.
create schema campaigns;

create table campaigns.campaign (
  tenant      text        not null,
  id          text        not null,
  workflow    text        not null,
  condition   text        not null,
  state       text        not null,
  per_minute  integer     not null,
  at_persons  integer,                       -- opens no more while so many of its cases are with a person; null: any
  waiting     integer,                       -- opens no more while so many of its messages wait; null: any
  last_id     text        not null default '', -- the account it has come to, in the order of ids
  credit      double precision not null default 0,
  released_at timestamptz not null,          -- business time of the last release
  opened      bigint      not null default 0,
  created_at  timestamptz not null,
  primary key (tenant, id),
  constraint known_state check (state in ('running', 'held', 'stopped', 'done')),
  constraint some_pace check (per_minute > 0)
);

-- Its cases.
create table campaigns.member (
  tenant     text not null,
  campaign   text not null,
  case_id    uuid not null,
  account_id text not null,
  primary key (tenant, campaign, case_id)
);

-- Who did what to it, and why. Only added to.
create table campaigns.change (
  tenant   text        not null,
  number   bigint      not null generated always as identity,
  campaign text        not null,
  at       timestamptz not null,
  who      text        not null,
  what     text        not null,
  reason   text        not null,
  primary key (tenant, number)
);

grant usage on schema campaigns to throughline_app;
grant select, insert, update on campaigns.campaign to throughline_app;
grant select, insert on campaigns.member, campaigns.change to throughline_app;
