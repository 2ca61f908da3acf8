-- Evidence by the month in which its case was opened: ids are UUIDv7, so a month is a range of them, all links of a chain lie
-- in one partition, and the key stays what it was. What runs today touches the months of its cases, in year five as in week one.
alter table cases.event rename to event_other;         -- of ids of no month that there is a partition for
alter table cases.event_other rename constraint event_pkey to event_other_pkey;
alter index cases.event_tx rename to event_other_tx;
create table cases.event (
  tenant  text    not null,
  case_id uuid    not null,
  number  integer not null,
  body    text    not null,
  hash    bytea   not null,
  tx      bigint  not null default pg_current_xact_id()::text::bigint,
  primary key (tenant, case_id, number),
  constraint number_from_one check (number >= 1),
  constraint hash_is_sha256 check (length(hash) = 32)
) partition by range (case_id);
create index event_tx on cases.event using brin (tx) with (pages_per_range = 16, autosummarize = on);
alter table cases.event attach partition cases.event_other default;
grant select, insert on cases.event to throughline_app;
revoke all on cases.event_other from throughline_app;

-- Months that were taken out of the evidence that the product works with.
create table cases.archived_month (
  month       date        not null primary key,
  archived_at timestamptz not null,
  chains      bigint      not null,
  links       bigint      not null
);
create schema archive;                                 -- their tables, for whoever keeps or drops them
grant select on cases.archived_month to throughline_app;
grant usage on schema archive to throughline_app;

-- The first id of a millisecond.
create function cases.first_id(at timestamptz) returns uuid
language sql immutable strict parallel safe as $$
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- Adds the partitions of a month and of some after it. It waits a moment for whoever reads the rest, and never for who writes:
-- a table is made by itself and then attached, which writers do not notice. What is there already is left; so is a month that
-- has rows in the rest.
create function cases.add_months(p_from timestamptz, p_more integer) returns integer
language plpgsql security definer
set search_path = pg_catalog
set lock_timeout = '200ms'
as $$
declare
  v_month timestamp;
  v_name text;
  v_first uuid;
  v_end uuid;
  v_added integer := 0;
begin
  for i in 0 .. least(p_more, 120) loop
    v_month := date_trunc('month', p_from at time zone 'UTC') + make_interval(months => i);
    v_name := 'event_' || to_char(v_month, 'YYYYMM');
    continue when to_regclass('cases.' || v_name) is not null
      or exists (select from cases.archived_month a where a.month = v_month::date);
    v_first := cases.first_id(v_month at time zone 'UTC');
    v_end := cases.first_id((v_month + interval '1 month') at time zone 'UTC');
    continue when exists (select from cases.event_other e where e.case_id >= v_first and e.case_id < v_end);
    execute format('create table cases.%I (like cases.event including all)', v_name);
    execute format('alter table cases.event attach partition cases.%I for values from (%L) to (%L)', v_name, v_first, v_end);
    v_added := v_added + 1;
  end loop;
  return v_added;
end $$;

-- Takes whole months out that ended before `p_before` and whose cases are all finished, at most one a call. Writers wait for
-- the moment in which the partition is let go; if others hold the table for longer than 200 ms, it is not done. What is
-- younger than a year stays, whatever is asked: the application may not put today's evidence away.
create function cases.archive_month(p_before timestamptz) returns text
language plpgsql security definer
set search_path = pg_catalog
set lock_timeout = '200ms'
as $$
declare
  v_name text;
  v_month timestamp;
  v_chains bigint;
  v_links bigint;
begin
  for v_name in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'cases.event'::regclass and c.relname ~ '^event_[0-9]{6}$' order by c.relname
  loop
    v_month := to_date(substr(v_name, 7), 'YYYYMM');
    exit when v_month + interval '1 month' > date_trunc('month', least(p_before, now() - interval '1 year') at time zone 'UTC');
    continue when exists (
      select from cases.case_row c
       where c.id >= cases.first_id(v_month at time zone 'UTC')
         and c.id < cases.first_id((v_month + interval '1 month') at time zone 'UTC') and c.status <> 'FINISHED');
    execute format('select count(distinct case_id), count(*) from cases.%I', v_name) into v_chains, v_links;
    execute format('alter table cases.event detach partition cases.%I', v_name);
    execute format('alter table cases.%I set schema archive', v_name);
    execute format('grant select on archive.%I to throughline_app', v_name);
    insert into cases.archived_month values (v_month, now(), v_chains, v_links);
    return to_char(v_month, 'YYYY-MM');
  end loop;
  return null;
end $$;

revoke execute on function cases.add_months, cases.archive_month from public;
grant execute on function cases.add_months, cases.archive_month to throughline_app;

select cases.add_months(now(), 2);
