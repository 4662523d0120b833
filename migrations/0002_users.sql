-- Editing, deactivating, deleting and erasing people (USR-1 to USR-6, EXT-7).

-- The address a place will have once its mailbox has proven itself (USR-2); the proof is in email_changes.
ALTER TABLE users ADD COLUMN pending_email TEXT;
-- Personal data are gone for good (USR-5).
ALTER TABLE users ADD COLUMN erased_at BIGINT;

-- Deleted people whose personal data can still be erased.
CREATE INDEX users_deleted_in_order ON users (organisation_id, name_sort, id)
  WHERE deleted_at IS NOT NULL AND erased_at IS NULL;
-- Places whose last day is set, across organisations, for the duty that ends them (EXT-7).
CREATE INDEX users_by_end ON users (access_ends_on, id)
  WHERE access_ends_on IS NOT NULL AND is_active = 1 AND deleted_at IS NULL;

-- The proof of a new mailbox (USR-2): only hashes of link and code, as for invitations.
CREATE TABLE email_changes (
  id              TEXT COLLATE "C" NOT NULL UNIQUE,
  organisation_id TEXT COLLATE "C" NOT NULL,
  user_id         TEXT COLLATE "C" NOT NULL,
  email           TEXT NOT NULL,
  email_key       TEXT COLLATE "C" NOT NULL,
  from_key        TEXT COLLATE "C" NOT NULL,       -- the address until then: letters went there
  token_hash      TEXT COLLATE "C" NOT NULL UNIQUE,
  code_hash       TEXT COLLATE "C" NOT NULL,
  attempts        INTEGER NOT NULL DEFAULT 0 CHECK (attempts BETWEEN 0 AND 5),
  expires_at      BIGINT NOT NULL,
  used_at         BIGINT,
  voided_at       BIGINT,                          -- a newer one replaced it, or it was taken back
  created_at      BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, user_id) REFERENCES users (organisation_id, id)
);
CREATE UNIQUE INDEX email_changes_one_open ON email_changes (organisation_id, user_id)
  WHERE used_at IS NULL AND voided_at IS NULL;
CREATE INDEX email_changes_of_user ON email_changes (organisation_id, user_id, created_at);
CREATE INDEX email_changes_by_expiry ON email_changes (expires_at);

-- Whose places were left behind by an account that is gone (USR-5). Nobody can sign in to it: it has no address.
INSERT INTO accounts (id, email, email_key, confirmed_at, created_at)
VALUES ('00000000-0000-7000-8000-000000000000', 'Deleted user', '', 0, 0);

-- What erasure looks for (USR-5).
CREATE INDEX letters_to ON letters (organisation_id, recipient);
