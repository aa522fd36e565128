-- When people want their mails, and mails that wait for that moment.

-- Minutes of the day, in the tenant's time zone. Who has no row is mailed at once.
create table mail_habit (
    tenant_id uuid not null,
    user_id uuid not null,
    digest text not null,
    daily_at bigint not null,
    quiet_from bigint,
    quiet_until bigint,
    constraint uq_mail_habit__user_id primary key (tenant_id, user_id),
    foreign key (tenant_id, user_id) references app_user (tenant_id, id)
);

-- The id is the notification's. Each has a job of its own; the first that runs takes all that waits for its person
-- into one mail, and taken_by says which job that was.
create table waiting_mail (
    tenant_id uuid not null,
    id uuid not null,
    user_id uuid not null,
    job_id uuid not null,
    taken_by uuid,
    content text not null,
    created_at bigint not null,
    constraint uq_waiting_mail__id primary key (tenant_id, id),
    foreign key (tenant_id, user_id) references app_user (tenant_id, id)
);
create index ix_waiting_mail_user on waiting_mail (tenant_id, user_id, created_at, id) where taken_by is null;
create index ix_waiting_mail_taken on waiting_mail (tenant_id, taken_by) where taken_by is not null;
