-- The company's working days, and a revision of its settings.

-- Days of the week that are worked, 1 for Monday to 7 for Sunday, as 12345. Without a row: Monday to Friday.
create table work_calendar (
    tenant_id uuid not null,
    week text not null,
    updated_at bigint not null,
    rev bigint not null,
    constraint uq_work_calendar__tenant_id primary key (tenant_id),
    foreign key (tenant_id) references tenant (id)
);

-- Days that differ from the week: holidays, and days that are worked to make up for them.
create table special_day (
    tenant_id uuid not null,
    day bigint not null,
    kind text not null,
    name text not null,
    constraint uq_special_day__day primary key (tenant_id, day),
    foreign key (tenant_id) references tenant (id)
);

-- Two administrators do not overwrite each other's settings.
alter table tenant add column settings_rev bigint not null default 1;
