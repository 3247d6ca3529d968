-- What a citizen does on the follow page: a question to them as a step, and a request that is opened again.

set local lock_timeout = '5s';
set local statement_timeout = '10min';

-- A question's planned_date is the last day for its answer; due_at is the instant at which that day is over, exclusive.
alter table step add column question text;
alter table step add column answer text;
alter table step add column due_at timestamptz;

alter table step drop constraint step_kind_check;
alter table step drop constraint step_state_check;
alter table step drop constraint step_done_check;
alter table step add constraint step_kind_check check (kind in ('inspection', 'question')) not valid;
alter table step add constraint step_state_check
  check (state in ('planned', 'done', 'asked', 'answered', 'lapsed', 'cancelled')) not valid;
alter table step add constraint step_kind_state_check
  check (state = 'cancelled' or (kind = 'inspection') = (state = 'planned' or state = 'done')) not valid;
alter table step add constraint step_done_check check ((state = 'done' or state = 'answered') = (done_at is not null)) not valid;
alter table step add constraint step_question_check
  check (kind <> 'question' or (question is not null and due_at is not null)) not valid;

-- Questions that wait: for lists of requests, and for the clock. Of what there was before none does, so it is made at once.
-- squawk-ignore require-concurrent-index-creation
create index step_asked_idx on step (municipality_id, request_id, due_at) where state = 'asked';

-- when it was last opened again: the term counts from there
alter table request add column reopened_at timestamptz;
