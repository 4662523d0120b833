-- DEF-4 at any size: what nobody has yet, past-due work of one person, and three filters of the register at once.
CREATE INDEX defects_unassigned ON defects (organisation_id, created_at, id)
  WHERE assigned_user_id IS NULL AND assigned_invitation_id IS NULL;
CREATE INDEX defects_not_closed_unassigned ON defects (organisation_id, is_open, created_at, id)
  WHERE assigned_user_id IS NULL AND assigned_invitation_id IS NULL;
CREATE INDEX defects_of_assignee_by_due ON defects (organisation_id, assigned_user_id, due_on, id)
  WHERE is_open = 1 AND due_on IS NOT NULL AND assigned_user_id IS NOT NULL;
CREATE INDEX assets_of_site_category_and_status ON assets (organisation_id, site_id, category_id, status, code_sort)
  WHERE deleted_at IS NULL;
CREATE INDEX defects_unassigned_by_due ON defects (organisation_id, due_on, id)
  WHERE is_open = 1 AND due_on IS NOT NULL AND assigned_user_id IS NULL AND assigned_invitation_id IS NULL;
