-- The search text of people from outside says which of its words only those may find them by who may see how to reach
-- them (contractors:contact): what stands behind " | ". Until the program has told the words apart, all of them stand
-- there; it does so right after this step.
UPDATE search_entries SET words = ' |' || words
WHERE EXISTS (SELECT 1 FROM users u WHERE u.organisation_id = search_entries.organisation_id
                AND u.id = search_entries.record_id AND u.is_external = 1)
   OR EXISTS (SELECT 1 FROM invitations i WHERE i.organisation_id = search_entries.organisation_id
                AND i.id = search_entries.record_id AND i.is_external = 1);
INSERT INTO search_backlog (organisation_id, record_id, kind)
SELECT organisation_id, id, 'user' FROM users WHERE is_external = 1 AND deleted_at IS NULL
ON CONFLICT DO NOTHING;
INSERT INTO search_backlog (organisation_id, record_id, kind)
SELECT organisation_id, id, 'invitation' FROM invitations WHERE is_external = 1 AND email_key <> ''
ON CONFLICT DO NOTHING;
