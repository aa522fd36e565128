-- The truth about rights; the compiled snapshot is built from these rows.

create table role (
    tenant_id uuid not null,
    id uuid not null,
    key text not null,
    name text not null,
    builtin boolean not null,
    rev bigint not null,
    constraint uq_role__id primary key (tenant_id, id),
    foreign key (tenant_id) references tenant (id)
);
create unique index uq_role__key on role (tenant_id, key);

-- Without form_id the permission holds for every form.
create table role_permission (
    tenant_id uuid not null,
    id uuid not null,
    role_id uuid not null,
    permission text not null,
    form_id uuid,
    data_scope text,
    departments text not null,
    constraint uq_role_permission__id primary key (tenant_id, id),
    foreign key (tenant_id, role_id) references role (tenant_id, id) on delete cascade,
    foreign key (tenant_id, form_id) references form (tenant_id, id)
);
create unique index uq_role_permission__form_id on role_permission (tenant_id, role_id, permission, form_id)
    where form_id is not null;
create unique index uq_role_permission__permission on role_permission (tenant_id, role_id, permission)
    where form_id is null;

create table role_assignment (
    tenant_id uuid not null,
    id uuid not null,
    user_id uuid not null,
    role_id uuid not null,
    expires_at bigint,
    granted_by uuid,
    granted_at bigint not null,
    constraint uq_role_assignment__id primary key (tenant_id, id),
    foreign key (tenant_id, user_id) references app_user (tenant_id, id),
    foreign key (tenant_id, role_id) references role (tenant_id, id) on delete cascade,
    foreign key (tenant_id, granted_by) references app_user (tenant_id, id)
);
create unique index uq_role_assignment__role_id on role_assignment (tenant_id, user_id, role_id);
create index ix_role_assignment_role on role_assignment (tenant_id, role_id);

create table field_rule (
    tenant_id uuid not null,
    role_id uuid not null,
    form_id uuid not null,
    field text not null,
    field_right text not null,
    constraint uq_field_rule__field primary key (tenant_id, role_id, form_id, field),
    foreign key (tenant_id, role_id) references role (tenant_id, id) on delete cascade,
    foreign key (tenant_id, form_id) references form (tenant_id, id)
);
