-- Flows, their running instances, and what people do in them.

create table flow (
    tenant_id uuid not null,
    id uuid not null,
    key text not null,
    form_id uuid not null,
    name text not null,
    icon text,
    current_version bigint not null,
    archived boolean not null,
    rev bigint not null,
    created_at bigint not null,
    created_by uuid not null,
    updated_at bigint not null,
    constraint uq_flow__id primary key (tenant_id, id),
    foreign key (tenant_id, form_id) references form (tenant_id, id),
    foreign key (tenant_id, created_by) references app_user (tenant_id, id)
);
create unique index uq_flow__key on flow (tenant_id, key);

create table flow_draft (
    tenant_id uuid not null,
    flow_id uuid not null,
    definition text not null,
    base_version bigint not null,
    rev bigint not null,
    updated_at bigint not null,
    updated_by uuid not null,
    constraint uq_flow_draft__flow_id primary key (tenant_id, flow_id),
    foreign key (tenant_id, flow_id) references flow (tenant_id, id),
    foreign key (tenant_id, updated_by) references app_user (tenant_id, id)
);

create table flow_version (
    tenant_id uuid not null,
    flow_id uuid not null,
    version bigint not null,
    definition text not null,
    form_version bigint not null,
    published_at bigint not null,
    published_by uuid not null,
    note text not null,
    constraint uq_flow_version__version primary key (tenant_id, flow_id, version),
    foreign key (tenant_id, flow_id) references flow (tenant_id, id),
    foreign key (tenant_id, published_by) references app_user (tenant_id, id)
);

-- The snapshot. rev is compared and swapped, so two deciders never both win.
create table instance (
    tenant_id uuid not null,
    id uuid not null,
    flow_id uuid not null,
    flow_version bigint not null,
    form_id uuid not null,
    form_version bigint not null,
    record_id uuid not null,
    initiator uuid not null,
    department_id uuid,
    title text not null,
    summary text not null,
    status text not null,
    state text not null,
    rev bigint not null,
    started_at bigint not null,
    updated_at bigint not null,
    ended_at bigint,
    constraint uq_instance__id primary key (tenant_id, id),
    foreign key (tenant_id, flow_id, flow_version) references flow_version (tenant_id, flow_id, version),
    foreign key (tenant_id, form_id, record_id) references record (tenant_id, form_id, id),
    foreign key (tenant_id, initiator) references app_user (tenant_id, id),
    foreign key (tenant_id, department_id) references department (tenant_id, id)
);
create index ix_instance_initiator on instance (tenant_id, initiator, started_at, id);
create index ix_instance_flow on instance (tenant_id, flow_id, started_at, id);
create index ix_instance_started on instance (tenant_id, started_at, id);
create index ix_instance_record on instance (tenant_id, form_id, record_id);

create table instance_event (
    tenant_id uuid not null,
    instance_id uuid not null,
    seq bigint not null,
    at bigint not null,
    actor uuid,
    kind text not null,
    payload text not null,
    constraint uq_instance_event__seq primary key (tenant_id, instance_id, seq),
    foreign key (tenant_id, instance_id) references instance (tenant_id, id)
);

create table task (
    tenant_id uuid not null,
    id uuid not null,
    instance_id uuid not null,
    activation bigint not null,
    slot bigint not null,
    user_id uuid not null,
    node text not null,
    node_kind text not null,
    title text not null,
    state text not null,
    outcome text,
    opened_at bigint not null,
    due_at bigint,
    closed_at bigint,
    entered_seq bigint not null,
    constraint uq_task__id primary key (tenant_id, id),
    foreign key (tenant_id, instance_id) references instance (tenant_id, id),
    foreign key (tenant_id, user_id) references app_user (tenant_id, id)
);
create index ix_task_inbox on task (tenant_id, user_id, state, opened_at, id);
create index ix_task_instance on task (tenant_id, instance_id, entered_seq);
create index ix_task_due on task (tenant_id, due_at) where state = 'open' and due_at is not null;

create table copy (
    tenant_id uuid not null,
    id uuid not null,
    instance_id uuid not null,
    user_id uuid not null,
    node text not null,
    at bigint not null,
    read_at bigint,
    constraint uq_copy__id primary key (tenant_id, id),
    foreign key (tenant_id, instance_id) references instance (tenant_id, id),
    foreign key (tenant_id, user_id) references app_user (tenant_id, id)
);
create index ix_copy_user on copy (tenant_id, user_id, at, id);
create index ix_copy_instance on copy (tenant_id, instance_id, at);

-- A command that arrives twice is carried out once.
create table command_log (
    tenant_id uuid not null,
    instance_id uuid not null,
    command_id text not null,
    at bigint not null,
    constraint uq_command_log__command_id primary key (tenant_id, instance_id, command_id),
    foreign key (tenant_id, instance_id) references instance (tenant_id, id)
);

-- On an instance, or on a record that no flow carries.
create table comment (
    tenant_id uuid not null,
    id uuid not null,
    instance_id uuid,
    form_id uuid,
    record_id uuid,
    author uuid not null,
    body text not null,
    files text not null,
    at bigint not null,
    edited_at bigint,
    deleted_at bigint,
    constraint uq_comment__id primary key (tenant_id, id),
    foreign key (tenant_id, instance_id) references instance (tenant_id, id),
    foreign key (tenant_id, form_id, record_id) references record (tenant_id, form_id, id),
    foreign key (tenant_id, author) references app_user (tenant_id, id)
);
create index ix_comment_instance on comment (tenant_id, instance_id, at) where instance_id is not null;
create index ix_comment_record on comment (tenant_id, form_id, record_id, at) where record_id is not null;

-- A submission that is not sent yet. form_version is the one it was begun with.
create table draft (
    tenant_id uuid not null,
    id uuid not null,
    user_id uuid not null,
    flow_id uuid,
    form_id uuid not null,
    form_version bigint not null,
    department_id uuid,
    title text not null,
    data text not null,
    chosen text not null,
    created_at bigint not null,
    updated_at bigint not null,
    rev bigint not null,
    constraint uq_draft__id primary key (tenant_id, id),
    foreign key (tenant_id, user_id) references app_user (tenant_id, id),
    foreign key (tenant_id, flow_id) references flow (tenant_id, id),
    foreign key (tenant_id, form_id) references form (tenant_id, id),
    foreign key (tenant_id, department_id) references department (tenant_id, id)
);
create index ix_draft_user on draft (tenant_id, user_id, updated_at, id);
