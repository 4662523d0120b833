-- USR-9: an address that somebody asked for themselves becomes that of their account, for all its places. It waits in
-- email_changes like every other; the table made for it was never used.
ALTER TABLE email_changes ADD COLUMN of_account INTEGER NOT NULL DEFAULT 0 CHECK (of_account IN (0, 1));
DROP TABLE account_email_changes;
