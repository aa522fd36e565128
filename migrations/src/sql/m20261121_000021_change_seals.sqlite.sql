-- The change log is added to, never changed or removed. Seals tell afterwards when that was got around.
create table change_seal (
    tenant_id blob not null,
    number integer not null,
    after_seq integer not null,
    last_seq integer not null,
    entries integer not null,
    hash text not null,
    sealed_at integer not null,
    constraint uq_change_seal__number primary key (tenant_id, number),
    foreign key (tenant_id) references tenant (id)
) strict;
create trigger change_log_never_changed before update on change_log begin
    select raise(abort, 'change_log is only added to');
end;
create trigger change_log_never_removed before delete on change_log begin
    select raise(abort, 'change_log is only added to');
end;
create trigger change_seal_never_changed before update on change_seal begin
    select raise(abort, 'change_seal is only added to');
end;
create trigger change_seal_never_removed before delete on change_seal begin
    select raise(abort, 'change_seal is only added to');
end;
