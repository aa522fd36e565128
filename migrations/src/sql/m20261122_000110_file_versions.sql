-- Versions of a file. Its row is the current one, wherever the file stands; what was current before stands beside it.

alter table file add column version bigint not null default 1;
alter table file add column version_by uuid;
alter table file add column version_at bigint;
alter table file add column version_note text;
alter table file add column restored_from bigint;
alter table file add column locked_by uuid;
alter table file add column locked_until bigint;

create table file_version (
    tenant_id uuid not null,
    file_id uuid not null,
    version bigint not null,
    sha256 text not null,
    name text not null,
    size bigint not null,
    mime text not null,
    version_by uuid not null,
    version_at bigint not null,
    version_note text not null,
    restored_from bigint,
    constraint uq_file_version__version primary key (tenant_id, file_id, version),
    foreign key (tenant_id, file_id) references file (tenant_id, id) on delete cascade,
    foreign key (tenant_id, version_by) references app_user (tenant_id, id)
);
create index ix_file_version_sha256 on file_version (tenant_id, sha256);
