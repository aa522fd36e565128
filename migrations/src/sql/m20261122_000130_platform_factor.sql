-- A second factor of those who look after the server, sealed like everybody's. The step is that of the code used last:
-- neither it nor one before counts again.

alter table platform_admin add column factor_secret text;
alter table platform_admin add column factor_confirmed_at bigint;
alter table platform_admin add column factor_last_step bigint not null default 0;
