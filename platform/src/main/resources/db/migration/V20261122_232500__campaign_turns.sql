-- Whom a campaign comes to, in which order and when: its accounts as they were planned. A turn is gone once its case is a
-- member of the campaign; a kept one stays, with the rule that keeps it.
create table campaigns.turn (
  tenant      text        not null,
  campaign    text        not null,
  account_id  text        not null,
  customer_id text        not null,
  state       text        not null,
  urgency     smallint    not null,             -- 0 to 100
  confidence  smallint    not null,             -- how surely the address is the person's, 0 to 100
  at          timestamptz,                      -- may be let out from then on; null: kept
  rule        text        not null default '',  -- what it waits for, or what keeps it
  sentence    text        not null default '',
  planned_at  timestamptz not null,
  primary key (tenant, campaign, account_id),
  -- taken: let out, its case is being opened; only then do we know that it is
  constraint known_state check (state in ('waits', 'taken', 'kept')),
  constraint waits_for_an_instant check (state = 'kept' or at is not null)
) with (fillfactor = 90);
-- The most urgent first; the instant is in it, so that those that are not due yet cost no look at their rows.
create index turn_next on campaigns.turn (tenant, campaign, urgency desc, confidence desc, account_id, at)
    where state = 'waits';
create index turn_taken on campaigns.turn (tenant, campaign, account_id) where state = 'taken';

grant select, insert, update, delete on campaigns.turn to throughline_app;

alter table campaigns.campaign
  add column planned bigint  not null default 0,      -- accounts that were given a turn, or kept
  add column filled  boolean not null default false,  -- whether all have been
  add column next_at timestamptz;                     -- nothing can be let out earlier; null: look
comment on column campaigns.campaign.last_id is 'the account to which it was planned, in the order of ids';

-- Campaigns of before took accounts as they came: what was opened was planned, and the rest is planned from there on.
update campaigns.campaign set planned = opened, filled = state = 'done';

-- From an account to its cases, for what is known of its matter.
create index member_of_account on campaigns.member (tenant, account_id);
