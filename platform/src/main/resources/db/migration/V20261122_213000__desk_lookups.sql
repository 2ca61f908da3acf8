-- What every window and every inbox looks for, so that it does not cost more with every item that ever was.
create index item_of_parent on desk.item (tenant, parent) where parent is not null;
create index item_to_call_back on desk.item (tenant, preferred) where state = 'CALL_BACK';
