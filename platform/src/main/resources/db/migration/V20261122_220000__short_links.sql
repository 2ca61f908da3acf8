-- A link of evidence is written shorter: its place (tenant, case, number) is in the row already, and is hashed with the text. Chains of
-- before cannot be written anew, that is their point: such a database stays with the build that made it. None was released.
do $$
begin
  if exists (select from cases.event) then
    raise exception 'the evidence in this database was written by a build before links were shortened'
      using hint = 'Keep this data with that build, and start this one with a new --data folder.';
  end if;
end $$;
