-- Projects and their work items. A work item is a record of its type's form with a place in a project; what stands
-- here is only what a record does not have.

create table project (
    tenant_id uuid not null,
    id uuid not null,
    key text not null,
    name text not null,
    description text not null,
    lead uuid not null,
    board text not null,
    next_number bigint not null,
    archived_at bigint,
    rev bigint not null,
    created_at bigint not null,
    created_by uuid not null,
    updated_at bigint not null,
    constraint uq_project__id primary key (tenant_id, id),
    foreign key (tenant_id) references tenant (id),
    foreign key (tenant_id, lead) references app_user (tenant_id, id),
    foreign key (tenant_id, created_by) references app_user (tenant_id, id)
);
create unique index uq_project__key on project (tenant_id, key);

create table project_member (
    tenant_id uuid not null,
    project_id uuid not null,
    user_id uuid not null,
    role text not null,
    added_at bigint not null,
    constraint uq_project_member__user_id primary key (tenant_id, project_id, user_id),
    foreign key (tenant_id, project_id) references project (tenant_id, id),
    foreign key (tenant_id, user_id) references app_user (tenant_id, id)
);
create index ix_project_member_user on project_member (tenant_id, user_id, project_id);

-- The custom fields of a type are a form, with drafts and versions like any other.
create table work_type (
    tenant_id uuid not null,
    project_id uuid not null,
    key text not null,
    form_id uuid not null,
    definition text not null,
    sort bigint not null,
    rev bigint not null,
    constraint uq_work_type__key primary key (tenant_id, project_id, key),
    foreign key (tenant_id, project_id) references project (tenant_id, id),
    foreign key (tenant_id, form_id) references form (tenant_id, id)
);
create unique index uq_work_type__form_id on work_type (tenant_id, form_id);

-- The id is the record's. A record goes along when its item becomes one of another type.
create table work_item (
    tenant_id uuid not null,
    form_id uuid not null,
    id uuid not null,
    project_id uuid not null,
    number bigint not null,
    type text not null,
    status text not null,
    assignee uuid,
    parent_id uuid,
    start_on bigint,
    due_on bigint,
    rank text not null,
    constraint uq_work_item__id primary key (tenant_id, id),
    foreign key (tenant_id, form_id, id) references record (tenant_id, form_id, id) on update cascade on delete cascade,
    foreign key (tenant_id, project_id, type) references work_type (tenant_id, project_id, key),
    foreign key (tenant_id, assignee) references app_user (tenant_id, id),
    foreign key (tenant_id, parent_id) references work_item (tenant_id, id)
);
create unique index uq_work_item__number on work_item (tenant_id, project_id, number);
create unique index uq_work_item__rank on work_item (tenant_id, project_id, rank);
create index ix_work_item_record on work_item (tenant_id, form_id, id);
create index ix_work_item_status on work_item (tenant_id, project_id, status, rank, id);
create index ix_work_item_count on work_item (tenant_id, project_id, type, status);
create index ix_work_item_due on work_item (tenant_id, project_id, due_on, id) where due_on is not null;
create index ix_work_item_start on work_item (tenant_id, project_id, start_on, id) where start_on is not null;
create index ix_work_item_type on work_item (tenant_id, project_id, type, id);
create index ix_work_item_assignee on work_item (tenant_id, assignee, due_on, id) where assignee is not null;
create index ix_work_item_parent on work_item (tenant_id, parent_id, rank) where parent_id is not null;

create table work_relation (
    tenant_id uuid not null,
    from_id uuid not null,
    kind text not null,
    to_id uuid not null,
    created_by uuid not null,
    created_at bigint not null,
    constraint uq_work_relation__to_id primary key (tenant_id, from_id, kind, to_id),
    foreign key (tenant_id, from_id) references work_item (tenant_id, id) on delete cascade,
    foreign key (tenant_id, to_id) references work_item (tenant_id, id) on delete cascade,
    foreign key (tenant_id, created_by) references app_user (tenant_id, id)
);
create index ix_work_relation_to on work_relation (tenant_id, to_id);

create table work_watcher (
    tenant_id uuid not null,
    item_id uuid not null,
    user_id uuid not null,
    constraint uq_work_watcher__user_id primary key (tenant_id, item_id, user_id),
    foreign key (tenant_id, item_id) references work_item (tenant_id, id) on delete cascade,
    foreign key (tenant_id, user_id) references app_user (tenant_id, id)
);

-- The comments on work items; what they say stands where all comments stand.
create table work_comment (
    tenant_id uuid not null,
    item_id uuid not null,
    comment_id uuid not null,
    mentions text not null,
    constraint uq_work_comment__comment_id primary key (tenant_id, item_id, comment_id),
    foreign key (tenant_id, item_id) references work_item (tenant_id, id) on delete cascade,
    foreign key (tenant_id, comment_id) references comment (tenant_id, id) on delete cascade
);
create unique index uq_work_comment__comment on work_comment (tenant_id, comment_id);

create table comment_reaction (
    tenant_id uuid not null,
    comment_id uuid not null,
    user_id uuid not null,
    emoji text not null,
    at bigint not null,
    constraint uq_comment_reaction__emoji primary key (tenant_id, comment_id, user_id, emoji),
    foreign key (tenant_id, comment_id) references comment (tenant_id, id) on delete cascade,
    foreign key (tenant_id, user_id) references app_user (tenant_id, id)
);
