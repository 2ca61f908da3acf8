-- What colleagues write to customers by hand, word for word: kept outside the evidence, which has its hash, so that it can be erased.
create table outreach.letter (
    tenant     text        not null,
    contact_id text        not null,
    case_id    text        not null,
    at         timestamptz not null,
    by_whom    text        not null,
    subject    text        not null,
    words      text        not null,
    primary key (tenant, contact_id)
);
create index letter_of_case on outreach.letter (tenant, case_id, at);
create index inbound_of_case on outreach.inbound (tenant, case_id, at) where case_id is not null;
grant select, insert on outreach.letter to throughline_app;

-- Supervisors who are in a colleague's conversation with a customer.
create table desk.joined (
    tenant text        not null,
    item   text        not null,
    person text        not null,
    holder text        not null,                 -- whose conversation it is; with another holder it is over
    since  timestamptz not null,
    reason text        not null,
    primary key (tenant, item, person)
);
grant select, insert, delete on desk.joined to throughline_app;

-- What a customer writes about a case that somebody has at work is told to them in the same commit.
create function desk.customer_wrote() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  insert into desk.input (tenant, key, kind, body)
  select new.tenant, 'wrote/' || new.id || '/' || i.id, 'tell',
         json_build_object('item', i.id, 'agent', i.agent, 'type', 'customer-wrote', 'body', json_build_object())
    from desk.item i
   where i.tenant = new.tenant and i.case_id = new.case_id::uuid and i.state = 'AT_WORK'
  on conflict do nothing;
  return null;
end $$;

create trigger tell_the_desk after insert on outreach.inbound
  for each row when (new.case_id is not null) execute function desk.customer_wrote();

-- For how the floor stood some minutes ago.
create index item_ended on desk.item (tenant, ended_at) where ended_at is not null;
