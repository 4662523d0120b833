-- The last number given to a defect of an organisation.
CREATE TABLE defect_numbers (
  organisation_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES organisations (id),
  last_number     BIGINT NOT NULL
);

-- DEF-1..3. `site_id` is always that of the asset. `severity` counts from critical (0) to info (4), so that an index
-- groups by it. `turn` counts whose turn it is: it grows with every assignment. Costs are pence.
CREATE TABLE defects (
  id                     TEXT COLLATE "C" NOT NULL UNIQUE,
  organisation_id        TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
  number                 BIGINT NOT NULL,
  asset_id               TEXT COLLATE "C" NOT NULL,
  site_id                TEXT COLLATE "C" NOT NULL,
  title                  TEXT NOT NULL,
  description            TEXT NOT NULL DEFAULT '',
  severity               INTEGER NOT NULL CHECK (severity BETWEEN 0 AND 4),
  status                 TEXT COLLATE "C" NOT NULL CHECK (status IN
    ('open', 'in_progress', 'awaiting_parts', 'awaiting_verification', 'closed')),
  is_open                INTEGER NOT NULL DEFAULT 1 CHECK (is_open = CASE WHEN status = 'closed' THEN 0 ELSE 1 END),
  due_on                 TEXT COLLATE "C",
  isolates               INTEGER NOT NULL DEFAULT 0 CHECK (isolates IN (0, 1)),
  assigned_user_id       TEXT COLLATE "C",
  assigned_invitation_id TEXT COLLATE "C",
  assigned_by            TEXT COLLATE "C",
  assigned_at            BIGINT,
  turn                   BIGINT NOT NULL DEFAULT 0,
  closeout_notes         TEXT NOT NULL DEFAULT '',
  parts_cost             BIGINT CHECK (parts_cost >= 0),
  labour_cost            BIGINT CHECK (labour_cost >= 0),
  repaired_by            TEXT NOT NULL DEFAULT '',
  closed_out_by          TEXT COLLATE "C",
  closed_out_at          BIGINT,
  rejected_reason        TEXT NOT NULL DEFAULT '',
  verified_by            TEXT COLLATE "C",
  verification           TEXT COLLATE "C" NOT NULL DEFAULT ''
    CHECK (verification IN ('', 'verified', 'self_verified', 'without_verification')),
  reported_by            TEXT COLLATE "C" NOT NULL,
  created_at             BIGINT NOT NULL,
  closed_at              BIGINT,
  version                BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, number),
  FOREIGN KEY (organisation_id, asset_id) REFERENCES assets (organisation_id, id),
  FOREIGN KEY (organisation_id, site_id) REFERENCES sites (organisation_id, id),
  FOREIGN KEY (organisation_id, assigned_user_id) REFERENCES users (organisation_id, id),
  FOREIGN KEY (organisation_id, assigned_invitation_id) REFERENCES invitations (organisation_id, id),
  FOREIGN KEY (organisation_id, assigned_by) REFERENCES users (organisation_id, id),
  FOREIGN KEY (organisation_id, closed_out_by) REFERENCES users (organisation_id, id),
  FOREIGN KEY (organisation_id, verified_by) REFERENCES users (organisation_id, id),
  FOREIGN KEY (organisation_id, reported_by) REFERENCES users (organisation_id, id),
  CHECK (assigned_user_id IS NULL OR assigned_invitation_id IS NULL),
  CHECK ((closed_at IS NULL) = (is_open = 1))
);
-- The list reads 26 rows along one of these, newest first, whatever it is filtered by; past-due ones by their day.
CREATE INDEX defects_by_age ON defects (organisation_id, created_at, id);
CREATE INDEX defects_not_closed ON defects (organisation_id, is_open, created_at, id);
CREATE INDEX defects_by_due ON defects (organisation_id, due_on, id) WHERE is_open = 1 AND due_on IS NOT NULL;
CREATE INDEX defects_of_status ON defects (organisation_id, status, created_at, id);
CREATE INDEX defects_of_severity ON defects (organisation_id, severity, created_at, id);
CREATE INDEX defects_not_closed_of_severity ON defects (organisation_id, is_open, severity, created_at, id);
CREATE INDEX defects_of_site ON defects (organisation_id, site_id, created_at, id);
CREATE INDEX defects_not_closed_of_site ON defects (organisation_id, site_id, is_open, created_at, id);
CREATE INDEX defects_of_site_and_status ON defects (organisation_id, site_id, status, created_at, id);
CREATE INDEX defects_of_site_and_severity ON defects (organisation_id, site_id, severity, created_at, id);
CREATE INDEX defects_of_site_by_due ON defects (organisation_id, site_id, due_on, id) WHERE is_open = 1 AND due_on IS NOT NULL;
CREATE INDEX defects_of_assignee ON defects (organisation_id, assigned_user_id, created_at, id)
  WHERE assigned_user_id IS NOT NULL;
CREATE INDEX defects_not_closed_of_assignee ON defects (organisation_id, assigned_user_id, is_open, created_at, id)
  WHERE assigned_user_id IS NOT NULL;
CREATE INDEX defects_of_invitation ON defects (organisation_id, assigned_invitation_id)
  WHERE assigned_invitation_id IS NOT NULL;
CREATE INDEX defects_of_asset ON defects (organisation_id, asset_id, created_at, id);
CREATE INDEX defects_isolating ON defects (organisation_id, asset_id) WHERE is_open = 1 AND isolates = 1;
CREATE INDEX defects_reported_by ON defects (organisation_id, reported_by, created_at, id);
CREATE INDEX defects_assigned_by ON defects (organisation_id, assigned_by) WHERE assigned_by IS NOT NULL;
CREATE INDEX defects_closed_out_by ON defects (organisation_id, closed_out_by) WHERE closed_out_by IS NOT NULL;
CREATE INDEX defects_verified_by ON defects (organisation_id, verified_by) WHERE verified_by IS NOT NULL;

-- What happened to a defect, in whose turn: an external person reads only what belongs to their own (EXT-2). Nobody as
-- the actor: the program itself, or somebody who declined an invitation.
CREATE TABLE defect_events (
  id              TEXT COLLATE "C" NOT NULL UNIQUE,
  organisation_id TEXT COLLATE "C" NOT NULL,
  defect_id       TEXT COLLATE "C" NOT NULL,
  turn            BIGINT NOT NULL,
  at              BIGINT NOT NULL,
  actor_user_id   TEXT COLLATE "C",
  what            TEXT COLLATE "C" NOT NULL CHECK (what IN ('reported', 'edited', 'assigned', 'unassigned',
    'awaiting_parts', 'resumed', 'closed_out', 'approved', 'rejected', 'closed', 'note')),
  before          TEXT COLLATE "C" NOT NULL DEFAULT '', -- of an assignment: ids of users or invitations
  after           TEXT COLLATE "C" NOT NULL DEFAULT '',
  words           TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, defect_id) REFERENCES defects (organisation_id, id),
  FOREIGN KEY (organisation_id, actor_user_id) REFERENCES users (organisation_id, id)
);
CREATE INDEX defect_events_of_defect ON defect_events (organisation_id, defect_id, at, id);
CREATE INDEX defect_events_of_actor ON defect_events (organisation_id, actor_user_id) WHERE actor_user_id IS NOT NULL;
