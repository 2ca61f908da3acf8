-- Policy packs: which were in force when, what is known of accounts for them, and what they decided.
create schema policy;

-- One row for each wording that was ever in force: decisions point here.
create table policy.pack_set (
    tenant  text        not null,
    version text        not null,               -- SHA-256 of the lines in packs
    packs   text[]      not null,               -- id, version, SHA-256 of the text, signer if any
    first_at timestamptz not null,
    primary key (tenant, version)
);

-- Every time packs were taken up, or refused.
create table policy.change (
    tenant  text        not null,
    id      bigint      generated always as identity,
    at      timestamptz not null,
    by      text        not null,
    outcome text        not null check (outcome in ('TAKEN', 'REFUSED')),
    version text,
    problem text,
    primary key (tenant, id)
);

-- What is known of a person or an account by the names of the fact model; the newest entry of a name counts, a null takes it back.
create table records.account_fact (
    tenant      text        not null,
    id          bigint      generated always as identity,
    customer_id text        not null,
    account_id  text,                           -- null: of the person, for every account
    name        text        not null,
    value       jsonb,
    source      text        not null,
    recorded_at timestamptz not null,
    recorded_by text        not null,
    primary key (tenant, id)
);
create index account_fact_of on records.account_fact (tenant, customer_id, account_id, name, id desc);

-- What the packs said of a message: one row when it is claimed, and one whenever the answer changed.
create table outreach.decision (
    tenant      text        not null,
    id          bigint      generated always as identity,
    at          timestamptz not null,
    contact_id  text        not null,
    case_id     text,
    customer_id text,
    account_id  text,
    channel     text        not null,
    message     text        not null,
    verdict     text        not null check (verdict in ('ALLOW', 'NOT_BEFORE', 'REQUIRE', 'DENY')),
    reason      text        not null,           -- code, such as TIME_WINDOW
    rule        text        not null,           -- empty: no rule, or no pack could be asked
    cite        text        not null,
    sentence    text        not null,
    also        text[]      not null,
    not_before  timestamptz,
    zones       text[]      not null,
    tzdata      text        not null,
    packs       text        not null,           -- policy.pack_set.version; empty: none
    primary key (tenant, id)
);
create index decision_of_person on outreach.decision (tenant, customer_id, at) where customer_id is not null;
create index decision_of_contact on outreach.decision (tenant, contact_id, id);

create trigger never_changed before update or delete on outreach.decision
    for each row execute function outreach.refuse_change();
create trigger never_emptied before truncate on outreach.decision
    for each statement execute function outreach.refuse_change();
create trigger never_changed before update or delete on policy.change
    for each row execute function outreach.refuse_change();
create trigger never_changed before update or delete on records.account_fact
    for each row execute function outreach.refuse_change();

grant usage on schema policy to throughline_app;
grant select, insert on all tables in schema policy to throughline_app;
grant select, insert on records.account_fact to throughline_app;
grant select, insert on outreach.decision to throughline_app;
