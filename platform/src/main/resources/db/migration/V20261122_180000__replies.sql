-- What people wrote is understood when it comes in; what a machine is not sure of waits for a person, and holds contact meanwhile.
alter table outreach.inbound
    add column labels     text             not null default 'none',
    add column confidence double precision not null default 1 check (confidence between 0 and 1),
    add column source     text             not null default 'message';

-- One that a person has to decide: why, and what was decided, by whom.
create table outreach.reply_item (
    tenant     text        not null,
    reply      bigint      not null,
    why        text        not null,
    opened_at  timestamptz not null,
    decided_at timestamptz,
    decided_by text,
    decision   text,                    -- labels, or none
    reason     text,
    primary key (tenant, reply),
    foreign key (tenant, reply) references outreach.inbound (tenant, id),
    check ((decided_at is null) = (decided_by is null) and (decided_at is null) = (decision is null)
           and (decided_at is null) = (reason is null))
);
create index reply_item_open on outreach.reply_item (tenant, opened_at) where decided_at is null;

-- Whom or which address nothing is sent to until it is decided; the rows go with the decision, the item stays.
create table outreach.reply_hold (
    tenant      text   not null,
    id          bigint generated always as identity,
    reply       bigint not null,
    customer_id text,
    channel     text,
    address     text,
    primary key (tenant, id),
    check ((customer_id is null) <> (address is null) and (address is null) = (channel is null)),
    foreign key (tenant, reply) references outreach.reply_item (tenant, reply)
);
create index reply_hold_of_person on outreach.reply_hold (tenant, customer_id) where customer_id is not null;
create index reply_hold_at_address on outreach.reply_hold (tenant, channel, address) where address is not null;
create index reply_hold_of_reply on outreach.reply_hold (tenant, reply);

-- What people said of themselves or of a debt, such as that a lawyer speaks for them. Never changed: a further row ends it.
create table outreach.told (
    tenant      text        not null,
    id          bigint      generated always as identity,
    at          timestamptz not null,
    recorded_at timestamptz not null,
    customer_id text        not null,
    kind        text        not null,   -- a label of docs/understanding.md, such as attorney
    account_id  text,                   -- null: whatever they owe
    ends        boolean     not null,
    reply       bigint      not null,
    recorded_by text        not null,
    primary key (tenant, id),
    foreign key (tenant, reply) references outreach.inbound (tenant, id)
);
create index told_by_person on outreach.told (tenant, customer_id);
create trigger never_changed before update or delete on outreach.told
    for each row execute function outreach.refuse_change();
create trigger never_emptied before truncate on outreach.told
    for each statement execute function outreach.refuse_change();

grant select, insert on outreach.reply_item, outreach.reply_hold, outreach.told to throughline_app;
grant update (decided_at, decided_by, decision, reason) on outreach.reply_item to throughline_app;
grant delete on outreach.reply_hold to throughline_app;
