-- The sign-in library's tables (better-auth), one account per installation: no municipality in their keys.

create table sign_in_user (
  id text not null,
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  image text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint sign_in_user_pkey primary key (id),
  constraint sign_in_user_email_key unique (email)
);

create table sign_in_session (
  id text not null,
  user_id text not null,
  token text not null,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint sign_in_session_pkey primary key (id),
  constraint sign_in_session_token_key unique (token),
  constraint sign_in_session_user_fkey foreign key (user_id) references sign_in_user (id) on delete cascade
);
create index sign_in_session_user_idx on sign_in_session (user_id);

create table sign_in_account (
  id text not null,
  user_id text not null,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint sign_in_account_pkey primary key (id),
  constraint sign_in_account_user_fkey foreign key (user_id) references sign_in_user (id) on delete cascade
);
create index sign_in_account_user_idx on sign_in_account (user_id);

create table sign_in_verification (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint sign_in_verification_pkey primary key (id)
);
create index sign_in_verification_identifier_idx on sign_in_verification (identifier);

grant select, insert, update, delete on sign_in_user, sign_in_session, sign_in_account, sign_in_verification
  to insieme_web, insieme_worker;
