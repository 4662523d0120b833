-- DSH-1: what the dashboard counts, each along an index of its own and never further than to a limit.
CREATE INDEX defects_open_kinds ON defects (organisation_id, is_open, severity, status) WHERE is_open = 1;
CREATE INDEX defects_open_kinds_of_site ON defects (organisation_id, site_id, is_open, severity, status) WHERE is_open = 1;
CREATE INDEX defects_by_closing ON defects (organisation_id, is_open, closed_at) WHERE is_open = 0;
CREATE INDEX defects_of_site_by_closing ON defects (organisation_id, site_id, is_open, closed_at) WHERE is_open = 0;
