-- AST-1: tables of equipment that were imported, so that the same one is not imported twice.
CREATE TABLE asset_imports (
  organisation_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
  digest          TEXT COLLATE "C" NOT NULL,
  imported_by     TEXT COLLATE "C" NOT NULL,
  imported_at     BIGINT NOT NULL,
  added           BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, digest)
);
