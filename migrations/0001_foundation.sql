-- Ids are UUIDv7 text, times BIGINT microseconds UTC, flags 0/1. COLLATE "C" is bytewise order on both databases.

CREATE TABLE instance (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE accounts (
  id            TEXT COLLATE "C" PRIMARY KEY,
  email         TEXT NOT NULL,
  email_key     TEXT COLLATE "C" NOT NULL,
  password_hash TEXT,
  password_set_at BIGINT,                          -- known devices from before count no more (R-AUTH-8)
  confirmed_at  BIGINT,
  last_user_id  TEXT COLLATE "C",
  created_at    BIGINT NOT NULL
);
-- One confirmed account per address; an unconfirmed one never stands in its way (R-INV-12).
CREATE UNIQUE INDEX accounts_one_confirmed ON accounts (email_key) WHERE confirmed_at IS NOT NULL;
CREATE INDEX accounts_by_email ON accounts (email_key);
CREATE INDEX accounts_unconfirmed ON accounts (created_at) WHERE confirmed_at IS NULL;

CREATE TABLE organisations (
  id                       TEXT COLLATE "C" PRIMARY KEY,
  name                     TEXT NOT NULL,
  -- USR-6: exactly one Owner, active and in the role Owner; the columns below the id exist for the foreign key.
  owner_user_id            TEXT COLLATE "C" NOT NULL UNIQUE,
  owner_role               TEXT COLLATE "C" NOT NULL DEFAULT 'owner' CHECK (owner_role = 'owner'),
  owner_is_active          INTEGER NOT NULL DEFAULT 1 CHECK (owner_is_active = 1),
  invitation_lifetime_days INTEGER NOT NULL DEFAULT 7 CHECK (invitation_lifetime_days BETWEEN 1 AND 30),
  time_zone                TEXT NOT NULL DEFAULT 'Europe/London',
  session_idle_minutes     INTEGER NOT NULL DEFAULT 1440,
  session_hours            INTEGER NOT NULL DEFAULT 168,
  created_at               BIGINT NOT NULL,
  version                  BIGINT NOT NULL DEFAULT 1
  --@sqlite
  , FOREIGN KEY (id, owner_user_id, owner_role, owner_is_active)
    REFERENCES users (organisation_id, id, role, is_active) DEFERRABLE INITIALLY DEFERRED
  --@both
);

CREATE TABLE sites (
  id              TEXT COLLATE "C" NOT NULL UNIQUE,
  organisation_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
  name            TEXT NOT NULL,
  name_key        TEXT COLLATE "C" NOT NULL,
  name_sort       TEXT COLLATE "C" NOT NULL,
  address         TEXT NOT NULL DEFAULT '',
  postcode        TEXT NOT NULL DEFAULT '',
  contact_name    TEXT NOT NULL DEFAULT '',
  contact_phone   TEXT NOT NULL DEFAULT '',
  contact_email   TEXT NOT NULL DEFAULT '',
  is_active       INTEGER NOT NULL DEFAULT 1,
  created_at      BIGINT NOT NULL,
  version         BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (organisation_id, id)
);
CREATE UNIQUE INDEX sites_by_name ON sites (organisation_id, name_key);
CREATE INDEX sites_in_order ON sites (organisation_id, name_sort, id);

CREATE TABLE users (
  id              TEXT COLLATE "C" NOT NULL UNIQUE,
  organisation_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id) DEFERRABLE INITIALLY DEFERRED,
  account_id      TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
  name            TEXT NOT NULL,
  name_sort       TEXT COLLATE "C" NOT NULL,
  email           TEXT NOT NULL,
  email_key       TEXT COLLATE "C" NOT NULL,
  role            TEXT COLLATE "C" NOT NULL,
  site_id         TEXT COLLATE "C",
  job_title       TEXT NOT NULL DEFAULT '',
  phone           TEXT NOT NULL DEFAULT '',
  is_active       INTEGER NOT NULL DEFAULT 1,
  is_external     INTEGER NOT NULL DEFAULT 0,
  company_name    TEXT NOT NULL DEFAULT '',
  company_address TEXT NOT NULL DEFAULT '',
  access_ends_on  TEXT COLLATE "C",
  last_seen_at    BIGINT NOT NULL DEFAULT 0,  -- 0: never
  created_at      BIGINT NOT NULL,
  deleted_at      BIGINT,
  version         BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, id, role, is_active),
  FOREIGN KEY (organisation_id, site_id) REFERENCES sites (organisation_id, id),
  CHECK (is_external = 0 OR company_name <> ''),
  CHECK (role <> 'contractor' OR is_external = 1),
  CHECK (role <> 'owner' OR is_external = 0)
);
CREATE UNIQUE INDEX users_one_place ON users (organisation_id, account_id) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX users_by_email ON users (organisation_id, email_key) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX users_one_owner ON users (organisation_id) WHERE role = 'owner' AND deleted_at IS NULL;
CREATE INDEX users_of_account ON users (account_id);
-- The list of people reads 26 rows along one of these, whatever it is sorted and filtered by (USR-8). Those of the rare
-- flags hold few rows.
CREATE INDEX users_in_order ON users (organisation_id, name_sort, id) WHERE deleted_at IS NULL;
CREATE INDEX users_in_email_order ON users (organisation_id, email_key, id) WHERE deleted_at IS NULL;
CREATE INDEX users_in_role_order ON users (organisation_id, role, name_sort, id) WHERE deleted_at IS NULL;
CREATE INDEX users_in_last_seen_order ON users (organisation_id, last_seen_at, id) WHERE deleted_at IS NULL;
CREATE INDEX users_of_role_in_email_order ON users (organisation_id, role, email_key, id) WHERE deleted_at IS NULL;
CREATE INDEX users_of_role_in_last_seen_order ON users (organisation_id, role, last_seen_at, id) WHERE deleted_at IS NULL;
CREATE INDEX users_by_site ON users (organisation_id, site_id, name_sort, id);
CREATE INDEX users_by_site_in_email_order ON users (organisation_id, site_id, email_key, id) WHERE deleted_at IS NULL;
CREATE INDEX users_by_site_in_role_order ON users (organisation_id, site_id, role, name_sort, id) WHERE deleted_at IS NULL;
CREATE INDEX users_by_site_in_last_seen_order ON users (organisation_id, site_id, last_seen_at, id) WHERE deleted_at IS NULL;
CREATE INDEX users_inactive_in_order ON users (organisation_id, name_sort, id) WHERE deleted_at IS NULL AND is_active = 0;
CREATE INDEX users_inactive_in_email_order ON users (organisation_id, email_key, id) WHERE deleted_at IS NULL AND is_active = 0;
CREATE INDEX users_inactive_in_role_order ON users (organisation_id, role, name_sort, id) WHERE deleted_at IS NULL AND is_active = 0;
CREATE INDEX users_inactive_in_last_seen_order ON users (organisation_id, last_seen_at, id) WHERE deleted_at IS NULL AND is_active = 0;
CREATE INDEX users_external_in_order ON users (organisation_id, name_sort, id) WHERE deleted_at IS NULL AND is_external = 1;
CREATE INDEX users_external_in_email_order ON users (organisation_id, email_key, id) WHERE deleted_at IS NULL AND is_external = 1;
CREATE INDEX users_external_in_role_order ON users (organisation_id, role, name_sort, id) WHERE deleted_at IS NULL AND is_external = 1;
CREATE INDEX users_external_in_last_seen_order ON users (organisation_id, last_seen_at, id) WHERE deleted_at IS NULL AND is_external = 1;

--@postgresql
ALTER TABLE organisations ADD FOREIGN KEY (id, owner_user_id, owner_role, owner_is_active)
  REFERENCES users (organisation_id, id, role, is_active) DEFERRABLE INITIALLY DEFERRED;
--@both

-- Words of name, email, job title and company, case-folded: search by the beginning of a word.
CREATE TABLE user_terms (
  organisation_id TEXT COLLATE "C" NOT NULL,
  term            TEXT COLLATE "C" NOT NULL,
  user_id         TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (organisation_id, term, user_id),
  FOREIGN KEY (organisation_id, user_id) REFERENCES users (organisation_id, id)
);
CREATE INDEX user_terms_of_user ON user_terms (organisation_id, user_id);

CREATE TABLE sessions (
  id                 TEXT COLLATE "C" PRIMARY KEY,
  token_hash         TEXT COLLATE "C" NOT NULL UNIQUE,
  account_id         TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
  organisation_id    TEXT COLLATE "C" NOT NULL,
  user_id            TEXT COLLATE "C" NOT NULL,
  created_at         BIGINT NOT NULL,
  last_used_at       BIGINT NOT NULL,
  reauthenticated_at BIGINT NOT NULL,
  address            TEXT NOT NULL DEFAULT '',
  agent              TEXT NOT NULL DEFAULT '',
  FOREIGN KEY (organisation_id, user_id) REFERENCES users (organisation_id, id)
);
CREATE INDEX sessions_of_account ON sessions (account_id, created_at);
CREATE INDEX sessions_of_user ON sessions (organisation_id, user_id);
CREATE INDEX sessions_by_last_use ON sessions (last_used_at);

-- Proofs of a mailbox after sign-up, and forgotten passwords: only hashes.
CREATE TABLE confirmations (
  id              TEXT COLLATE "C" PRIMARY KEY,
  token_hash      TEXT COLLATE "C" NOT NULL UNIQUE,
  code_hash       TEXT COLLATE "C" NOT NULL,
  account_id      TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
  organisation_id TEXT COLLATE "C" NOT NULL,
  user_id         TEXT COLLATE "C" NOT NULL,
  attempts        INTEGER NOT NULL DEFAULT 0,
  expires_at      BIGINT NOT NULL,
  used_at         BIGINT,
  voided_at       BIGINT,                          -- a newer mail replaced it
  created_at      BIGINT NOT NULL,
  FOREIGN KEY (organisation_id, user_id) REFERENCES users (organisation_id, id)
);
CREATE INDEX confirmations_of_account ON confirmations (account_id);

CREATE TABLE password_resets (
  token_hash TEXT COLLATE "C" PRIMARY KEY,
  account_id TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
  expires_at BIGINT NOT NULL,
  used_at    BIGINT,
  voided_at  BIGINT,
  created_at BIGINT NOT NULL
);
CREATE INDEX password_resets_of_account ON password_resets (account_id);
CREATE INDEX password_resets_by_expiry ON password_resets (expires_at);

-- Sign-in failures by bucket: a keyed hash of the email key (known or not), or of account and known device (R-AUTH-7, 8).
CREATE TABLE sign_in_failures (
  bucket      TEXT COLLATE "C" PRIMARY KEY,
  failures    INTEGER NOT NULL,
  blocked_until BIGINT NOT NULL,
  last_at     BIGINT NOT NULL
);
CREATE INDEX sign_in_failures_by_age ON sign_in_failures (last_at);

-- Windows of the limits that hold across processes (INV-22, R-INV-13).
CREATE TABLE counters (
  name       TEXT COLLATE "C" NOT NULL,
  window_at  BIGINT NOT NULL,
  count      BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (name, window_at)
);
CREATE INDEX counters_by_expiry ON counters (expires_at);

CREATE TABLE letters (
  id              TEXT COLLATE "C" PRIMARY KEY,
  organisation_id TEXT COLLATE "C" REFERENCES organisations (id),
  kind            TEXT NOT NULL,
  recipient       TEXT NOT NULL,
  recipient_name  TEXT NOT NULL,
  box             TEXT NOT NULL,               -- sealed; empty once sent, failed or cancelled (R-MAIL-10)
  message_id      TEXT NOT NULL,
  subject_id      TEXT COLLATE "C" NOT NULL,
  generation      BIGINT NOT NULL,
  state           TEXT COLLATE "C" NOT NULL CHECK (state IN ('queued', 'sent', 'kept', 'failed', 'cancelled')),
  answer          TEXT NOT NULL DEFAULT '',
  attempts        INTEGER NOT NULL DEFAULT 0,
  next_attempt_at BIGINT NOT NULL,
  lease_owner     TEXT COLLATE "C" NOT NULL DEFAULT '',
  leased_until    BIGINT NOT NULL DEFAULT 0,
  expires_at      BIGINT NOT NULL,
  created_at      BIGINT NOT NULL,
  finished_at     BIGINT
);
CREATE INDEX letters_due ON letters (next_attempt_at, id) WHERE state = 'queued';
CREATE INDEX letters_of_subject ON letters (subject_id, generation);

CREATE TABLE invitations (
  id              TEXT COLLATE "C" NOT NULL UNIQUE,
  organisation_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
  user_id         TEXT COLLATE "C" NOT NULL UNIQUE,  -- the id its user will have (INV-24)
  name            TEXT NOT NULL,
  name_sort       TEXT COLLATE "C" NOT NULL,
  email           TEXT NOT NULL,
  email_key       TEXT COLLATE "C" NOT NULL,
  role            TEXT COLLATE "C" NOT NULL CHECK (role <> 'owner'),
  site_id         TEXT COLLATE "C",
  job_title       TEXT NOT NULL DEFAULT '',
  phone           TEXT NOT NULL DEFAULT '',
  is_external     INTEGER NOT NULL DEFAULT 0,
  company_name    TEXT NOT NULL DEFAULT '',
  company_address TEXT NOT NULL DEFAULT '',
  state           TEXT COLLATE "C" NOT NULL CHECK (state IN ('pending', 'locked', 'accepted', 'revoked')),
  generation      BIGINT NOT NULL DEFAULT 1,
  token_hash      TEXT COLLATE "C" NOT NULL UNIQUE,
  code_hash       TEXT COLLATE "C" NOT NULL,
  key_id          TEXT COLLATE "C" NOT NULL,
  attempts        INTEGER NOT NULL DEFAULT 0 CHECK (attempts BETWEEN 0 AND 5),
  lifetime_days   INTEGER NOT NULL CHECK (lifetime_days BETWEEN 1 AND 30),
  expires_at      BIGINT NOT NULL,
  sent_at         BIGINT NOT NULL,                   -- when the present generation was made
  letter_id       TEXT COLLATE "C" NOT NULL,
  invited_by      TEXT COLLATE "C" NOT NULL,
  created_at      BIGINT NOT NULL,
  closed_at       BIGINT,
  accepted_user_id TEXT COLLATE "C",
  version         BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, site_id) REFERENCES sites (organisation_id, id),
  FOREIGN KEY (organisation_id, invited_by) REFERENCES users (organisation_id, id),
  CHECK (is_external = 0 OR company_name <> ''),
  CHECK (role <> 'contractor' OR is_external = 1),
  CHECK ((state = 'locked') = (attempts = 5 AND state NOT IN ('accepted', 'revoked')))
);
-- INV-11, R-INV-15: the referee of a race between two inviters.
CREATE UNIQUE INDEX invitations_one_open ON invitations (organisation_id, email_key) WHERE state IN ('pending', 'locked');
CREATE INDEX invitations_in_order ON invitations (organisation_id, created_at, id);
CREATE INDEX invitations_open_in_order ON invitations (organisation_id, created_at, id) WHERE state IN ('pending', 'locked');
CREATE INDEX invitations_by_inviter ON invitations (organisation_id, invited_by);
CREATE INDEX invitations_by_site ON invitations (organisation_id, site_id);
CREATE INDEX invitations_by_accepted_user ON invitations (organisation_id, accepted_user_id);

-- Tokens that a resend has replaced: their holder is told `replaced`, not `not_found`.
CREATE TABLE replaced_tokens (
  token_hash      TEXT COLLATE "C" PRIMARY KEY,
  organisation_id TEXT COLLATE "C" NOT NULL,
  invitation_id   TEXT COLLATE "C" NOT NULL,
  replaced_at     BIGINT NOT NULL,
  FOREIGN KEY (organisation_id, invitation_id) REFERENCES invitations (organisation_id, id)
);
CREATE INDEX replaced_tokens_of_invitation ON replaced_tokens (organisation_id, invitation_id);

CREATE TABLE invitation_terms (
  organisation_id TEXT COLLATE "C" NOT NULL,
  term            TEXT COLLATE "C" NOT NULL,
  invitation_id   TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (organisation_id, term, invitation_id),
  FOREIGN KEY (organisation_id, invitation_id) REFERENCES invitations (organisation_id, id)
);
CREATE INDEX invitation_terms_of_invitation ON invitation_terms (organisation_id, invitation_id);

-- R-INV-18: the first answer to a repeated POST, sealed, for 24 hours.
CREATE TABLE idempotency_keys (
  user_id         TEXT COLLATE "C" NOT NULL,
  organisation_id TEXT COLLATE "C" NOT NULL,
  path            TEXT COLLATE "C" NOT NULL,
  key             TEXT COLLATE "C" NOT NULL,
  body_hash       TEXT COLLATE "C" NOT NULL,
  status          INTEGER NOT NULL,
  box             TEXT NOT NULL,
  created_at      BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, user_id, path, key),
  FOREIGN KEY (organisation_id, user_id) REFERENCES users (organisation_id, id)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

-- AUD-2: append-only, chained by hash per organisation. `body` is what the hash covers: ids, plain values, commitments.
CREATE TABLE audit_heads (
  organisation_id TEXT COLLATE "C" PRIMARY KEY REFERENCES organisations (id) DEFERRABLE INITIALLY DEFERRED,
  number          BIGINT NOT NULL,
  hash            TEXT COLLATE "C" NOT NULL
);
CREATE TABLE audit_entries (
  organisation_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id) DEFERRABLE INITIALLY DEFERRED,
  number          BIGINT NOT NULL,
  at              BIGINT NOT NULL,
  actor_user_id   TEXT COLLATE "C" NOT NULL,  -- empty: nobody signed in
  action          TEXT COLLATE "C" NOT NULL,
  record_type     TEXT COLLATE "C" NOT NULL,
  record_id       TEXT COLLATE "C" NOT NULL,
  body            TEXT NOT NULL,
  previous_hash   TEXT COLLATE "C" NOT NULL,
  hash            TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (organisation_id, number)
);
CREATE INDEX audit_entries_of_record ON audit_entries (organisation_id, record_type, record_id, number);
CREATE INDEX audit_entries_of_actor ON audit_entries (organisation_id, actor_user_id, number);
CREATE INDEX audit_entries_by_action ON audit_entries (organisation_id, action, number);
CREATE INDEX audit_entries_by_time ON audit_entries (organisation_id, at, number);
-- Personal values of an entry with their salts (JSON): what erasure removes.
CREATE TABLE audit_personal (
  organisation_id TEXT COLLATE "C" NOT NULL,
  number          BIGINT NOT NULL,
  personal        TEXT NOT NULL,
  PRIMARY KEY (organisation_id, number),
  FOREIGN KEY (organisation_id, number) REFERENCES audit_entries (organisation_id, number)
);

--@sqlite
CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
-- The log of an organisation goes only after the organisation itself (a sign-up that was never confirmed, R-INV-12).
CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries
WHEN EXISTS (SELECT 1 FROM organisations WHERE id = OLD.organisation_id)
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
--@postgresql
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT 1 FROM organisations WHERE id = OLD.organisation_id) THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'the audit log is append-only';
END $body$;
CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE ON audit_entries
FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
--@both
