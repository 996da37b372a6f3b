alter table account add column disabled_at bigint;
-- What retention looks for.
create index chat_session_ended on chat_session (ended_at) where status = 'ended';
