-- Whoever administers a company that is there already may do what is new, or nobody could ever grant it.
insert into role_permission (tenant_id, id, role_id, permission, form_id, data_scope, departments)
select r.tenant_id, randomblob(16), r.id, p.name, null, 'all', '[]'
from role r cross join (select 'projects.create' as name union all select 'projects.admin') p
where r.key = 'administrator' and r.builtin;
update tenant set authz_version = authz_version + 1;
