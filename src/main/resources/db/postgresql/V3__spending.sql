-- What the model took for a user on a day, counted from 1970, in tokens.
create table spending (
    user_id text   not null,
    day     bigint not null,
    tokens  bigint not null,
    primary key (user_id, day)
);
create index spending_day on spending (day);
