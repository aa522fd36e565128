-- Records: a document, plus typed slots that a form's filterable fields are mapped to when it is published.
-- n slots hold numbers at the field's scale, days, instants and booleans; t slots hold texts, keys and ids.
-- The slot columns and their indexes follow from records.rs, which writes them out.

create table record (
    tenant_id uuid not null,
    form_id uuid not null,
    id uuid not null,
    version bigint not null,
    title text not null,
    data text not null,
    status text,
    serial text,
    department_id uuid,
    created_by uuid not null,
    created_at bigint not null,
    updated_by uuid not null,
    updated_at bigint not null,
    rev bigint not null,
    deleted_at bigint,
    instance_id uuid,
{slots}
    constraint uq_record__id primary key (tenant_id, form_id, id),
    foreign key (tenant_id, form_id, version) references form_version (tenant_id, form_id, version),
    foreign key (tenant_id, department_id) references department (tenant_id, id),
    foreign key (tenant_id, created_by) references app_user (tenant_id, id),
    foreign key (tenant_id, updated_by) references app_user (tenant_id, id)
);
-- A record's id alone finds its form, and with it the right scope.
create unique index ix_record_id on record (tenant_id, id);
create index ix_record_created on record (tenant_id, form_id, created_at, id);
create index ix_record_department on record (tenant_id, form_id, department_id, created_at, id);
create index ix_record_creator on record (tenant_id, form_id, created_by, created_at, id);
create index ix_record_deleted on record (tenant_id, deleted_at) where deleted_at is not null;
{slot_indexes}
-- A unique field's values. The row is the lock: two submissions of one value cannot both be stored.
create table record_unique (
    tenant_id uuid not null,
    form_id uuid not null,
    field text not null,
    value text not null,
    record_id uuid not null,
    constraint uq_record_unique__value primary key (tenant_id, form_id, field, value),
    foreign key (tenant_id, form_id, record_id) references record (tenant_id, form_id, id) on delete cascade
);
create index ix_record_unique_record on record_unique (tenant_id, form_id, record_id);

create table serial_counter (
    tenant_id uuid not null,
    form_id uuid not null,
    field text not null,
    period text not null,
    next_value bigint not null,
    constraint uq_serial_counter__period primary key (tenant_id, form_id, field, period),
    foreign key (tenant_id, form_id) references form (tenant_id, id)
);
