-- What new projects can be founded from. What lists show of a template is told beside it, so that they need not read
-- all of it.

create table project_template (
    tenant_id uuid not null,
    id uuid not null,
    name text not null,
    description text not null,
    content text not null,
    preview text not null,
    created_by uuid not null,
    created_at bigint not null,
    updated_at bigint not null,
    rev bigint not null,
    constraint uq_project_template__id primary key (tenant_id, id),
    foreign key (tenant_id, created_by) references app_user (tenant_id, id)
);
create index ix_project_template_name on project_template (tenant_id, name, id);

-- The instance whose approval founded a project: one founds one.
alter table project add column instance_id uuid;
create unique index uq_project__instance_id on project (tenant_id, instance_id) where instance_id is not null;
