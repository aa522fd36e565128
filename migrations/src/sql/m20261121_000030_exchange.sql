-- Long tasks that a person starts, and what is brought in from files.

-- owner_user started it and it acts with their rights; token_id and scopes narrow it as an API token was.
create table background_task (
    tenant_id uuid not null,
    id uuid not null,
    kind text not null,
    owner_user uuid not null,
    token_id uuid,
    scopes text,
    locale text not null,
    state text not null,
    cancel_asked boolean not null,
    done bigint not null,
    total bigint,
    input text not null,
    progress text,
    result text,
    problem text,
    import_id uuid,
    file_id uuid,
    created_at bigint not null,
    started_at bigint,
    ended_at bigint,
    constraint uq_background_task__id primary key (tenant_id, id),
    foreign key (tenant_id, owner_user) references app_user (tenant_id, id)
);
create index ix_background_task_owner on background_task (tenant_id, owner_user, created_at, id);
create index ix_background_task_ended on background_task (tenant_id, ended_at) where ended_at is not null;

create table import_run (
    tenant_id uuid not null,
    id uuid not null,
    kind text not null,
    owner_user uuid not null,
    form_id uuid,
    file_id uuid not null,
    outline text not null,
    settings text not null,
    state text not null,
    counts text not null,
    task_id uuid,
    created_at bigint not null,
    updated_at bigint not null,
    rev bigint not null,
    constraint uq_import_run__id primary key (tenant_id, id),
    foreign key (tenant_id, owner_user) references app_user (tenant_id, id),
    foreign key (tenant_id, form_id) references form (tenant_id, id)
);
create index ix_import_run_owner on import_run (tenant_id, owner_user, created_at, id);

-- What is wrong with the file, row by row; bounded, unlike the files of this world.
create table import_issue (
    tenant_id uuid not null,
    import_id uuid not null,
    place bigint not null,
    row_number bigint not null,
    field text not null,
    code text not null,
    params text not null,
    constraint uq_import_issue__place primary key (tenant_id, import_id, place),
    foreign key (tenant_id, import_id) references import_run (tenant_id, id) on delete cascade
);

-- What a row became, and what was there before, so that the whole run can be undone.
create table import_row (
    tenant_id uuid not null,
    import_id uuid not null,
    row_number bigint not null,
    action text not null,
    thing_id uuid not null,
    thing_rev bigint not null,
    before text,
    told boolean not null,
    undone text,
    constraint uq_import_row__row_number primary key (tenant_id, import_id, row_number),
    foreign key (tenant_id, import_id) references import_run (tenant_id, id) on delete cascade
);

-- What a cell calls a record: its title or its serial number.
create index ix_record_title on record (tenant_id, form_id, title);
create index ix_record_serial on record (tenant_id, form_id, serial) where serial is not null;
