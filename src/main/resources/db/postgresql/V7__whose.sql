-- What is kept of a person, for their export and its removal.
create index notice_user on notice (user_id);
create index feedback_response_responder on feedback_response (responder);
