-- Views of a form's records or of a project's items that people keep: which rows, in which order, drawn how.

-- Exactly one of form_id and project_id says of what. Of one's own, unless it is shared.
create table saved_view (
    tenant_id uuid not null,
    id uuid not null,
    form_id uuid,
    project_id uuid,
    owner_user uuid not null,
    shared boolean not null,
    name text not null,
    settings text not null,
    created_at bigint not null,
    updated_at bigint not null,
    rev bigint not null,
    constraint uq_saved_view__id primary key (tenant_id, id),
    foreign key (tenant_id, form_id) references form (tenant_id, id),
    foreign key (tenant_id, project_id) references project (tenant_id, id),
    foreign key (tenant_id, owner_user) references app_user (tenant_id, id)
);
create index ix_saved_view_form on saved_view (tenant_id, form_id, id) where form_id is not null;
create index ix_saved_view_project on saved_view (tenant_id, project_id, id) where project_id is not null;
