-- The company's tree, its posts, and who holds which post where.

create table department (
    tenant_id uuid not null,
    id uuid not null,
    parent_id uuid,
    name text not null,
    code text,
    head_user_id uuid,
    sort bigint not null,
    path text not null,
    active boolean not null,
    rev bigint not null,
    constraint uq_department__id primary key (tenant_id, id),
    foreign key (tenant_id) references tenant (id),
    foreign key (tenant_id, parent_id) references department (tenant_id, id),
    foreign key (tenant_id, head_user_id) references app_user (tenant_id, id)
);
create unique index uq_department__code on department (tenant_id, code) where code is not null;
create index ix_department_parent on department (tenant_id, parent_id);
create index ix_department_path on department (tenant_id, path);

create table post (
    tenant_id uuid not null,
    id uuid not null,
    name text not null,
    code text,
    sort bigint not null,
    active boolean not null,
    rev bigint not null,
    constraint uq_post__id primary key (tenant_id, id),
    foreign key (tenant_id) references tenant (id)
);
create unique index uq_post__code on post (tenant_id, code) where code is not null;

-- starts_on and ends_on count days since 1970-01-01: dates are not instants.
create table membership (
    tenant_id uuid not null,
    id uuid not null,
    user_id uuid not null,
    department_id uuid not null,
    post_id uuid,
    is_main boolean not null,
    starts_on bigint,
    ends_on bigint,
    constraint uq_membership__id primary key (tenant_id, id),
    foreign key (tenant_id, user_id) references app_user (tenant_id, id),
    foreign key (tenant_id, department_id) references department (tenant_id, id),
    foreign key (tenant_id, post_id) references post (tenant_id, id)
);
create index ix_membership_user on membership (tenant_id, user_id);
create index ix_membership_department on membership (tenant_id, department_id);
create index ix_membership_post on membership (tenant_id, post_id);
