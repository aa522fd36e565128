-- Forms: the draft that an admin draws, and the versions that records refer to.

create table form (
    tenant_id uuid not null,
    id uuid not null,
    key text not null,
    name text not null,
    icon text,
    current_version bigint not null,
    slot_map text not null,
    archived boolean not null,
    rev bigint not null,
    created_at bigint not null,
    created_by uuid not null,
    updated_at bigint not null,
    constraint uq_form__id primary key (tenant_id, id),
    foreign key (tenant_id) references tenant (id),
    foreign key (tenant_id, created_by) references app_user (tenant_id, id)
);
create unique index uq_form__key on form (tenant_id, key);

create table form_draft (
    tenant_id uuid not null,
    form_id uuid not null,
    definition text not null,
    base_version bigint not null,
    rev bigint not null,
    updated_at bigint not null,
    updated_by uuid not null,
    constraint uq_form_draft__form_id primary key (tenant_id, form_id),
    foreign key (tenant_id, form_id) references form (tenant_id, id),
    foreign key (tenant_id, updated_by) references app_user (tenant_id, id)
);

create table form_version (
    tenant_id uuid not null,
    form_id uuid not null,
    version bigint not null,
    definition text not null,
    published_at bigint not null,
    published_by uuid not null,
    note text not null,
    constraint uq_form_version__version primary key (tenant_id, form_id, version),
    foreign key (tenant_id, form_id) references form (tenant_id, id),
    foreign key (tenant_id, published_by) references app_user (tenant_id, id)
);
