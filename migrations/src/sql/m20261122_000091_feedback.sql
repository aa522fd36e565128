-- What people say about the product itself, where they were when they said it, and what came of it.

create table feedback (
    tenant_id uuid not null,
    id uuid not null,
    kind text not null,
    status text not null,
    body text not null,
    page text not null,
    app_version text not null,
    language text not null,
    viewport text not null,
    browser text not null,
    reporter uuid not null,
    created_at bigint not null,
    updated_at bigint not null,
    rev bigint not null,
    constraint uq_feedback__id primary key (tenant_id, id),
    foreign key (tenant_id, reporter) references app_user (tenant_id, id)
);
create index ix_feedback_age on feedback (tenant_id, created_at, id);
create index ix_feedback_status on feedback (tenant_id, status, created_at, id);
create index ix_feedback_reporter on feedback (tenant_id, reporter, created_at, id);

-- Answers and follow-ups, in order. The status is what an answer set it to.
create table feedback_reply (
    tenant_id uuid not null,
    id uuid not null,
    feedback_id uuid not null,
    author uuid not null,
    body text not null,
    status text,
    created_at bigint not null,
    constraint uq_feedback_reply__id primary key (tenant_id, id),
    foreign key (tenant_id, feedback_id) references feedback (tenant_id, id),
    foreign key (tenant_id, author) references app_user (tenant_id, id)
);
create index ix_feedback_reply_feedback on feedback_reply (tenant_id, feedback_id, created_at, id);
