-- A link by which a person chooses their first password. Of its token only the hash is kept.
create table invitation (
    tenant_id uuid not null,
    id uuid not null,
    user_id uuid not null,
    token_hash text not null,
    created_by uuid not null,
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint,
    revoked_at bigint,
    constraint uq_invitation__id primary key (tenant_id, id),
    foreign key (tenant_id, user_id) references app_user (tenant_id, id),
    foreign key (tenant_id, created_by) references app_user (tenant_id, id)
);
create unique index uq_invitation__token_hash on invitation (token_hash);
create index ix_invitation_user on invitation (tenant_id, user_id);
