-- Contacts that went another way than through our own messages: calls, letters, visits of another system. Never changed.
create table outreach.contact_made (
    tenant       text        not null,
    id           bigint      generated always as identity,
    customer_id  text        not null,
    at           timestamptz not null,
    channel      text        not null check (channel in ('SMS', 'EMAIL', 'VOICE', 'VOICE_AUTO', 'LETTER', 'CHAT')),
    direction    text        not null check (direction in ('in', 'out')),
    result       text        not null check (result in ('no_answer', 'voicemail', 'conversation', 'dropped_after_answer', 'busy',
                             'not_in_service', 'wrong_number_learned', 'delivered', 'undeliverable', 'consumer_sent')),
    debts        text[]      not null,          -- planned and discussed; empty: none known
    address      text,
    number_kind  text        check (number_kind in ('cell', 'work', 'landline', 'old')),
    callee       text,                          -- null: the consumer
    left_message boolean     not null default false,
    subject      text,
    source       text        not null,
    recorded_at  timestamptz not null,
    recorded_by  text        not null,
    primary key (tenant, id)
);
create index contact_made_with on outreach.contact_made (tenant, customer_id, at);
create trigger never_changed before update or delete on outreach.contact_made
    for each row execute function outreach.refuse_change();
create trigger never_emptied before truncate on outreach.contact_made
    for each statement execute function outreach.refuse_change();
create index inbound_of_person on outreach.inbound (tenant, customer_id, at) where customer_id is not null;

grant select, insert on outreach.contact_made to throughline_app;
