-- DSH-1: what the dashboard counts, each along an index of its own and never further than to a limit.
-- The second condition, always true, stands in no list and follows from none: these are for counting alone, and must not be taken where an order is wanted.
CREATE INDEX defects_open_kinds ON defects (organisation_id, is_open, severity, status)
  WHERE is_open = 1 AND version >= 1;
CREATE INDEX defects_open_kinds_of_site ON defects (organisation_id, site_id, is_open, severity, status)
  WHERE is_open = 1 AND version >= 1;
CREATE INDEX defects_by_closing ON defects (organisation_id, is_open, closed_at) WHERE is_open = 0;
CREATE INDEX defects_of_site_by_closing ON defects (organisation_id, site_id, is_open, closed_at) WHERE is_open = 0;

-- NOT-1, Certificate Expiry: how far those who look after a document were told of its last day: not yet (0), 30 days
-- before (1), on the day (2).
ALTER TABLE documents ADD COLUMN expiry_told INTEGER NOT NULL DEFAULT 0 CHECK (expiry_told BETWEEN 0 AND 2);
CREATE INDEX documents_to_tell ON documents (expiry_told, expires_on, id)
  WHERE removed_at IS NULL AND expires_on IS NOT NULL AND expiry_told < 2;
