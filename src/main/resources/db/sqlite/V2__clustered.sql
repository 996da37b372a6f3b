-- The rows of a session lie together in the tree of their key, instead of in the order they came with the key beside
-- them: a commit writes fewer pages, and reading a session's past reads few of them. Turns are few; whose lease is over is
-- found without an index.

alter table session_event rename to session_event_1;
create table session_event (
    session_id text   not null,
    seq        bigint not null,
    type       text   not null,
    ts         bigint not null,
    payload    text   not null,
    primary key (session_id, seq)
) without rowid;
insert into session_event select session_id, seq, type, ts, payload from session_event_1;
drop table session_event_1;

alter table message rename to message_1;
drop index message_client_id;
create table message (
    session_id          text   not null,
    seq                 bigint not null,
    message_id          text   not null unique,
    role                text   not null,
    channel             text   not null,
    content             text   not null,
    status              text   not null,
    action              text,
    client_message_id   text,
    in_reply_to_message text,
    finish_reason       text,
    created_at          bigint not null,
    primary key (session_id, seq, message_id)
) without rowid;
insert into message
select session_id, seq, message_id, role, channel, content, status, action,
       client_message_id, in_reply_to_message, finish_reason, created_at
from message_1;
drop table message_1;
create unique index message_client_id on message (session_id, client_message_id) where client_message_id is not null;

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
