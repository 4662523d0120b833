-- INV: invitations can be declined (INV-19) and held (INV-23), carry a message (INV-21) and an end of access (EXT-7),
-- are reminded of (INV-25) and asked for anew (INV-18); their code may be told by phone (INV-12).
--@sqlite
-- SQLite changes a CHECK only by a new table. Its children are put aside meanwhile, so that no foreign key is broken.
CREATE TABLE invitations_rebuilt (
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
  state           TEXT COLLATE "C" NOT NULL CHECK (state IN ('pending', 'locked', 'accepted', 'declined', 'revoked')),
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
  held            INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1)),
  access_ends_on  TEXT COLLATE "C",
  message         TEXT NOT NULL DEFAULT '',
  is_code_told    INTEGER NOT NULL DEFAULT 0 CHECK (is_code_told IN (0, 1)),
  reminded_at     BIGINT,
  asked_at        BIGINT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, site_id) REFERENCES sites (organisation_id, id),
  FOREIGN KEY (organisation_id, invited_by) REFERENCES users (organisation_id, id),
  CHECK (is_external = 0 OR company_name <> ''),
  CHECK (role <> 'contractor' OR is_external = 1),
  CHECK ((state = 'locked') = (attempts = 5 AND state NOT IN ('accepted', 'declined', 'revoked')))
);
INSERT INTO invitations_rebuilt (
  id, organisation_id, user_id, name, name_sort, email, email_key, role, site_id, job_title, phone, is_external,
  company_name, company_address, state, generation, token_hash, code_hash, key_id, attempts, lifetime_days, expires_at,
  sent_at, letter_id, invited_by, created_at, closed_at, accepted_user_id, version)
SELECT
  id, organisation_id, user_id, name, name_sort, email, email_key, role, site_id, job_title, phone, is_external,
  company_name, company_address, state, generation, token_hash, code_hash, key_id, attempts, lifetime_days, expires_at,
  sent_at, letter_id, invited_by, created_at, closed_at, accepted_user_id, version
FROM invitations;
CREATE TABLE kept_replaced_tokens AS SELECT * FROM replaced_tokens;
CREATE TABLE kept_invitation_terms AS SELECT * FROM invitation_terms;
DELETE FROM replaced_tokens;
DELETE FROM invitation_terms;
DROP TABLE invitations;
ALTER TABLE invitations_rebuilt RENAME TO invitations;
INSERT INTO replaced_tokens SELECT * FROM kept_replaced_tokens;
INSERT INTO invitation_terms SELECT * FROM kept_invitation_terms;
DROP TABLE kept_replaced_tokens;
DROP TABLE kept_invitation_terms;
CREATE UNIQUE INDEX invitations_one_open ON invitations (organisation_id, email_key) WHERE state IN ('pending', 'locked');
CREATE INDEX invitations_in_order ON invitations (organisation_id, created_at, id);
CREATE INDEX invitations_open_in_order ON invitations (organisation_id, created_at, id) WHERE state IN ('pending', 'locked');
CREATE INDEX invitations_by_inviter ON invitations (organisation_id, invited_by);
CREATE INDEX invitations_by_site ON invitations (organisation_id, site_id);
CREATE INDEX invitations_by_accepted_user ON invitations (organisation_id, accepted_user_id);
--@postgresql
ALTER TABLE invitations DROP CONSTRAINT invitations_state_check;
ALTER TABLE invitations ADD CONSTRAINT invitations_state_check
  CHECK (state IN ('pending', 'locked', 'accepted', 'declined', 'revoked'));
ALTER TABLE invitations DROP CONSTRAINT invitations_check2;
ALTER TABLE invitations ADD CONSTRAINT invitations_check2
  CHECK ((state = 'locked') = (attempts = 5 AND state NOT IN ('accepted', 'declined', 'revoked')));
ALTER TABLE invitations ADD COLUMN held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1));
ALTER TABLE invitations ADD COLUMN access_ends_on TEXT COLLATE "C";
ALTER TABLE invitations ADD COLUMN message TEXT NOT NULL DEFAULT '';
ALTER TABLE invitations ADD COLUMN is_code_told INTEGER NOT NULL DEFAULT 0 CHECK (is_code_told IN (0, 1));
ALTER TABLE invitations ADD COLUMN reminded_at BIGINT;
ALTER TABLE invitations ADD COLUMN asked_at BIGINT;
--@both
-- INV-23: what somebody who lost the right leaves behind.
CREATE INDEX invitations_open_by_inviter ON invitations (organisation_id, invited_by, id)
  WHERE state IN ('pending', 'locked');
-- INV-7: by the address alone, whatever the organisation.
CREATE INDEX invitations_pending_by_email ON invitations (email_key) WHERE state = 'pending';
-- INV-25.
CREATE INDEX invitations_to_remind ON invitations (expires_at, id)
  WHERE state = 'pending' AND reminded_at IS NULL AND lifetime_days > 3;
CREATE INDEX invitations_never_answered ON invitations (expires_at, id) WHERE state IN ('pending', 'locked');
CREATE INDEX invitations_closed ON invitations (closed_at, id) WHERE state IN ('declined', 'revoked');

-- Further links of the present generation. `join`: mailed to somebody who had shown the code, which is not asked again
-- (INV-7). `link`: mailed alone, because the code is told by phone (INV-12).
CREATE TABLE invitation_links (
  token_hash      TEXT COLLATE "C" PRIMARY KEY,
  organisation_id TEXT COLLATE "C" NOT NULL,
  invitation_id   TEXT COLLATE "C" NOT NULL,
  kind            TEXT COLLATE "C" NOT NULL CHECK (kind IN ('join', 'link')),
  expires_at      BIGINT NOT NULL,
  created_at      BIGINT NOT NULL,
  voided_at       BIGINT,                          -- a newer mail or code replaced it
  FOREIGN KEY (organisation_id, invitation_id) REFERENCES invitations (organisation_id, id)
);
CREATE INDEX invitation_links_of_invitation ON invitation_links (organisation_id, invitation_id, created_at);
