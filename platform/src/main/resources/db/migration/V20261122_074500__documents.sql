-- Documents that customers hand in. Outside the evidence, which holds their hash, so that one can be erased.
create schema documents;

create table documents.document (
  tenant       text        not null,
  case_id      uuid        not null,
  sha256       bytea       not null,
  content_type text        not null,          -- as the first bytes prove it
  content      bytea       not null,
  received_at  timestamptz not null,
  primary key (tenant, case_id, sha256),
  constraint hash_is_of_content check (sha256 = sha256(content)),
  constraint at_most_20_mb check (octet_length(content) <= 20000000)
);

grant usage on schema documents to throughline_app;
grant select, insert, delete on documents.document to throughline_app;
