-- Every committed change, in the order of the commits. Rows become visible in commit order, numbers are drawn before it; so a reader
-- orders by (xid, seq) and stops below the oldest transaction still running: nothing turns up behind it.
create sequence change_log_seq as bigint;
create table change_log (
    tenant_id uuid not null,
    seq bigint not null default nextval('change_log_seq'),
    xid bigint not null default (pg_current_xact_id()::text::bigint),
    at bigint not null,
    actor uuid,
    on_behalf uuid,
    channel text not null,
    request_id text,
    subject text not null,
    subject_id uuid,
    verb text not null,
    before text,
    after text,
    constraint uq_change_log__seq primary key (tenant_id, seq),
    foreign key (tenant_id) references tenant (id)
);
alter sequence change_log_seq owned by change_log.seq;
create index ix_change_log_position on change_log (tenant_id, xid, seq);
create index ix_change_log_subject on change_log (tenant_id, subject, subject_id, seq);
