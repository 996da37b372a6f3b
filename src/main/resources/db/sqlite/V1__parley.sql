-- Times are milliseconds since 1970. Documents are JSON text. Ids are UUIDs of version 7 as text.

create table account (
    user_id       text primary key,
    email         text not null unique,
    display_name  text not null,
    password_hash text not null,
    roles         text not null,
    created_at    bigint not null
);

-- A family is one login and all refresh tokens that came from it; access tokens name it.
create table token_family (
    family_id  text primary key,
    user_id    text not null,
    created_at bigint not null,
    revoked_at bigint
);
create index token_family_user on token_family (user_id);
create index token_family_revoked on token_family (revoked_at) where revoked_at is not null;

create table refresh_token (
    token_hash       text primary key,
    family_id        text not null references token_family (family_id) on delete cascade,
    created_at       bigint not null,
    expires_at       bigint not null,
    spent_at         bigint,
    successor_hash   text,
    successor_sealed text
);
create index refresh_token_family on refresh_token (family_id);
create index refresh_token_expiry on refresh_token (expires_at);
create index refresh_token_sealed on refresh_token (spent_at) where successor_sealed is not null;

-- One-use tickets for a socket's upgrade.
create table ticket (
    ticket_hash text primary key,
    user_id     text not null,
    roles       text not null,
    family_id   text,
    token_until bigint not null,
    expires_at  bigint not null
);
create index ticket_expiry on ticket (expires_at);

create table idempotency_key (
    scope       text not null,
    name        text not null,
    body_hash   text not null,
    status      integer,
    media_type  text,
    body        text,
    created_at  bigint not null,
    primary key (scope, name)
);
create index idempotency_key_age on idempotency_key (created_at);

-- The cap of open sessions is the unique slot: only so many slots are ever tried.
create table chat_session (
    session_id        text primary key,
    user_id           text not null,
    status            text not null,
    slot              integer not null,
    preferred_channel text not null,
    metadata          text not null,
    client_session_id text,
    created_at        bigint not null,
    updated_at        bigint not null,
    last_activity_at  bigint not null,
    ended_at          bigint,
    end_reason        text,
    last_seq          bigint not null
);
create unique index chat_session_slot on chat_session (user_id, slot) where status <> 'ended';
create unique index chat_session_client_id on chat_session (user_id, client_session_id) where client_session_id is not null;
create index chat_session_user on chat_session (user_id, session_id);
create index chat_session_idle on chat_session (last_activity_at) where status <> 'ended';

-- What everyone who follows a session sees, in order.
create table session_event (
    session_id text   not null,
    seq        bigint not null,
    type       text   not null,
    ts         bigint not null,
    payload    text   not null,
    primary key (session_id, seq)
) without rowid;

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
create unique index message_client_id on message (session_id, client_message_id) where client_message_id is not null;

-- Turns that are not done: one running in a session, by the index; place orders those that wait.
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
);
create unique index turn_running on turn (session_id) where status = 'running';
create index turn_line on turn (session_id, place);
create index turn_lease on turn (lease_until) where status = 'running';

create table agent_state (
    session_id      text primary key,
    status          text not null,
    context         text not null,
    pending_actions text not null,
    updated_at      bigint not null
);

create table feedback_request (
    request_id      text primary key,
    session_id      text not null,
    user_id         text not null,
    message_id      text not null,
    streamed        integer not null,
    type            text not null,
    prompt          text not null,
    options         text not null,
    response_schema text,
    status          text not null,
    channels        text not null,
    created_at      bigint not null,
    expires_at      bigint not null,
    outcome         text
);
create index feedback_request_session on feedback_request (session_id, request_id);
create index feedback_request_user on feedback_request (user_id, status, request_id);
create index feedback_request_due on feedback_request (expires_at) where status = 'pending';

-- Every answer that arrived, the winner and the losers.
create table feedback_response (
    response_id     text primary key,
    request_id      text   not null,
    responder       text   not null,
    channel         text   not null,
    action          text,
    content         text,
    field_values    text,
    verdict         text   not null,
    idempotency_key text,
    created_at      bigint not null
);
create index feedback_response_request on feedback_response (request_id, response_id);
create unique index feedback_response_key on feedback_response (request_id, responder, idempotency_key)
    where idempotency_key is not null;
