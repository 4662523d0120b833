-- DEF-4: what was closed on some days is listed in the order in which it was closed.
DROP INDEX defects_by_closing;
DROP INDEX defects_of_site_by_closing;
CREATE INDEX defects_by_closing ON defects (organisation_id, closed_at, id) WHERE closed_at IS NOT NULL;
CREATE INDEX defects_of_site_by_closing ON defects (organisation_id, site_id, closed_at, id) WHERE closed_at IS NOT NULL;
