-- Knowledge: articles in versions, the passages they are found by, what was searched, shown and thought of it.
create schema knowledge;

-- Counts the changes, so that a node sees at once that what it has read is old. Whoever changes anything takes the row first:
-- changes are committed in the order of their numbers.
create table knowledge.head (
  tenant   text   not null primary key,
  revision bigint not null
);

-- Only added to. Which version is shown is decided by number, state and day.
create table knowledge.article_version (
  tenant      text        not null,
  article     text        not null,
  number      integer     not null,             -- 1, 2, … within the article
  version     text        not null,             -- hash of what it says
  title       text        not null,
  owner       text        not null,
  language    text        not null,
  state       text        not null,
  valid_from  date        not null,
  valid_until date,                             -- the last day; null: no end
  roles       text[]      not null,
  purposes    text[]      not null,
  tags        text[]      not null,
  steps       text[]      not null,
  body        text        not null,
  imported_at timestamptz not null,
  imported_by text        not null,
  revision    bigint      not null,
  primary key (tenant, article, number),
  constraint known_state check (state in ('draft', 'published', 'withdrawn')),
  constraint some_day check (valid_until is null or valid_until >= valid_from)
);
create index article_version_revision on knowledge.article_version (tenant, revision);

-- What is searched: parts of versions with their lexemes, and a vector as soon as the model has read it (little-endian floats).
create table knowledge.passage (
  tenant   text     not null,
  article  text     not null,
  number   integer  not null,
  ordinal  integer  not null,
  text     text     not null,
  words    tsvector not null,
  model    text,
  vector   bytea,
  revision bigint   not null,
  primary key (tenant, article, number, ordinal)
);
create index passage_revision on knowledge.passage (tenant, revision);
create index passage_unread on knowledge.passage (tenant, article, number, ordinal) where vector is null;

-- What was asked, without digits and addresses, and how much came of it.
create table knowledge.search (
  tenant   text        not null,
  id       bigint      not null generated always as identity,
  at       timestamptz not null,
  person   text        not null,
  query    text        not null,
  topic    text        not null,                -- its lexemes in order: the same question in other words of the same stems
  workflow text,
  step     text,
  results  integer     not null,
  primary key (tenant, id)
);
create index search_at on knowledge.search (tenant, at);

-- Evidence: who was shown which version, where. Only added to.
create table knowledge.showing (
  tenant  text        not null,
  id      bigint      not null generated always as identity,
  at      timestamptz not null,
  person  text        not null,
  article text        not null,
  number  integer     not null,
  version text        not null,
  case_id uuid,
  step    text,
  search  bigint,
  primary key (tenant, id)
);
create index showing_search on knowledge.showing (tenant, search) where search is not null;
create index showing_case on knowledge.showing (tenant, case_id, id) where case_id is not null;

-- Whether it helped; who was shown it may think again.
create table knowledge.verdict (
  tenant  text        not null,
  showing bigint      not null,
  at      timestamptz not null,
  helpful boolean     not null,
  note    text        not null,
  primary key (tenant, showing)
);

grant usage on schema knowledge to throughline_app;
grant select, insert, update on knowledge.head, knowledge.passage, knowledge.verdict to throughline_app;
grant select, insert on knowledge.article_version, knowledge.search, knowledge.showing to throughline_app;
