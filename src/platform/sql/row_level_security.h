#pragma once

#include <string_view>

namespace assetbuddy::platform::sql {

/// Puts the second wall around every table with a column organisation_id, and around organisations by its id: a row is
/// in reach when the transaction entered its organisation, or reaches all (Reach::system). Rows of no organisation are
/// in reach of the latter only. Part of every migration; leaves alone what has its wall.
inline constexpr std::string_view row_level_security = R"(
DO $wall$
DECLARE
  wanted RECORD;
  column_name TEXT;
BEGIN
  FOR wanted IN
    SELECT c.oid, c.relname, MIN(a.attname) AS organisation
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
    JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
    WHERE c.relkind = 'r'
      AND (a.attname = 'organisation_id' OR (c.relname = 'organisations' AND a.attname = 'id'))
      AND NOT (c.relrowsecurity AND c.relforcerowsecurity
               AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'tenant'))
    GROUP BY c.oid, c.relname
  LOOP
    column_name := wanted.organisation;
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', wanted.relname);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', wanted.relname);
    EXECUTE format('DROP POLICY IF EXISTS tenant ON %I', wanted.relname);
    EXECUTE format(
      'CREATE POLICY tenant ON %I USING (current_setting(''assetbuddy.reach'', true) = ''*'' OR %I = current_setting(''assetbuddy.reach'', true))',
      wanted.relname, column_name);
  END LOOP;
END $wall$;
)";

} // namespace assetbuddy::platform::sql
