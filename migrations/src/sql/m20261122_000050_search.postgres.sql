-- What can be found, by the words that are looked for. Follows from other tables: no backup holds it.

create sequence search_number_seq as bigint start with 1099511627776;
grant usage on sequence search_number_seq to weir_app;

-- number says how new it is, the newest the greatest; parts are those of the words, each a number of its tenant's own.
create table search_entry (
    tenant_id uuid not null,
    subject_id uuid not null,
    kind text collate "C" not null,
    container uuid,
    words text collate "C" not null,
    number bigint not null default nextval('search_number_seq'),
    parts bigint[] not null default '{}',
    constraint uq_search_entry__subject_id primary key (tenant_id, subject_id),
    foreign key (tenant_id) references tenant (id)
);
create index ix_search_entry_number on search_entry (tenant_id, kind, number);
-- A query reads what waits to be sorted in: little of it, and still not every insert pays for the whole.
create index ix_search_entry_parts on search_entry using gin (parts) with (fastupdate = on, gin_pending_list_limit = 256);

-- How far what was there before is taken up.
create table search_fill (
    tenant_id uuid not null,
    kind text collate "C" not null,
    behind uuid,
    done boolean not null,
    constraint uq_search_fill__kind primary key (tenant_id, kind),
    foreign key (tenant_id) references tenant (id)
);

-- Under row-level security an index of parts would never be used: the operators on it are not leakproof. So this
-- asks as the server's own role and keeps to the tenant that the transaction set, as the policy would.
--
-- What is found often is found among the newest; what is not there is rare, and the index of parts finds it.
create function search_candidates(
    of_kind text, wanted bigint[], allowed bigint[], terms text[], below bigint, most bigint
) returns table (number bigint, subject_id uuid, container uuid, words text)
language plpgsql stable security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
declare
    own uuid := nullif(current_setting('weir.tenant', true), '')::uuid;
    edge bigint;
    found_so_far bigint;
begin
    return query
        select e.number, e.subject_id, e.container, e.words
        from (
            select * from search_entry n where n.tenant_id = own and n.kind = of_kind and n.number < below
            order by n.number desc limit 1000
        ) e
        where e.parts @> wanted and (allowed is null or e.parts && allowed)
            and not exists (select 1 from unnest(terms) term where strpos(e.words, term) = 0)
        order by e.number desc limit most;
    get diagnostics found_so_far = row_count;
    if found_so_far >= most then
        return;
    end if;
    select min(newest.number) into edge from (
        select n.number from search_entry n where n.tenant_id = own and n.kind = of_kind and n.number < below
        order by n.number desc limit 1000
    ) newest;
    if edge is null then
        return;
    end if;
    -- An order that no index has: otherwise the planner would rather walk everything in order.
    if allowed is null then
        return query
            select e.number, e.subject_id, e.container, e.words from search_entry e
            where e.parts @> wanted and e.tenant_id = own and e.kind = of_kind and e.number < edge
                and not exists (select 1 from unnest(terms) term where strpos(e.words, term) = 0)
            order by e.number + 0 desc limit most - found_so_far;
    else
        return query
            select e.number, e.subject_id, e.container, e.words from search_entry e
            where e.parts @> wanted and e.parts && allowed and e.tenant_id = own and e.kind = of_kind
                and e.number < edge
                and not exists (select 1 from unnest(terms) term where strpos(e.words, term) = 0)
            order by e.number + 0 desc limit most - found_so_far;
    end if;
end
$$;
revoke all on function search_candidates(text, bigint[], bigint[], text[], bigint, bigint) from public;
grant execute on function search_candidates(text, bigint[], bigint[], text[], bigint, bigint) to weir_app;
grant create on schema public to weir_system;
alter function search_candidates(text, bigint[], bigint[], text[], bigint, bigint) owner to weir_system;
revoke create on schema public from weir_system;
