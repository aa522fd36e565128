-- Files, work outside transactions, and what people are told.

-- The row of a blob; its bytes stand in the blob store under the tenant and the hash.
create table file (
    tenant_id uuid not null,
    id uuid not null,
    sha256 text not null,
    name text not null,
    size bigint not null,
    mime text not null,
    owner_user uuid not null,
    created_at bigint not null,
    attached_kind text,
    attached_id uuid,
    constraint uq_file__id primary key (tenant_id, id),
    foreign key (tenant_id, owner_user) references app_user (tenant_id, id)
);
create index ix_file_sha256 on file (tenant_id, sha256);
create index ix_file_attached on file (tenant_id, attached_kind, attached_id) where attached_id is not null;
create index ix_file_loose on file (tenant_id, created_at) where attached_id is null;

-- fence rises with every claim: whoever holds an older one has lost the lease.
create table job (
    tenant_id uuid not null,
    id uuid not null,
    kind text not null,
    payload text not null,
    idempotency_key text not null,
    state text not null,
    attempts bigint not null,
    run_at bigint not null,
    lease_until bigint,
    fence bigint not null,
    last_error text,
    created_at bigint not null,
    constraint uq_job__id primary key (tenant_id, id),
    foreign key (tenant_id) references tenant (id)
);
create unique index uq_job__idempotency_key on job (tenant_id, idempotency_key);
create index ix_job_queued on job (run_at) where state = 'queued';
create index ix_job_leased on job (lease_until) where state = 'leased';
create index ix_job_done on job (tenant_id, run_at) where state = 'done';

create table incident (
    tenant_id uuid not null,
    id uuid not null,
    job_id uuid not null,
    kind text not null,
    error text not null,
    created_at bigint not null,
    resolved_at bigint,
    resolution text,
    resolved_by uuid,
    constraint uq_incident__id primary key (tenant_id, id),
    foreign key (tenant_id, job_id) references job (tenant_id, id),
    foreign key (tenant_id, resolved_by) references app_user (tenant_id, id)
);
create index ix_incident_job on incident (tenant_id, job_id);
create index ix_incident_age on incident (tenant_id, created_at, id);
create unique index uq_incident__job_id on incident (tenant_id, job_id) where resolved_at is null;

-- The sentence is made when it is read, in the reader's language, from event and params.
create table notification (
    tenant_id uuid not null,
    id uuid not null,
    user_id uuid not null,
    event text not null,
    params text not null,
    link text not null,
    created_at bigint not null,
    read_at bigint,
    instance_id uuid,
    task_id uuid,
    constraint uq_notification__id primary key (tenant_id, id),
    foreign key (tenant_id, user_id) references app_user (tenant_id, id),
    foreign key (tenant_id, instance_id) references instance (tenant_id, id),
    foreign key (tenant_id, task_id) references task (tenant_id, id)
);
create index ix_notification_user on notification (tenant_id, user_id, created_at, id);
create index ix_notification_unread on notification (tenant_id, user_id) where read_at is null;

create table notification_pref (
    tenant_id uuid not null,
    user_id uuid not null,
    event text not null,
    channel text not null,
    enabled boolean not null,
    constraint uq_notification_pref__event primary key (tenant_id, user_id, event, channel),
    foreign key (tenant_id, user_id) references app_user (tenant_id, id)
);
