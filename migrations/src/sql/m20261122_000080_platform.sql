-- Those who look after the server as a whole. They belong to no tenant and reach no tenant's rows.

create table platform_admin (
    id uuid not null primary key,
    login text not null,
    name text not null,
    password_hash text not null,
    must_change boolean not null,
    disabled boolean not null,
    created_at bigint not null,
    password_changed_at bigint not null
);
create unique index uq_platform_admin__login on platform_admin (login);

create table platform_session (
    id uuid not null primary key,
    admin_id uuid not null,
    token_hash text not null,
    created_at bigint not null,
    last_seen_at bigint not null,
    expires_at bigint not null,
    absolute_expires_at bigint not null,
    user_agent text not null,
    address text not null,
    revoked_at bigint,
    foreign key (admin_id) references platform_admin (id)
);
create unique index uq_platform_session__token_hash on platform_session (token_hash);
create index ix_platform_session_admin on platform_session (admin_id, created_at);

-- What they did, added to and never changed. The company is named, not referred to by tenant_id: the row is not its own.
create table platform_event (
    id uuid not null primary key,
    at bigint not null,
    admin_id uuid,
    admin_name text not null,
    verb text not null,
    company_id uuid,
    company_key text,
    company_name text,
    reason text not null,
    address text not null
);
create index ix_platform_event_at on platform_event (at, id);

-- A company that is suspended: nobody of it signs in, and its jobs rest.
alter table tenant add column suspended_at bigint;
alter table tenant add column suspended_reason text;
alter table tenant add column resumed_at bigint;
create index ix_tenant_suspended on tenant (id) where suspended_at is not null;
