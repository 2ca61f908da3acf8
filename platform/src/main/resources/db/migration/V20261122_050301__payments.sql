-- Payments: one row for each attempt to be paid, and the webhooks we have taken. No card data is ever here; a brand and four
-- digits come from the processor's record.
create schema payments;

create table payments.attempt (
    tenant           text        not null,
    key              text        not null,
    case_id          text        not null,
    step             text        not null,
    attempt          int         not null,
    amount_minor     bigint      not null check (amount_minor > 0),
    currency         text        not null,
    state            text        not null check (state in ('CREATING', 'OPEN', 'UNKNOWN', 'PAID', 'CLOSED', 'REFUSED')),
    session_id       text,
    url              text,
    receipt          text,
    paid_minor       bigint,
    paid_currency    text,
    brand            text,
    last_four        text check (length(last_four) <= 4),
    reason           text,
    unknown_reported boolean     not null default false,
    created_at       timestamptz not null,
    changed_at       timestamptz not null,
    primary key (tenant, key),
    check (state <> 'PAID' or (receipt is not null and paid_minor is not null and paid_currency is not null)),
    check (state <> 'OPEN' or (session_id is not null and url is not null))
) with (fillfactor = 80);

-- I1: an obligation has at most one attempt that is open, unknown or paid.
create unique index attempt_live on payments.attempt (tenant, case_id, step)
    where state in ('CREATING', 'OPEN', 'UNKNOWN', 'PAID');

create unique index attempt_session on payments.attempt (tenant, session_id) where session_id is not null;

-- The defence against replays: kept 30 days and longer than any processor repeats.
create table payments.webhook (
    tenant      text        not null,
    provider    text        not null,
    event_id    text        not null,
    type        text        not null,
    session_id  text,
    received_at timestamptz not null,
    primary key (tenant, provider, event_id)
);

grant usage on schema payments to throughline_app;
grant select, insert, update on payments.attempt to throughline_app;
grant select, insert, delete on payments.webhook to throughline_app;
