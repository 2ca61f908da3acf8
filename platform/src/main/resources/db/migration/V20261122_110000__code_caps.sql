-- Codes are also counted by the number they go to and the network address they are asked from, as keyed hashes.
alter table identity.codes add column number_hash bytea, add column address_hash bytea;
create index codes_to_number on identity.codes (tenant, number_hash, sent_at);
create index codes_from_address on identity.codes (tenant, address_hash, sent_at) where address_hash is not null;
create index codes_of_tenant on identity.codes (tenant, sent_at);
