-- The roles of the second lock (decision 10). Neither can sign in, neither owns anything: every transaction
-- of the server runs as one of them. Roles belong to the whole cluster, so another database's migration may
-- be making the same ones at this moment; whoever comes second finds them made.
do $$
declare
    wanted text;
begin
    foreach wanted in array array['weir_app', 'weir_system'] loop
        if not exists (select from pg_roles where rolname = wanted) then
            begin
                execute format('create role %I nologin noinherit nosuperuser nocreatedb nocreaterole nobypassrls', wanted);
            exception when duplicate_object or unique_violation then
                null;
            end;
        end if;
        begin
            execute format('grant %I to current_user', wanted);
        exception
            when unique_violation or internal_error then
                -- "tuple concurrently updated": the other migration granted it.
                null;
            when insufficient_privilege then
                -- An administrator made the roles beforehand, and granted them if they meant us to serve.
                null;
        end;
    end loop;
end
$$;

grant usage on schema public to weir_app, weir_system;
grant select on seaql_migrations to weir_app, weir_system;
