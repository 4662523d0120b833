-- NOT-1: whoever invited is told once of a mail that was given up on. Those of before are no news.
ALTER TABLE letters ADD COLUMN told_at BIGINT;
UPDATE letters SET told_at = COALESCE(finished_at, created_at) WHERE state = 'failed';
CREATE INDEX letters_untold ON letters (organisation_id) WHERE state = 'failed' AND told_at IS NULL AND kind = 'invitation';
CREATE INDEX letters_told ON letters (organisation_id, told_at) WHERE told_at IS NOT NULL;

-- USR-5: mails kept as files that must go, because what they say was erased. A worker removes the files; a row stays a
-- few minutes, for a mail that was being kept at that moment.
CREATE TABLE forgotten_mails (
  message_id TEXT COLLATE "C" PRIMARY KEY,
  created_at BIGINT NOT NULL,
  noted_at   BIGINT NOT NULL
);
CREATE INDEX forgotten_mails_by_age ON forgotten_mails (noted_at);
