-- ROL: what a role may do where it differs from its default; `grants` as "permission=scope permission=scope …", NULL
-- after a reset. The Owner's set is never changed.
CREATE TABLE role_sets (
  organisation_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
  role            TEXT COLLATE "C" NOT NULL CHECK (role <> 'owner'),
  grants          TEXT,
  version         BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (organisation_id, role)
);

ALTER TABLE organisations ADD COLUMN reminders INTEGER NOT NULL DEFAULT 1 CHECK (reminders IN (0, 1));
ALTER TABLE organisations ADD COLUMN require_second_factor INTEGER NOT NULL DEFAULT 0
  CHECK (require_second_factor IN (0, 1));
ALTER TABLE organisations ADD COLUMN hand_over_code INTEGER NOT NULL DEFAULT 0 CHECK (hand_over_code IN (0, 1));
ALTER TABLE organisations ADD COLUMN receive_hs_notifications INTEGER NOT NULL DEFAULT 0
  CHECK (receive_hs_notifications IN (0, 1));

-- SIT-2: the tree of places inside one site; the foreign keys keep a parent in the same site.
CREATE TABLE locations (
  id              TEXT COLLATE "C" NOT NULL UNIQUE,
  organisation_id TEXT COLLATE "C" NOT NULL,
  site_id         TEXT COLLATE "C" NOT NULL,
  parent_id       TEXT COLLATE "C",
  name            TEXT NOT NULL,
  name_key        TEXT COLLATE "C" NOT NULL,
  name_sort       TEXT COLLATE "C" NOT NULL,
  code_prefix     TEXT COLLATE "C" NOT NULL DEFAULT '',
  floor           TEXT NOT NULL DEFAULT '',
  zone            TEXT NOT NULL DEFAULT '',
  position        INTEGER NOT NULL DEFAULT 0 CHECK (position BETWEEN 0 AND 9999),
  created_at      BIGINT NOT NULL,
  version         BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, site_id, id),
  FOREIGN KEY (organisation_id, site_id) REFERENCES sites (organisation_id, id),
  FOREIGN KEY (organisation_id, site_id, parent_id) REFERENCES locations (organisation_id, site_id, id),
  CHECK (parent_id <> id)
);
-- One name once under one parent; COALESCE, because no NULL equals another.
CREATE UNIQUE INDEX locations_by_name ON locations (organisation_id, site_id, COALESCE(parent_id, ''), name_key);
CREATE INDEX locations_in_order ON locations (organisation_id, site_id, position, name_sort, id);
CREATE INDEX locations_of_parent ON locations (organisation_id, site_id, parent_id);
CREATE INDEX locations_of_organisation ON locations (organisation_id, name_sort, id);

-- AUD-3: the log is read by time, newest first, along one of these whatever it is filtered by.
DROP INDEX audit_entries_of_record;
DROP INDEX audit_entries_of_actor;
DROP INDEX audit_entries_by_action;
CREATE INDEX audit_entries_of_record ON audit_entries (organisation_id, record_type, record_id, at, number);
CREATE INDEX audit_entries_of_type ON audit_entries (organisation_id, record_type, at, number);
CREATE INDEX audit_entries_of_actor ON audit_entries (organisation_id, actor_user_id, at, number);
CREATE INDEX audit_entries_by_action ON audit_entries (organisation_id, action, at, number);
