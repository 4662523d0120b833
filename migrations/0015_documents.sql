-- DOC-1. What hangs on a record; its files are versions of it. `turn_user_id`: whose defect it was when this was added;
-- somebody external sees nothing of another one's turn (EXT-2). No foreign key on the record: it is one of several
-- tables, and none of them loses rows that documents hang on.
CREATE TABLE documents (
  id              TEXT COLLATE "C" NOT NULL UNIQUE,
  organisation_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
  record_type     TEXT COLLATE "C" NOT NULL
    CHECK (record_type IN ('organisation', 'site', 'company', 'asset', 'defect')),
  record_id       TEXT COLLATE "C" NOT NULL,
  name            TEXT NOT NULL,
  is_picture      INTEGER NOT NULL CHECK (is_picture IN (0, 1)),
  expires_on      TEXT COLLATE "C",
  turn_user_id    TEXT COLLATE "C",
  newest          BIGINT NOT NULL DEFAULT 1 CHECK (newest BETWEEN 1 AND 1000),
  created_by      TEXT COLLATE "C" NOT NULL,
  created_at      BIGINT NOT NULL,
  removed_by      TEXT COLLATE "C",
  removed_at      BIGINT,
  version         BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, created_by) REFERENCES users (organisation_id, id),
  FOREIGN KEY (organisation_id, removed_by) REFERENCES users (organisation_id, id)
);
CREATE INDEX documents_of_record ON documents (organisation_id, record_type, record_id, created_at, id)
  WHERE removed_at IS NULL;
CREATE INDEX documents_by_expiry ON documents (organisation_id, expires_on, id)
  WHERE removed_at IS NULL AND expires_on IS NOT NULL;
CREATE INDEX documents_created_by ON documents (organisation_id, created_by);
CREATE INDEX documents_removed_by ON documents (organisation_id, removed_by) WHERE removed_by IS NOT NULL;

-- One file. Its id names it in the store; `small_id` names the small picture beside it. `gone_at`: the files of a
-- removed document are no longer in the store.
CREATE TABLE document_versions (
  id              TEXT COLLATE "C" NOT NULL UNIQUE,
  organisation_id TEXT COLLATE "C" NOT NULL,
  document_id     TEXT COLLATE "C" NOT NULL,
  number          BIGINT NOT NULL CHECK (number >= 1),
  file_name       TEXT NOT NULL,
  media_type      TEXT COLLATE "C" NOT NULL,
  size            BIGINT NOT NULL CHECK (size >= 0),
  sha256          TEXT COLLATE "C" NOT NULL,
  small_id        TEXT COLLATE "C" UNIQUE,
  uploaded_by     TEXT COLLATE "C" NOT NULL,
  uploaded_at     BIGINT NOT NULL,
  is_removed      INTEGER NOT NULL DEFAULT 0 CHECK (is_removed IN (0, 1)),
  gone_at         BIGINT,
  PRIMARY KEY (organisation_id, document_id, number),
  FOREIGN KEY (organisation_id, document_id) REFERENCES documents (organisation_id, id),
  FOREIGN KEY (organisation_id, uploaded_by) REFERENCES users (organisation_id, id)
);
CREATE INDEX document_versions_uploaded_by ON document_versions (organisation_id, uploaded_by);
CREATE INDEX document_versions_to_clear ON document_versions (id) WHERE is_removed = 1 AND gone_at IS NULL;

-- An upload in pieces, over a connection that breaks. How much has arrived says the file in the workshop.
CREATE TABLE uploads (
  id              TEXT COLLATE "C" NOT NULL UNIQUE,
  organisation_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
  user_id         TEXT COLLATE "C" NOT NULL,
  record_type     TEXT COLLATE "C" NOT NULL,
  record_id       TEXT COLLATE "C" NOT NULL,
  replaces_id     TEXT COLLATE "C",
  file_name       TEXT NOT NULL,
  name            TEXT NOT NULL DEFAULT '',
  expires_on      TEXT COLLATE "C",
  size            BIGINT NOT NULL CHECK (size > 0),
  created_at      BIGINT NOT NULL,
  document_id     TEXT COLLATE "C",
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, user_id) REFERENCES users (organisation_id, id),
  FOREIGN KEY (organisation_id, document_id) REFERENCES documents (organisation_id, id)
);
CREATE INDEX uploads_of_user ON uploads (organisation_id, user_id, created_at);
CREATE INDEX uploads_by_age ON uploads (created_at);
CREATE INDEX uploads_of_document ON uploads (organisation_id, document_id) WHERE document_id IS NOT NULL;
