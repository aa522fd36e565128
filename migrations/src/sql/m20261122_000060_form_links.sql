-- Links by which others fill in a form. A link is found by the hash of its token; sealed, the token can be told again.

create table form_link (
    tenant_id uuid not null,
    id uuid not null,
    form_id uuid not null,
    name text not null,
    audience text not null,
    token_hash text not null,
    token_sealed text not null,
    active boolean not null,
    expires_at bigint,
    max_submissions bigint,
    submissions bigint not null,
    thanks text not null,
    created_by uuid not null,
    created_at bigint not null,
    updated_at bigint not null,
    rev bigint not null,
    deleted_at bigint,
    constraint uq_form_link__id primary key (tenant_id, id),
    foreign key (tenant_id, form_id) references form (tenant_id, id),
    foreign key (tenant_id, created_by) references app_user (tenant_id, id)
);
create unique index uq_form_link__token_hash on form_link (token_hash);
create index ix_form_link_form on form_link (tenant_id, form_id, id);

-- Which records came through which link. The key under which a stranger may send a submission again stands here: they
-- have no account that it could belong to.
create table form_link_record (
    tenant_id uuid not null,
    form_id uuid not null,
    record_id uuid not null,
    link_id uuid not null,
    request_key text,
    request_hash text,
    constraint uq_form_link_record__record_id primary key (tenant_id, record_id),
    foreign key (tenant_id, form_id, record_id) references record (tenant_id, form_id, id) on delete cascade,
    foreign key (tenant_id, link_id) references form_link (tenant_id, id)
);
create unique index uq_form_link_record__request_key on form_link_record (tenant_id, link_id, request_key)
    where request_key is not null;
