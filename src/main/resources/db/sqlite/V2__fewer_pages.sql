-- The rows of these two lie in the tree of their key, so that a commit, of which an answer has three, writes fewer pages.
-- Turns are few: whose lease is over is found without an index.

alter table turn rename to turn_1;
drop index turn_running;
drop index turn_line;
drop index turn_lease;
create table turn (
    turn_id     text primary key,
    session_id  text   not null,
    message_id  text   not null,
    answer_id   text   not null,
    request_id  text,
    place       bigint not null,
    status      text   not null,
    streamed    integer not null,
    started     integer not null,
    owner       text,
    lease_until bigint
) without rowid;
insert into turn
select turn_id, session_id, message_id, answer_id, request_id, place, status, streamed, started, owner, lease_until
from turn_1;
drop table turn_1;
create unique index turn_running on turn (session_id) where status = 'running';
create index turn_line on turn (session_id, place);

alter table agent_state rename to agent_state_1;
create table agent_state (
    session_id      text primary key,
    status          text not null,
    context         text not null,
    pending_actions text not null,
    updated_at      bigint not null
) without rowid;
insert into agent_state select session_id, status, context, pending_actions, updated_at from agent_state_1;
drop table agent_state_1;
