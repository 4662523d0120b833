-- EXT-4: what a person has to do, by its day; what waits for somebody else; what was closed lately. One person's rows
-- lie together in the order of their page, however many the organisation has.
CREATE INDEX defects_to_do ON defects (organisation_id, assigned_user_id, due_on, id)
  WHERE is_open = 1 AND status <> 'awaiting_verification' AND assigned_user_id IS NOT NULL;
CREATE INDEX defects_closed_out_of_assignee ON defects (organisation_id, assigned_user_id, closed_out_at, id)
  WHERE status = 'awaiting_verification' AND assigned_user_id IS NOT NULL;
CREATE INDEX defects_closed_of_assignee ON defects (organisation_id, assigned_user_id, closed_at, id)
  WHERE is_open = 0 AND assigned_user_id IS NOT NULL;

-- EXT-6: how often people from outside are mailed what is open with them, and when the next round is. 0: not planned
-- yet, which happens without sending anything.
ALTER TABLE organisations ADD COLUMN contractor_summary TEXT COLLATE "C" NOT NULL DEFAULT 'weekly'
  CHECK (contractor_summary IN ('off', 'daily', 'weekly'));
ALTER TABLE organisations ADD COLUMN contractor_summary_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX organisations_by_contractor_summary ON organisations (contractor_summary_at, id)
  WHERE contractor_summary <> 'off';

-- The last round that reached a person: whoever moves it on sends the summary, so that it leaves once.
CREATE TABLE contractor_summaries (
  organisation_id TEXT COLLATE "C" NOT NULL,
  user_id         TEXT COLLATE "C" NOT NULL,
  sent_for        BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, user_id),
  FOREIGN KEY (organisation_id, user_id) REFERENCES users (organisation_id, id)
);

-- NOT-1, Defect Escalation: when to look at a defect next (0: soon, to find out when; none: never), and when it was
-- last told.
ALTER TABLE defects ADD COLUMN escalate_at BIGINT;
ALTER TABLE defects ADD COLUMN escalated_at BIGINT;
CREATE INDEX defects_to_escalate ON defects (escalate_at, organisation_id, id) WHERE escalate_at IS NOT NULL;
UPDATE defects SET escalate_at = 0
WHERE is_open = 1
  AND (due_on IS NOT NULL OR (severity <= 1 AND assigned_user_id IS NULL AND assigned_invitation_id IS NULL));
