-- Reaching a customer. `person` and `endpoint` are the rows that a claim and an opt-out lock, in this order, so that neither
-- overtakes the other; consent_event is how they came to be, and is never changed.
create schema outreach;

create table outreach.person (
    tenant      text not null,
    customer_id text not null,
    stopped_at  timestamptz,
    primary key (tenant, customer_id)
);

create table outreach.endpoint (
    tenant       text not null,
    channel      text not null check (channel in ('SMS', 'EMAIL')),
    address      text not null,
    stopped_at   timestamptz,
    resumed_at   timestamptz,
    confirmed_at timestamptz,
    helped_at    timestamptz,
    primary key (tenant, channel, address),
    check (confirmed_at is null or stopped_at is not null)
);

create table outreach.consent_event (
    tenant      text not null,
    id          bigint generated always as identity,
    at          timestamptz not null,
    kind        text not null check (kind in ('STOP', 'STOP_ALL', 'NOT_MEANT', 'START', 'CONFIRMED')),
    customer_id text,
    channel     text not null,
    address     text not null,
    contact_id  text,
    primary key (tenant, id)
);

create table outreach.contact (
    tenant       text not null,
    contact_id   text not null,
    effect_key   text not null,
    case_id      text,
    customer_id  text,
    channel      text not null check (channel in ('SMS', 'EMAIL')),
    address      text not null,
    purpose      text not null check (purpose in ('OUTREACH', 'REQUESTED', 'RECEIPT', 'OPT_OUT_CONFIRMATION')),
    message      text not null,
    reference    integer not null check (reference between 0 and 65535),
    carrier_id   text,
    parts        smallint not null default 1 check (parts > 0),
    state        text not null check (state in
                 ('CLAIMED', 'SUBMITTING', 'SENT', 'DELIVERED', 'UNDELIVERABLE', 'REFUSED', 'UNKNOWN')),
    reason       text,
    first_at     timestamptz not null,
    claimed_at   timestamptz not null,
    submitted_at timestamptz,
    settled_at   timestamptz,
    primary key (tenant, contact_id),
    unique (tenant, effect_key),
    check (state not in ('SUBMITTING', 'SENT', 'DELIVERED', 'UNKNOWN') or submitted_at is not null)
) with (fillfactor = 80);
create index contact_of_person on outreach.contact (tenant, customer_id, first_at);
create index contact_at_endpoint on outreach.contact (tenant, channel, address, first_at);
create index contact_of_case on outreach.contact (tenant, case_id);

-- What carriers and mail systems reported; a doubled report meets its key.
create table outreach.receipt (
    tenant     text not null,
    contact_id text not null,
    carrier_id text not null,
    state      text not null,
    at         timestamptz not null,
    primary key (tenant, contact_id, carrier_id, state)
);

create table outreach.inbound (
    tenant      text not null,
    id          bigint generated always as identity,
    at          timestamptz not null,
    channel     text not null,
    address     text not null,
    customer_id text,
    case_id     text,
    contact_id  text,
    meaning     text not null check (meaning in ('STOP', 'STOP_ALL', 'START', 'HELP', 'OTHER')),
    words       text not null,
    primary key (tenant, id)
);
create index inbound_from on outreach.inbound (tenant, channel, address, at);

grant usage on schema outreach to throughline_app;
grant select, insert, update on outreach.person, outreach.endpoint, outreach.contact to throughline_app;
grant select, insert on outreach.consent_event, outreach.receipt, outreach.inbound to throughline_app;
