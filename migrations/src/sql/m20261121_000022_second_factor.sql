-- A second proof at sign-in. The secret is sealed under a key that does not stand in the database.
create table second_factor (
    tenant_id uuid not null,
    user_id uuid not null,
    secret text not null,
    confirmed_at bigint,
    last_step bigint not null,
    created_at bigint not null,
    constraint uq_second_factor__user primary key (tenant_id, user_id),
    foreign key (tenant_id, user_id) references app_user (tenant_id, id)
);

-- Codes for who lost their app; each is gone once it was used.
create table recovery_code (
    tenant_id uuid not null,
    user_id uuid not null,
    code_hash text not null,
    constraint uq_recovery_code__hash primary key (tenant_id, user_id, code_hash),
    foreign key (tenant_id, user_id) references app_user (tenant_id, id)
);
