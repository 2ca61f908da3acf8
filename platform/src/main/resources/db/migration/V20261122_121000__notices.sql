-- What a validation notice needs beside the portfolio, and the notices that were given. A notice that was given is never changed.
create schema notices;

create table notices.debt (
    tenant         text   not null,
    account_id     text   not null,
    account_number text   not null,
    address        text   not null,             -- of the consumer, a line each
    basis          text   not null check (basis in ('LAST_STATEMENT', 'CHARGE_OFF', 'LAST_PAYMENT', 'TRANSACTION', 'JUDGMENT')),
    itemized_on    date   not null,
    creditor_then  text   not null,
    currency       text   not null,
    owed           bigint not null check (owed >= 0),
    interest       bigint not null check (interest >= 0),
    fees           bigint not null check (fees >= 0),
    payments       bigint not null check (payments >= 0),
    credits        bigint not null check (credits >= 0),
    primary key (tenant, account_id)
);

create table notices.given (
    tenant      text        not null,
    account_id  text        not null,
    language    text        not null,
    version     text        not null,           -- of the words
    channel     text        not null,
    sent_on     date        not null,
    period_end  date        not null,
    html        text        not null,
    sha256      bytea       not null,
    recorded_at timestamptz not null,
    primary key (tenant, account_id, language),
    constraint hash_is_of_html check (sha256 = sha256(convert_to(html, 'UTF8')))
);

create function notices.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'a notice that was given is never changed' using errcode = 'restrict_violation';
end $$;
create trigger never_changed before update or delete on notices.given for each row execute function notices.refuse_change();

grant usage on schema notices to throughline_app;
grant select, insert, update on notices.debt to throughline_app;
grant select, insert on notices.given to throughline_app;
