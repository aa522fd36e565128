-- Who may come in: tenants, accounts, people, their sessions and tokens.

create table tenant (
    id uuid not null primary key,
    key text not null,
    name text not null,
    locale text not null,
    time_zone text not null,
    settings text not null,
    authz_version bigint not null,
    org_version bigint not null,
    created_at bigint not null
);
create unique index uq_tenant__key on tenant (key);

-- Apart from membership: one sign-in identity may belong to people of several tenants.
create table account (
    id uuid not null primary key,
    password_hash text not null,
    must_change boolean not null,
    disabled boolean not null,
    created_at bigint not null,
    password_changed_at bigint not null
);

-- People are only disabled, never removed: history names them.
create table app_user (
    tenant_id uuid not null,
    id uuid not null,
    account_id uuid not null,
    login text not null,
    name text not null,
    email text,
    phone text,
    locale text,
    theme text,
    avatar_file uuid,
    active boolean not null,
    created_at bigint not null,
    rev bigint not null,
    constraint uq_app_user__id primary key (tenant_id, id),
    foreign key (tenant_id) references tenant (id),
    foreign key (account_id) references account (id)
);
create unique index uq_app_user__login on app_user (tenant_id, login);
create index ix_app_user_account on app_user (account_id);

create table session (
    tenant_id uuid not null,
    id uuid not null,
    token_hash text not null,
    user_id uuid not null,
    account_id uuid not null,
    created_at bigint not null,
    authenticated_at bigint not null,
    last_seen_at bigint not null,
    expires_at bigint not null,
    absolute_expires_at bigint not null,
    user_agent text not null,
    address text not null,
    revoked_at bigint,
    constraint uq_session__id primary key (tenant_id, id),
    foreign key (tenant_id, user_id) references app_user (tenant_id, id)
);
create unique index uq_session__token_hash on session (token_hash);
create index ix_session_user on session (tenant_id, user_id, created_at);
create index ix_session_end on session (absolute_expires_at);

create table api_token (
    tenant_id uuid not null,
    id uuid not null,
    user_id uuid not null,
    name text not null,
    token_hash text not null,
    scopes text not null,
    created_at bigint not null,
    expires_at bigint,
    last_used_at bigint,
    revoked_at bigint,
    constraint uq_api_token__id primary key (tenant_id, id),
    foreign key (tenant_id, user_id) references app_user (tenant_id, id)
);
create unique index uq_api_token__token_hash on api_token (token_hash);
create index ix_api_token_user on api_token (tenant_id, user_id, created_at);

-- Buckets are accounts and addresses alike, also of people who do not exist; hence no tenant.
create table login_throttle (
    bucket text not null primary key,
    failures bigint not null,
    window_start bigint not null,
    blocked_until bigint
);

-- A write that was answered once is answered the same again. No status yet: still running.
create table idempotency (
    tenant_id uuid not null,
    user_id uuid not null,
    key text not null,
    request_hash text not null,
    status bigint,
    body text,
    created_at bigint not null,
    constraint uq_idempotency__key primary key (tenant_id, user_id, key),
    foreign key (tenant_id, user_id) references app_user (tenant_id, id)
);
create index ix_idempotency_age on idempotency (created_at);
