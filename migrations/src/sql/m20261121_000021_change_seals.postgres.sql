-- The change log is added to, never changed or removed, by whomever: the role of the server has no right to, and
-- whoever owns the tables is stopped here. Seals tell afterwards when even that was got around.
create table change_seal (
    tenant_id uuid not null,
    number bigint not null,
    after_seq bigint not null,
    last_seq bigint not null,
    entries bigint not null,
    hash text not null,
    sealed_at bigint not null,
    constraint uq_change_seal__number primary key (tenant_id, number),
    foreign key (tenant_id) references tenant (id)
);
create function weir_only_added_to() returns trigger language plpgsql as $$
begin
    raise exception '% is only added to', tg_table_name;
end
$$;
create trigger change_log_only_added_to before update or delete on change_log
    for each row execute function weir_only_added_to();
create trigger change_log_never_emptied before truncate on change_log
    for each statement execute function weir_only_added_to();
create trigger change_seal_only_added_to before update or delete on change_seal
    for each row execute function weir_only_added_to();
create trigger change_seal_never_emptied before truncate on change_seal
    for each statement execute function weir_only_added_to();
