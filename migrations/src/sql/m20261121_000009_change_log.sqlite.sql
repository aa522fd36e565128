-- Every committed change. With one writer the number order is the commit order, and xid stays 0.
create table change_log (
    tenant_id blob not null,
    seq integer not null,
    xid integer not null default 0,
    at integer not null,
    actor blob,
    on_behalf blob,
    channel text not null,
    request_id text,
    subject text not null,
    subject_id blob,
    verb text not null,
    before text,
    after text,
    constraint uq_change_log__seq primary key (tenant_id, seq),
    foreign key (tenant_id) references tenant (id)
) strict;
create index ix_change_log_position on change_log (tenant_id, xid, seq);
create index ix_change_log_subject on change_log (tenant_id, subject, subject_id, seq);
