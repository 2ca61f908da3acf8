-- A case is looked up by (tenant, id), and two indexes began with the tenant. While the table was small both looked
-- equally good, and a kept plan read every case of the tenant through the wrong one (690 blocks a look-up at 1,300 cases).
-- Led by what is selective, no statistics can mislead: each look-up has one index that fits.
alter table cases.case_row drop constraint case_row_pkey, add primary key (id, tenant);
alter table cases.case_row drop constraint case_reference, add constraint case_reference unique (reference, tenant);
