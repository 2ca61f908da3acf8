-- Records: the customers and accounts that were imported, and what became of each writeback.
create schema records;

create table records.customer (
    tenant        text    not null,
    id            text    not null,
    first_name    text    not null,
    last_name     text    not null,
    date_of_birth date,
    phone         text,
    email         text,
    postal_code   text,
    language      text    not null,
    sms_consent   boolean not null,
    email_consent boolean not null,
    primary key (tenant, id)
);
create index customer_phone on records.customer (tenant, phone) where phone is not null;

create table records.account (
    tenant            text   not null,
    id                text   not null,
    customer_id       text   not null,
    creditor          text   not null,
    original_creditor text,
    currency          text   not null,
    balance_minor     bigint not null,
    due_date          date   not null,
    broken_promises   int    not null,
    product           text   not null,
    primary key (tenant, id),
    foreign key (tenant, customer_id) references records.customer (tenant, id)
);

-- One row for each writeback: since when it is tried, and for the person who gets it as an exception, what was asked and answered.
create table records.writeback (
    tenant     text        not null,
    key        text        not null,
    case_id    text        not null,
    system     text        not null,
    operation  text        not null,
    request    jsonb       not null,
    state      text        not null check (state in ('TRYING', 'WRITTEN', 'REJECTED', 'FAILED')),
    attempts   int         not null default 0,
    answer     text,
    receipt    text,
    written_at timestamptz,
    first_at   timestamptz not null,
    changed_at timestamptz not null,
    primary key (tenant, key),
    check (state <> 'WRITTEN' or (receipt is not null and written_at is not null))
) with (fillfactor = 80);

grant usage on schema records to throughline_app;
grant select, insert, update on all tables in schema records to throughline_app;
