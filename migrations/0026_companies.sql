-- EXT-8: the companies that people from outside come from. One of a name (folded) in an organisation.
CREATE TABLE companies (
  id              TEXT COLLATE "C" NOT NULL UNIQUE,
  organisation_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
  name            TEXT NOT NULL,
  name_key        TEXT COLLATE "C" NOT NULL,
  name_sort       TEXT COLLATE "C" NOT NULL,
  phone           TEXT NOT NULL DEFAULT '',
  email           TEXT NOT NULL DEFAULT '',
  address         TEXT NOT NULL DEFAULT '',
  created_at      BIGINT NOT NULL,
  version         BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (organisation_id, id)
);
CREATE UNIQUE INDEX companies_by_key ON companies (organisation_id, name_key);
CREATE INDEX companies_by_name ON companies (organisation_id, name_sort, id);

ALTER TABLE users ADD COLUMN company_id TEXT COLLATE "C";
ALTER TABLE invitations ADD COLUMN company_id TEXT COLLATE "C";
CREATE INDEX users_of_company ON users (organisation_id, company_id, name_sort, id) WHERE company_id IS NOT NULL;
CREATE INDEX invitations_of_company ON invitations (organisation_id, company_id, created_at, id)
  WHERE company_id IS NOT NULL;

-- The names that people have now. SQL cannot fold them: the program makes the companies right after this step.
CREATE TABLE company_backlog (
  organisation_id TEXT COLLATE "C" NOT NULL,
  name            TEXT COLLATE "C" NOT NULL,
  company_id      TEXT COLLATE "C",
  PRIMARY KEY (organisation_id, name)
);
INSERT INTO company_backlog (organisation_id, name)
SELECT organisation_id, company_name FROM users WHERE is_external = 1 AND company_name <> '' AND erased_at IS NULL
UNION
SELECT organisation_id, company_name FROM invitations WHERE is_external = 1 AND company_name <> '' AND email_key <> '';
