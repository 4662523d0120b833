-- Those of one person, before the next one is sent.
CREATE INDEX confirmations_of_user ON confirmations (organisation_id, user_id);
