-- Where people can be reached; place is the order in which they were given.
create table channel (
    user_id       text   not null,
    type          text   not null,
    address       text   not null,
    place         integer not null,
    priority      integer not null,
    retry_limit   integer not null,
    timeout_ms    bigint not null,
    enabled       integer not null,
    verified_at   bigint,
    primary key (user_id, type, address)
);

-- The outbox: what is to be sent, and what was.
create table notice (
    notice_id   text primary key,
    kind        text   not null,
    user_id     text   not null,
    session_id  text,
    subject_id  text,
    channel     text   not null,
    address     text   not null,
    retry_limit integer not null,
    attempt     integer not null,
    due_at      bigint not null,
    status      text   not null,
    reference   text,
    reason      text,
    opened_at   bigint,
    created_at  bigint not null
);
create index notice_due on notice (channel, due_at) where status = 'waiting';
create index notice_subject on notice (subject_id, notice_id) where subject_id is not null;
create index notice_session on notice (session_id, channel, notice_id) where session_id is not null;
create index notice_address on notice (address, channel, notice_id);
create index notice_dead on notice (notice_id) where status = 'dead';
create index notice_confirmation on notice (user_id, created_at) where kind = 'confirmation';

-- Whoever has the token is the reader of the notice.
create table notice_link (
    token_hash text primary key,
    notice_id  text   not null,
    created_at bigint not null
);
create index notice_link_notice on notice_link (notice_id);

-- What happened to each question, in order; each hash is over the one before it and the entry.
create table audit_link (
    request_id text   not null,
    place      integer not null,
    entry      text   not null,
    hash       text   not null,
    primary key (request_id, place)
) without rowid;
create trigger audit_link_is_final before update on audit_link
begin
    select raise(abort, 'what is in the audit is not changed');
end;

-- Who may answer a question, and since when; whoever was asked before this was the owner of the session.
create table feedback_responder (
    request_id text   not null,
    user_id    text   not null,
    from_at    bigint not null,
    primary key (request_id, user_id)
) without rowid;
create index feedback_responder_user on feedback_responder (user_id, request_id);
insert into feedback_responder (request_id, user_id, from_at)
select request_id, user_id, created_at from feedback_request;
drop index feedback_request_user;
create index feedback_request_pending on feedback_request (request_id) where status = 'pending';
alter table feedback_request add column needed integer not null default 1;
