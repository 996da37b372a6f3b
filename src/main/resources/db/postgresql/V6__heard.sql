-- When somebody last said something to what was sent: the answer goes there, and not to what was sent last.
alter table notice add column heard_at bigint;
