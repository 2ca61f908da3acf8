-- The application's role owns nothing; each room grants it what the room needs. The launcher creates it with a log-in before
-- migrating; on a database of your own, create it yourself or let this create it without a log-in.
do $$
begin
  if not exists (select from pg_roles where rolname = 'throughline_app') then
    create role throughline_app nologin;
  end if;
end $$;
