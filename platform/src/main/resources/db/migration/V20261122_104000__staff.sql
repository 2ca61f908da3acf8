-- People of the house and what each may do. Who is not here has no rights.
create schema staff;

create table staff.person (
  tenant text   not null,
  id     text   not null,
  name   text   not null,
  role   text   not null,
  rights jsonb  not null,                      -- those beyond the role's, each with its limit
  skills text[] not null,
  primary key (tenant, id),
  constraint known_role check (role in ('agent', 'senior-agent', 'supervisor', 'approver', 'administrator'))
);

-- Who changed whose rights. Only added to.
create table staff.change (
  tenant  text        not null,
  number  bigint      not null generated always as identity,
  at      timestamptz not null,
  actor   text        not null,
  person  text        not null,
  before  jsonb,
  after   jsonb,
  primary key (tenant, number)
);

grant usage on schema staff to throughline_app;
grant select, insert, update, delete on staff.person to throughline_app;
grant select, insert on staff.change to throughline_app;
