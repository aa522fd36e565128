-- Who administers a company may import and export, and pass that on: nobody can give what nobody holds.
insert into role_permission (tenant_id, id, role_id, permission, form_id, data_scope, departments)
select r.tenant_id, randomblob(16), r.id, p.permission, null, d.data_scope, d.departments
from role r
join role_permission d on d.tenant_id = r.tenant_id and d.role_id = r.id and d.permission = 'records.create'
    and d.form_id is null
cross join (select 'records.import' as permission union all select 'records.export') p
where r.key = 'administrator' and r.builtin = 1;
update tenant set authz_version = authz_version + 1;
