-- Whoever administers a company that is there already may look through others' eyes, or nobody could ever grant it.
insert into role_permission (tenant_id, id, role_id, permission, form_id, data_scope, departments)
select r.tenant_id, randomblob(16), r.id, 'people.viewAs', null, 'all', '[]'
from role r
where r.key = 'administrator' and r.builtin and not exists (
    select 1 from role_permission p
    where p.tenant_id = r.tenant_id and p.role_id = r.id and p.permission = 'people.viewAs'
);
update tenant set authz_version = authz_version + 1;
