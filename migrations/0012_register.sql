-- AST-3: categories and, under them, subcategories. A prefix belongs to a category at the top and is what the codes of
-- its equipment begin with.
-- SIT-2: the list by name inside one site.
CREATE INDEX locations_by_name_at ON locations (organisation_id, site_id, name_sort, id);

CREATE TABLE categories (
  id              TEXT COLLATE "C" NOT NULL UNIQUE,
  organisation_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
  parent_id       TEXT COLLATE "C",
  name            TEXT NOT NULL,
  name_key        TEXT COLLATE "C" NOT NULL,
  name_sort       TEXT COLLATE "C" NOT NULL,
  prefix          TEXT COLLATE "C",
  regulation      TEXT NOT NULL DEFAULT '',
  criticality     TEXT COLLATE "C" NOT NULL CHECK (criticality IN ('critical', 'high', 'medium', 'low')),
  is_active       INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  created_at      BIGINT NOT NULL,
  version         BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, parent_id) REFERENCES categories (organisation_id, id),
  CHECK (parent_id <> id),
  CHECK ((parent_id IS NULL) = (prefix IS NOT NULL))
);
CREATE UNIQUE INDEX categories_by_prefix ON categories (organisation_id, prefix);
CREATE UNIQUE INDEX categories_by_name ON categories (organisation_id, COALESCE(parent_id, ''), name_key);
CREATE INDEX categories_in_order ON categories (organisation_id, name_sort, id);
CREATE INDEX categories_of_parent ON categories (organisation_id, parent_id, name_sort, id);

-- The last number given out under a prefix. It only grows, whatever becomes of the equipment: no code comes twice (AST-1).
CREATE TABLE asset_numbers (
  organisation_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
  prefix          TEXT COLLATE "C" NOT NULL,
  last_number     BIGINT NOT NULL CHECK (last_number BETWEEN 1 AND 999999999),
  PRIMARY KEY (organisation_id, prefix)
);

-- AST-1, AST-2. `code_sort` is the code with its number in nine digits.
CREATE TABLE assets (
  id              TEXT COLLATE "C" NOT NULL UNIQUE,
  organisation_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
  code            TEXT COLLATE "C" NOT NULL,
  code_sort       TEXT COLLATE "C" NOT NULL,
  name            TEXT NOT NULL,
  name_sort       TEXT COLLATE "C" NOT NULL,
  category_id     TEXT COLLATE "C" NOT NULL,
  subcategory_id  TEXT COLLATE "C",
  site_id         TEXT COLLATE "C" NOT NULL,
  location_id     TEXT COLLATE "C",
  status          TEXT COLLATE "C" NOT NULL
    CHECK (status IN ('in_service', 'restricted', 'out_of_service', 'disposed')),
  criticality     TEXT COLLATE "C" NOT NULL CHECK (criticality IN ('critical', 'high', 'medium', 'low')),
  owner_user_id   TEXT COLLATE "C",
  make            TEXT NOT NULL DEFAULT '',
  model           TEXT NOT NULL DEFAULT '',
  serial          TEXT NOT NULL DEFAULT '',
  notes           TEXT NOT NULL DEFAULT '',
  created_at      BIGINT NOT NULL,
  deleted_at      BIGINT,
  version         BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, code_sort),
  FOREIGN KEY (organisation_id, category_id) REFERENCES categories (organisation_id, id),
  FOREIGN KEY (organisation_id, subcategory_id) REFERENCES categories (organisation_id, id),
  FOREIGN KEY (organisation_id, site_id) REFERENCES sites (organisation_id, id),
  FOREIGN KEY (organisation_id, site_id, location_id) REFERENCES locations (organisation_id, site_id, id),
  FOREIGN KEY (organisation_id, owner_user_id) REFERENCES users (organisation_id, id)
);
-- The register reads 26 rows along one of these, whatever it is sorted and filtered by.
CREATE INDEX assets_in_order ON assets (organisation_id, code_sort) WHERE deleted_at IS NULL;
CREATE INDEX assets_in_name_order ON assets (organisation_id, name_sort, id) WHERE deleted_at IS NULL;
CREATE INDEX assets_of_site ON assets (organisation_id, site_id, code_sort) WHERE deleted_at IS NULL;
CREATE INDEX assets_of_site_in_name_order ON assets (organisation_id, site_id, name_sort, id) WHERE deleted_at IS NULL;
CREATE INDEX assets_of_category ON assets (organisation_id, category_id, code_sort) WHERE deleted_at IS NULL;
CREATE INDEX assets_of_category_in_name_order ON assets (organisation_id, category_id, name_sort, id) WHERE deleted_at IS NULL;
CREATE INDEX assets_of_status ON assets (organisation_id, status, code_sort) WHERE deleted_at IS NULL;
CREATE INDEX assets_of_status_in_name_order ON assets (organisation_id, status, name_sort, id) WHERE deleted_at IS NULL;
CREATE INDEX assets_of_site_and_category ON assets (organisation_id, site_id, category_id, code_sort) WHERE deleted_at IS NULL;
CREATE INDEX assets_of_site_and_status ON assets (organisation_id, site_id, status, code_sort) WHERE deleted_at IS NULL;
CREATE INDEX assets_of_category_and_status ON assets (organisation_id, category_id, status, code_sort) WHERE deleted_at IS NULL;
CREATE INDEX assets_of_location ON assets (organisation_id, location_id) WHERE location_id IS NOT NULL;
CREATE INDEX assets_of_subcategory ON assets (organisation_id, subcategory_id, code_sort) WHERE subcategory_id IS NOT NULL;
CREATE INDEX assets_of_owner ON assets (organisation_id, owner_user_id, code_sort) WHERE owner_user_id IS NOT NULL;
CREATE INDEX assets_at_site ON assets (organisation_id, site_id);
CREATE INDEX assets_in_category ON assets (organisation_id, category_id);

-- What happened to a piece of equipment, for everybody who may see it; the audit log is for few.
CREATE TABLE asset_events (
  id              TEXT COLLATE "C" NOT NULL UNIQUE,
  organisation_id TEXT COLLATE "C" NOT NULL,
  asset_id        TEXT COLLATE "C" NOT NULL,
  at              BIGINT NOT NULL,
  actor_user_id   TEXT COLLATE "C" NOT NULL,
  what            TEXT COLLATE "C" NOT NULL CHECK (what IN ('added', 'edited', 'status', 'moved')),
  before          TEXT NOT NULL DEFAULT '',
  after           TEXT NOT NULL DEFAULT '',
  reason          TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, asset_id) REFERENCES assets (organisation_id, id),
  FOREIGN KEY (organisation_id, actor_user_id) REFERENCES users (organisation_id, id)
);
CREATE INDEX asset_events_of_asset ON asset_events (organisation_id, asset_id, at, id);
CREATE INDEX asset_events_of_actor ON asset_events (organisation_id, actor_user_id);
