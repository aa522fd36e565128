-- What can be found, by the words that are looked for. Follows from other tables: no backup holds it.

-- number says how new it is, the newest the greatest, and joins it to its parts.
create table search_entry (
    tenant_id blob not null,
    subject_id blob not null,
    kind text not null,
    container blob,
    words text not null,
    number integer not null,
    constraint uq_search_entry__subject_id primary key (tenant_id, subject_id),
    foreign key (tenant_id) references tenant (id)
) strict;
create unique index uq_search_entry__number on search_entry (number);

-- The parts of the words, each a number of its tenant's own, so that nobody's query walks another's lists.
create virtual table search_part using fts5 (
    parts,
    content = '',
    contentless_delete = 1,
    detail = none,
    tokenize = 'ascii'
);

-- How far what was there before is taken up.
create table search_fill (
    tenant_id blob not null,
    kind text not null,
    behind blob,
    done integer not null,
    constraint uq_search_fill__kind primary key (tenant_id, kind),
    foreign key (tenant_id) references tenant (id)
) strict;
