-- A session through which somebody looks with another person's eyes, and until when.
alter table session add column view_user uuid;
alter table session add column view_until bigint;
