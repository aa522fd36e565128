-- Which request took a key, and what it made, so that any write can be told from its repetition.
alter table idempotency add column taken_by text;
alter table idempotency add column made text;
