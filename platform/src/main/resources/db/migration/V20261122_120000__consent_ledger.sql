-- Consent as a ledger: what was said, by whom, in which words, how we know. The present consent is a fold of it, so the columns that
-- kept a result beside it go. `person` and `endpoint` stay: they are what a claim and a change of consent wait for each other at.
alter table outreach.consent_event
    alter column channel drop not null,
    alter column address drop not null,
    drop constraint consent_event_kind_check,
    add column recorded_at timestamptz,
    add column recorded_by text not null default 'throughline',
    add column purpose text,                    -- of a workflow, such as debt-collection; null: every purpose
    add column basis   text,                    -- how consent was given, such as express or written
    add column value   text,                    -- of a preference
    add column words   text,                    -- what the person said or wrote
    add column source  text not null default 'message';

insert into outreach.consent_event (tenant, at, kind, customer_id, source)
select tenant, stopped_at, 'STOP_ALL', customer_id, 'before the ledger'
  from outreach.person
 where stopped_at is not null
   and not exists (select from outreach.consent_event e
                    where e.tenant = person.tenant and e.customer_id = person.customer_id and e.kind in ('STOP_ALL', 'NOT_MEANT'));

update outreach.consent_event set recorded_at = at;
alter table outreach.consent_event
    alter column recorded_at set not null,
    alter column recorded_by drop default,
    alter column source drop default,
    add check (kind in ('GIVEN', 'STOP', 'STOP_ALL', 'NOT_MEANT', 'START', 'CONFIRMED',
                        'PREFERS_CHANNEL', 'PREFERS_HOURS', 'PREFERS_LANGUAGE', 'IS_AT')),
    add check (channel in ('SMS', 'EMAIL', 'VOICE', 'VOICE_AUTO', 'LETTER', 'CHAT')),
    add check (address is null or channel is not null),
    add check (customer_id is not null or address is not null),
    add check ((value is not null) = (kind like 'PREFERS%' or kind = 'IS_AT'));
create index consent_of_person on outreach.consent_event (tenant, customer_id) where customer_id is not null;
create index consent_at_address on outreach.consent_event (tenant, channel, address) where address is not null;

alter table outreach.person drop column stopped_at;
alter table outreach.endpoint drop column stopped_at, drop column resumed_at, drop column confirmed_at;

-- Do-not-contact lists: an entry is put on a list and taken off it, and both stay.
create table outreach.do_not_contact (
    tenant      text        not null,
    id          bigint      generated always as identity,
    list        text        not null,
    kind        text        not null check (kind in ('PHONE', 'EMAIL', 'PERSON')),
    value       text        not null,
    listed      boolean     not null,
    reason      text        not null,
    since       date,
    source      text        not null,
    line        bigint      not null,
    recorded_at timestamptz not null,
    recorded_by text        not null,
    primary key (tenant, id)
);
create index do_not_contact_entry on outreach.do_not_contact (tenant, kind, value, list, id desc);

create function outreach.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is never changed; record a further entry', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger never_changed before update or delete on outreach.consent_event
    for each row execute function outreach.refuse_change();
create trigger never_emptied before truncate on outreach.consent_event
    for each statement execute function outreach.refuse_change();
create trigger never_changed before update or delete on outreach.do_not_contact
    for each row execute function outreach.refuse_change();
create trigger never_emptied before truncate on outreach.do_not_contact
    for each statement execute function outreach.refuse_change();

-- What a contact was about: the debt, and the purpose of the workflow that sent it.
alter table outreach.contact add column account_id text, add column subject text;
create index contact_about_account on outreach.contact (tenant, account_id, first_at) where account_id is not null;

grant select, insert on outreach.do_not_contact to throughline_app;
