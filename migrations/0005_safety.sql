-- The bell (NOT-1). A notice shows names, so it goes with the person it is about (`about_email_key`).
CREATE TABLE notifications (
  id              TEXT COLLATE "C" NOT NULL UNIQUE,
  organisation_id TEXT COLLATE "C" NOT NULL,
  user_id         TEXT COLLATE "C" NOT NULL,
  kind            TEXT COLLATE "C" NOT NULL,
  title           TEXT NOT NULL,
  path            TEXT NOT NULL,
  subject_id      TEXT COLLATE "C" NOT NULL,
  about_email_key TEXT COLLATE "C" NOT NULL DEFAULT '',
  created_at      BIGINT NOT NULL,
  read_at         BIGINT,
  mailed_at       BIGINT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, user_id) REFERENCES users (organisation_id, id)
);
CREATE INDEX notifications_of_user ON notifications (organisation_id, user_id, created_at, id);
CREATE INDEX notifications_unread ON notifications (organisation_id, user_id, created_at, id) WHERE read_at IS NULL;
CREATE INDEX notifications_mailed ON notifications (organisation_id, user_id, mailed_at) WHERE mailed_at IS NOT NULL;
CREATE INDEX notifications_about ON notifications (organisation_id, about_email_key) WHERE about_email_key <> '';
CREATE INDEX notifications_by_age ON notifications (created_at);

-- USR-9: only choices that differ from the kind's usual one.
CREATE TABLE notification_choices (
  organisation_id TEXT COLLATE "C" NOT NULL,
  user_id         TEXT COLLATE "C" NOT NULL,
  kind            TEXT COLLATE "C" NOT NULL,
  email           INTEGER NOT NULL CHECK (email IN (0, 1)),
  PRIMARY KEY (organisation_id, user_id, kind),
  FOREIGN KEY (organisation_id, user_id) REFERENCES users (organisation_id, id)
);

-- Whether a second factor was shown when the session was opened, or since.
ALTER TABLE sessions ADD COLUMN second_factor INTEGER NOT NULL DEFAULT 0 CHECK (second_factor IN (0, 1));

-- Programs that act for one place; only the SHA-256 of the token.
CREATE TABLE api_tokens (
  id              TEXT COLLATE "C" NOT NULL UNIQUE,
  organisation_id TEXT COLLATE "C" NOT NULL,
  user_id         TEXT COLLATE "C" NOT NULL,
  name            TEXT NOT NULL,
  token_hash      TEXT COLLATE "C" NOT NULL UNIQUE,
  created_at      BIGINT NOT NULL,
  expires_at      BIGINT NOT NULL,
  last_used_at    BIGINT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, user_id) REFERENCES users (organisation_id, id)
);
CREATE INDEX api_tokens_of_user ON api_tokens (organisation_id, user_id, created_at, id);
CREATE INDEX api_tokens_by_expiry ON api_tokens (expires_at);

-- What belongs to an account goes with it.
CREATE TABLE authenticators (
  account_id   TEXT COLLATE "C" PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  secret_box   TEXT NOT NULL,
  last_step    BIGINT NOT NULL DEFAULT 0, -- of the last code that was taken: none is taken twice (RFC 6238 5.2)
  created_at   BIGINT NOT NULL,
  confirmed_at BIGINT                     -- NULL: being set up, asked from nobody
);
CREATE TABLE recovery_codes (
  account_id TEXT COLLATE "C" NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  code_hash  TEXT COLLATE "C" NOT NULL,
  used_at    BIGINT,
  PRIMARY KEY (account_id, code_hash)
);
CREATE TABLE passkeys (
  id            TEXT COLLATE "C" PRIMARY KEY,
  account_id    TEXT COLLATE "C" NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  credential_id TEXT COLLATE "C" NOT NULL UNIQUE,
  algorithm     INTEGER NOT NULL,
  public_key    TEXT NOT NULL,
  counter       BIGINT NOT NULL,
  name          TEXT NOT NULL,
  created_at    BIGINT NOT NULL,
  last_used_at  BIGINT
);
CREATE INDEX passkeys_of_account ON passkeys (account_id, created_at);

-- A new address for an account, until its mailbox is proven by link and code: only hashes.
CREATE TABLE account_email_changes (
  id         TEXT COLLATE "C" PRIMARY KEY,
  account_id TEXT COLLATE "C" NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  email      TEXT NOT NULL,
  token_hash TEXT COLLATE "C" NOT NULL UNIQUE,
  code_hash  TEXT COLLATE "C" NOT NULL,
  attempts   INTEGER NOT NULL DEFAULT 0 CHECK (attempts BETWEEN 0 AND 5),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at    BIGINT,
  voided_at  BIGINT
);
CREATE INDEX account_email_changes_of_account ON account_email_changes (account_id);
CREATE INDEX account_email_changes_by_expiry ON account_email_changes (expires_at);
