// The tree keeps the rules of the house, and every rule bites.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { test } from "../support/test.mjs";
import { longFiles, rules } from "./rules.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const isText = /(\.(cpp|h|in|mjs|js|css|json|sql|yaml|md|txt|py)|^dev|\.ci\/run)$/;

function tree() {
  const listed = execFileSync("git", ["-C", root, "ls-files", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" });
  return listed
    .split("\n")
    .filter((path) => isText.test(path) && existsSync(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

const shown = ({ path, line, message }) => `${path}:${line}: ${message}`;

for (const [name, rule] of Object.entries(rules))
  test(`the tree keeps the rule: ${name}`, () => {
    assert.equal(rule(tree()).map(shown).join("\n"), "");
  });

test("long files are pointed out", () => {
  const files = tree();
  for (const file of longFiles(files)) console.log(`        note: ${shown(file)}`);
  assert.equal(longFiles([{ path: "src/base/a.cpp", text: "x\n".repeat(301) }]).length, 1);
  assert.equal(longFiles([{ path: "src/base/a.cpp", text: "x\n".repeat(300) }]).length, 0);
});

/** [path, line, bites?]: each line in a file of its own, given to the rule that must find it, or must not. */
const samples = {
  includesGoDown: [
    ["src/users/find.cpp", '#include "invitations/send.h"', true],
    ["src/sites/close.cpp", '#include "roles/find.h"', true],
    ["src/base/text.cpp", '#include "platform/sql/database.h"', true],
    ["src/platform/http/server.cpp", '#include "access/actor.h"', true],
    ["src/users/find.cpp", '#include "testing/world.h"', true],
    ["src/users/find.cpp", '#include "elsewhere/find.h"', true],
    ["src/elsewhere/find.cpp", '#include "base/text.h"', true],
    ["src/invitations/send.cpp", '#include "users/find.h"', false],
    ["src/users/find.cpp", '#include "users/testing.h"', true],
    ["src/users/find_test.cpp", '#include "testing/world.h"', false],
    ["src/users/testing.h", '#include "testing/world.h"', false],
    ["src/testing/world.cpp", '#include "invitations/send.h"', false],
    ["src/main.cpp", '#include "cli/cli.h"', false],
    ["src/base/text.cpp", "#include <vector>", false],
  ],
  furnitureKeepsItsPlace: [
    ["src/users/store.cpp", '#include "outbox/outbox.h"', true],
    ["src/users/store.cpp", '#include "users/pages.h"', true],
    ["src/users/user.h", '#include "platform/sql/database.h"', true],
    ["src/users/user.cpp", '#include "users/store.h"', true],
    ["src/invitations/messages.cpp", '#include "invitations/store.h"', true],
    ["src/invitations/messages.cpp", '#include "platform/sql/database.h"', true],
    ["src/sites/pages.cpp", '#include "sites/store.h"', true],
    ["src/sites/pages.cpp", '#include "platform/sql/database.h"', true],
    ["src/sites/api.cpp", '#include "ui/page.h"', true],
    ["src/sites/api.cpp", '#include "outbox/outbox.h"', true],
    ["src/sites/api.cpp", '#include "sites/close.h"', false],
    ["src/sites/pages.cpp", '#include "ui/page.h"', false],
    ["src/users/store.cpp", '#include "users/user.h"', false],
    ["src/organisations/store.h", '#include "users/user.h"', false],
    ["src/organisations/store.h", '#include "users/find.h"', true],
    ["src/users/user.h", '#include "sites/site.h"', true],
    ["src/users/store.cpp", '#include "access/call.h"', false],
    ["src/invitations/messages.cpp", '#include "platform/mail/layout.h"', false],
  ],
  storesAreAskedThroughVerbs: [
    ["src/invitations/send.cpp", '#include "users/store.h"', true],
    ["src/invitations/send.cpp", '#include "invitations/store.h"', false],
    ["src/users/add_test.cpp", '#include "sites/store.h"', false],
  ],
  librariesStayInTheirRoom: [
    ["src/server/serve.cpp", "#include <boost/asio.hpp>", true],
    ["src/platform/mail/smtp.cpp", "#include <boost/beast/http.hpp>", true],
    ["src/users/store.cpp", "#include <sqlite3.h>", true],
    ["src/users/store.cpp", "#include <libpq-fe.h>", true],
    ["src/accounts/password.cpp", "#include <sodium.h>", true],
    ["src/outbox/courier.cpp", "#include <curl/curl.h>", true],
    ["src/platform/http/server.cpp", "#include <boost/asio.hpp>", false],
    ["src/platform/sql/sqlite.cpp", "#include <sqlite3.h>", false],
    ["src/platform/crypto/crypto.cpp", "#include <sodium.h>", false],
    ["src/testing/postgres_server.cpp", "#include <libpq-fe.h>", false],
  ],
  sqlStaysInStores: [
    ["src/users/find.cpp", 'row = tx.one("SELECT id FROM users");', true],
    ["src/users/find.cpp", '    "INSERT INTO users (id) VALUES ($1)"', true],
    ["src/users/find.cpp", '"UPDATE users SET name = $1"', true],
    ["src/users/find.cpp", '"DELETE FROM users"', true],
    ["src/users/find.cpp", '"WITH open AS (', true],
    ["src/users/find.cpp", "    SELECT id FROM users", true],
    ["src/users/store.cpp", '"SELECT id FROM users"', false],
    ["src/platform/sql/migrations.cpp", '"CREATE TABLE schema_version (', false],
    ["src/users/find_test.cpp", '"SELECT id FROM users"', false],
    ["src/users/pages.cpp", '"Select a role"', false],
  ],
  databasesFoldNothing: [
    ["src/users/store.cpp", '"WHERE lower(email) = $1"', true],
    ["src/users/store.cpp", '"WHERE LOWER(email) = $1"', true],
    ["src/users/store.cpp", '"ORDER BY name COLLATE NOCASE"', true],
    ["src/users/edit.cpp", "const auto key = lower(text);", false],
    ["src/users/edit.cpp", '" COLLATE NOCASE"', true],
    ["migrations/0002_names.sql", "email citext NOT NULL", true],
    ["migrations/0002_names.sql", 'name TEXT COLLATE "C" NOT NULL', false],
  ],
  bannedWords: [
    ["src/base/text.h", "using namespace std;", true],
    ["tests/api/labels.test.mjs", "const ordered = ids.toSorted();", true],
    ["tests/support/files.mjs", 'import { crc32, deflateSync } from "node:zlib";', true],
    ["tests/support/files.mjs", "function crc32(bytes) {", false],
    ["src/base/text.cpp", "using namespace std::chrono_literals;", false],
    ["src/base/text.cpp", "int n = rand();", true],
    ["src/base/text.cpp", "std::mt19937 engine;", true],
    ["src/base/text.cpp", "const auto operand(int);", false],
    ["src/users/edit.cpp", "auto now = std::chrono::system_clock::now();", true],
    ["src/users/edit.cpp", "auto now = time(nullptr);", true],
    ["src/platform/clock/clock.cpp", "auto now = std::chrono::system_clock::now();", false],
    ["src/users/edit.cpp", 'std::getenv("HOME")', true],
    ["src/server/options.cpp", 'std::getenv("HOME")', false],
    ["src/users/edit.cpp", "sprintf(text, format);", true],
    ["src/users/store.cpp", "PQescapeLiteral(connection, text);", true],
    ["src/users/edit.cpp", "std::regex pattern;", true],
    ["src/users/view.cpp", "return boost::json::value{text};", true],
    ["src/users/view.cpp", "return boost::json::value{nullptr};", false],
    ["src/platform/http/server.cpp", "co_await read();", true],
    ["src/users/edit.h", "class UserManager {", true],
    ["src/users/edit.h", "struct EditHelper {", true],
    ["src/users/edit.h", "std::string get_name();", true],
    ["src/users/edit.h", "object.get_string();", false],
    ["src/users/edit.cpp", "// never rand() here", false],
  ],
  nothingIsLeftForLater: [
    ["src/base/text.cpp", "// TO" + "DO: later", true],
    ["docs/a.md", "FIX" + "ME", true],
    ["src/base/text.cpp", "// nothing to do", false],
  ],
  filesAreNamedForWhatTheyHold: [
    ["src/base/text_utils.cpp", "", true],
    ["src/users/UserStore.h", "", true],
    ["src/users/store.h", "", false],
  ],
  noRegistryIsNamed: [
    ["assets/package-lock.json", '      "resolved": "https://host.example/a.tgz",', true],
    ["dev", "curl https://registry.npm" + "js.org/x", true],
    ["assets/package-lock.json", '      "integrity": "sha512-…",', false],
  ],
  pagesHoldNoInlineScript: [
    ["src/ui/page.cpp", '"<script>alert(1)"', true],
    ["src/users/pages.cpp", '<button onclick="go()">', true],
    ["src/users/pages.cpp", '<p style="color: red">', true],
    ["src/users/pages.cpp", '<p class="text-red">', false],
  ],
  everyActionHasWords: [
    ["src/users/edit.cpp", '.action = "user.eaten",', true],
    ["src/audit/entry.cpp", 'Words{"user.eaten", "Person eaten", "ate {}"},', false],
  ],
};

for (const [name, cases] of Object.entries(samples))
  test(`the rule bites: ${name}`, () => {
    for (const [path, line, bites] of cases) {
      const found = rules[name]([{ path, text: `\n${line}\n` }]);
      assert.equal(found.length > 0, bites, `${path}: ${line}`);
      for (const each of found) assert.ok(each.message.length > 10 && each.line >= 1);
    }
  });

test("every rule has samples", () => {
  assert.deepEqual(Object.keys(samples).sort(), Object.keys(rules).sort());
});

test("every rule has a sample that bites and one that does not", () => {
  for (const [name, cases] of Object.entries(samples)) {
    assert.ok(cases.some(([, , bites]) => bites), name);
    assert.ok(cases.some(([, , bites]) => !bites), name);
  }
});
