-- INV-13: invitations that were asked for in one file. `loading`: its rows are still being written, nobody works on it.
CREATE TABLE imports (
  id              TEXT COLLATE "C" NOT NULL UNIQUE,
  organisation_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
  started_by      TEXT COLLATE "C" NOT NULL,
  digest          TEXT COLLATE "C" NOT NULL,        -- SHA-256 of the file: a repeat of it invites nobody twice
  on_error        TEXT COLLATE "C" NOT NULL CHECK (on_error IN ('none', 'skip')),
  state           TEXT COLLATE "C" NOT NULL CHECK (state IN ('loading', 'running', 'done', 'refused', 'stopped')),
  total           INTEGER NOT NULL,
  created         INTEGER NOT NULL DEFAULT 0,
  skipped         INTEGER NOT NULL DEFAULT 0,       -- left out from the start
  failed          INTEGER NOT NULL DEFAULT 0,       -- could not be invited when their turn came
  reason          TEXT COLLATE "C" NOT NULL DEFAULT '', -- why it stopped, or what it waits for
  created_at      BIGINT NOT NULL,
  finished_at     BIGINT,
  next_at         BIGINT NOT NULL,                  -- not worked on before
  lease_owner     TEXT COLLATE "C" NOT NULL DEFAULT '',
  leased_until    BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, started_by) REFERENCES users (organisation_id, id),
  CHECK (created + skipped + failed <= total)
);
CREATE INDEX imports_due ON imports (next_at, id) WHERE state = 'running';
CREATE INDEX imports_running ON imports (organisation_id, created_at, id) WHERE state = 'running';
CREATE INDEX imports_in_order ON imports (organisation_id, created_at, id);
CREATE INDEX imports_of_file ON imports (organisation_id, digest);
CREATE INDEX imports_by_age ON imports (created_at, id);
CREATE INDEX imports_loading ON imports (created_at, id) WHERE state = 'loading';
CREATE INDEX imports_by_starter ON imports (organisation_id, started_by);

-- What a row asks for rests here only until its turn; afterwards its line and outcome are left.
CREATE TABLE import_rows (
  organisation_id TEXT COLLATE "C" NOT NULL,
  import_id       TEXT COLLATE "C" NOT NULL,
  line            INTEGER NOT NULL,
  state           TEXT COLLATE "C" NOT NULL CHECK (state IN ('pending', 'created', 'skipped', 'failed')),
  email_key       TEXT COLLATE "C" NOT NULL DEFAULT '',
  offer           TEXT NOT NULL DEFAULT '',         -- JSON
  errors          TEXT NOT NULL DEFAULT '',         -- JSON; empty: none
  invitation_id   TEXT COLLATE "C",
  PRIMARY KEY (organisation_id, import_id, line),
  FOREIGN KEY (organisation_id, import_id) REFERENCES imports (organisation_id, id)
);
CREATE INDEX import_rows_pending ON import_rows (organisation_id, import_id, line) WHERE state = 'pending';
CREATE INDEX import_rows_created ON import_rows (organisation_id, import_id, line) WHERE state = 'created';
CREATE INDEX import_rows_to ON import_rows (organisation_id, email_key) WHERE email_key <> '';
