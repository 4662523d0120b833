// The rules of the house that a machine can check. Every rule is a function from files to violations; each violation says
// where, what is wrong, and what to do instead.

/** From the ground up; rooms of one floor do not include each other. */
export const floors = [
  ["base"],
  ["platform"],
  ["access"],
  ["ui"],
  ["outbox"],
  ["notifications"],
  ["accounts"],
  ["sites", "roles", "companies"],
  ["users"],
  ["organisations"],
  ["invitations"],
  ["documents"],
  ["assets"],
  ["defects"],
  ["contractors"],
  ["people", "audit"],
  ["dashboard"],
  ["server"],
  ["cli"],
];
const floorOf = new Map(floors.flatMap((rooms, floor) => rooms.map((room) => [room, floor])));
const productRooms = new Set(floors.slice(5, -2).flat());

/** The file of a room that holds its noun. */
const nounOf = { people: "person", audit: "entry", companies: "company" };
const nounFile = (room) => nounOf[room] ?? room.replace(/s$/, "");

const roomOf = (path) => /^src\/([a-z_]+)\//.exec(path)?.[1];
const nameOf = (path) => path.slice(path.lastIndexOf("/") + 1).replace(/\.[a-z.]+$/, "");
const isSource = ({ path }) => /^(src|bench|fuzz)\/.*\.(cpp|h|in)$/.test(path);
const isTest = ({ path }) => path.endsWith("_test.cpp") || path.startsWith("src/testing/") || path.endsWith("/testing.h");
const isHeader = ({ path }) => path.endsWith(".h");

const linesOf = ({ text }) => text.split("\n");

function includesOf(file) {
  return linesOf(file).flatMap((line, index) => {
    const found = /^\s*#\s*include\s+(["<])([^">]+)[">]/.exec(line);
    return found ? [{ line: index + 1, own: found[1] === '"', target: found[2] }] : [];
  });
}

const violation = (file, line, message) => ({ path: file.path, line, message });

/** Lines that match, comments left out. */
function matches(file, pattern, message) {
  return linesOf(file).flatMap((line, index) => {
    const code = line.replace(/(^|\s)\/\/.*$/, "");
    return pattern.test(code) ? [violation(file, index + 1, message)] : [];
  });
}

export function includesGoDown(files) {
  return files.filter(isSource).flatMap((file) => {
    const room = roomOf(file.path);
    if (room === undefined || room === "testing") return []; // main.cpp, benchmarks and fixtures see the whole house
    return includesOf(file).flatMap(({ line, own, target }) => {
      const other = target.split("/")[0];
      if (!own) return [];
      if (other === "testing" || target.endsWith("/testing.h"))
        return isTest(file) ? [] : [violation(file, line, `only tests include testing/; move what is needed out of ${target}`)];
      if (other === room) return [];
      if (!floorOf.has(other)) return [violation(file, line, `"${target}": ${other} is no room; include by src/ROOM/… or add the room to its floor in tests/tidy/rules.mjs`)];
      if (!floorOf.has(room)) return [violation(file, line, `${room} stands on no floor; add it in tests/tidy/rules.mjs`)];
      if (floorOf.get(other) < floorOf.get(room)) return [];
      return [violation(file, line, `${room} may not include ${other}, which stands ${floorOf.get(other) === floorOf.get(room) ? "beside" : "above"} it: move the rule down, or announce it and answer in server/reactions`)];
    });
  });
}

/** What each piece of furniture of a product room may include from elsewhere, and which files of its own room not. */
const furniture = {
  noun: { elsewhere: /^(base|access)\//, notOwn: /^(store|pages|api|messages|view)$/, hint: "the noun is pure: it includes base and access only" },
  store: { elsewhere: /^(base|access|platform\/sql)\//, notOwn: /^(pages|api|messages|view)$/, hint: "a store holds SQL and includes nouns, access and platform/sql only" },
  messages: { elsewhere: /^(base|access|platform\/(mail|html|crypto))\//, notOwn: /^(store|pages|api)$/, hint: "messages say words and include nouns, platform/mail and platform/html only" },
  pages: { elsewhere: /^(?!platform\/(sql|mail)\/|outbox\/|[a-z]+\/store\.h)/, notOwn: /^(store|api|messages)$/, hint: "pages call verbs: no store, SQL, mail or outbox" },
  api: { elsewhere: /^(?!platform\/(sql|mail|html)\/|ui\/|outbox\/|[a-z]+\/store\.h)/, notOwn: /^(store|pages|messages)$/, hint: "the API calls verbs: no store, SQL, mail, outbox, ui or HTML" },
};

function kindOf(path) {
  const name = nameOf(path);
  if (name === nounFile(roomOf(path))) return "noun";
  for (const kind of ["store", "messages", "pages", "api"]) if (name === kind || name.startsWith(`${kind}_`)) return kind;
  return undefined;
}

export function furnitureKeepsItsPlace(files) {
  return files.filter((file) => isSource(file) && !isTest(file) && productRooms.has(roomOf(file.path))).flatMap((file) => {
    const rule = furniture[kindOf(file.path)];
    if (!rule) return [];
    return includesOf(file).flatMap(({ line, own, target }) => {
      if (!own || nameOf(target) === nameOf(file.path)) return [];
      const other = target.split("/")[0];
      const isOwn = other === roomOf(file.path);
      const isNoun = productRooms.has(other) && nameOf(target) === nounFile(other) && rule !== furniture.noun;
      const fits = isOwn ? !rule.notOwn.test(nameOf(target)) : isNoun || rule.elsewhere.test(target);
      return fits ? [] : [violation(file, line, `"${target}": ${rule.hint}`)];
    });
  });
}

/** A room's store is its own: others ask its verbs. */
export function storesAreAskedThroughVerbs(files) {
  return files.filter((file) => isSource(file) && !isTest(file) && roomOf(file.path)).flatMap((file) =>
    includesOf(file)
      .filter(({ own, target }) => own && /\/store\w*\.h$/.test(target) && target.split("/")[0] !== roomOf(file.path))
      .map(({ line, target }) => violation(file, line, `"${target}" belongs to another room: call one of its verbs`)),
  );
}

/** Libraries that only one room knows; where tests may use them too, `tests` says so. */
const libraries = [
  { header: /^boost\/(asio|beast)/, home: /^src\/platform\/http\//, tests: true, name: "Asio and Beast" },
  { header: /^(sqlite3\.h|libpq-fe\.h)$/, home: /^src\/platform\/sql\//, tests: true, name: "SQLite and libpq" },
  { header: /^sodium/, home: /^src\/platform\/crypto\//, tests: false, name: "libsodium" },
  { header: /^(curl|gmime)\//, home: /^src\/platform\/(mail|files)\//, tests: true, name: "libcurl and GMime" },
  { header: /^prometheus\//, home: /^src\/platform\/metrics\//, tests: false, name: "prometheus-cpp" },
  { header: /^(unicode|date)\/|^idn2\.h$/, home: /^src\/base\//, tests: false, name: "ICU, libidn2 and date" },
  { header: /^(liboath|openssl)\/|^fido/, home: /^src\/(platform\/crypto|testing)\//, tests: false, name: "liboath, libfido2 and OpenSSL" },
  { header: /^qrencode\.h$/, home: /^src\/platform\/html\//, tests: false, name: "libqrencode" },
  { header: /^CLI\//, home: /^src\/(cli|server)\//, tests: false, name: "CLI11" },
];

export function librariesStayInTheirRoom(files) {
  return files.filter((file) => isSource(file) && file.path.startsWith("src/")).flatMap((file) =>
    includesOf(file).flatMap(({ line, target }) =>
      libraries
        .filter(({ header, home, tests }) => header.test(target) && !home.test(file.path) && !(tests && isTest(file)))
        .map(({ home, name }) => violation(file, line, `${name} only in ${home.source.replace(/[\\^]/g, "")}: use what that room offers`)),
    ),
  );
}

const statement = /"\s*(SELECT\s|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|WITH\s+\w+(\s*\([^)]*\))?\s+AS\s|(CREATE|DROP|ALTER)\s+(TABLE|INDEX|ROLE|DATABASE)\s)/;
const statementInRawText = /^\s*(R"\w*\()?\s*(SELECT\s+\S|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s)/;

export function sqlStaysInStores(files) {
  const isHome = ({ path }) => /\/store(_\w+)?\.cpp$/.test(path) || path.startsWith("src/platform/sql/");
  return files
    .filter((file) => isSource(file) && file.path.startsWith("src/") && !isTest(file) && !isHome(file))
    .flatMap((file) => [
      ...matches(file, statement, "SQL only in the room's store.cpp, in migrations/ and in platform/sql"),
      ...matches(file, statementInRawText, "SQL only in the room's store.cpp, in migrations/ and in platform/sql"),
    ]);
}

/** R-VAL-3: email addresses and names are folded by base, never by a database. */
export function databasesFoldNothing(files) {
  const isSql = ({ path }) => /\/store(_\w+)?\.cpp$/.test(path) || path.startsWith("migrations/");
  const say = "compare by the keys base makes (EmailAddress::key, case_folded), not by the database's folding";
  return [
    ...files.filter(isSql).flatMap((file) => matches(file, /COLLATE\s+NOCASE|\bcitext\b|(?<![:.\w])(lower|upper)\s*\(/i, say)),
    ...files.filter((file) => isSource(file) && !isTest(file) && !isSql(file)).flatMap((file) => matches(file, /COLLATE\s+NOCASE|\bcitext\b/, say)),
  ];
}

const bans = [
  { in: (file) => isHeader(file), pattern: /^\s*using namespace\b/, say: "no `using namespace` in a header: name what is used" },
  { in: (file) => isSource(file) && !isTest(file), pattern: /\b(s?rand|drand48|random)\(|std::(mt19937|random_device|minstd_rand)/, say: "randomness comes from platform/crypto (random_bytes)" },
  { in: (file) => isSource(file) && !isTest(file) && !/^src\/(platform\/clock|server|cli)\//.test(file.path) && file.path.startsWith("src/"), pattern: /system_clock::now|(?<![.>\w])(std::)?time\((nullptr|NULL|0)\)|\bgettimeofday\(/, say: "the time is an argument (call.now), made by platform/clock alone" },
  { in: (file) => isSource(file) && !isTest(file) && !/^src\/(server|cli)\//.test(file.path) && file.path.startsWith("src/"), pattern: /\bgetenv\(/, say: "the environment is read in server/ only; take an argument" },
  { in: isSource, pattern: /\b(strcpy|strcat|sprintf|gets|strtok)\(/, say: "use std::string, fmt::format and string_view" },
  { in: ({ path }) => /^(tests|assets|bench)\/.*\.mjs$/.test(path) && !path.startsWith("tests/tidy/"), pattern: /\.(toSorted|toReversed|toSpliced|withResolvers|fromAsync|groupBy)\(|import \{[^}]*\bcrc32\b|import\.meta\.(dirname|filename)/, say: "Debian 12 brings Node.js 18, which does not know this" },
  { in: isSource, pattern: /\bPQ(escape|exec\()/, except: /^src\/(platform\/sql|testing)\//, say: "bound parameters only (R-VAL-5)" },
  { in: (file) => isSource(file) && !isTest(file), pattern: /\bstd::(regex|basic_regex)\b/, say: "no regular expressions on input (R-VAL-10): write the small reader" },
  { in: isSource, pattern: /\bjson::value\{(?!nullptr\}|\})/, say: "json::value{x} is a list of one: write json::value(x)" },
  { in: (file) => isSource(file) && !isTest(file) && !/^src\/(access|roles)\//.test(file.path), pattern: /\bdefault_grants\(/, say: "what a role may do is the organisation's choice: ask access::grants_of or grants_of_all" },
  { in: isSource, pattern: /\b(co_await|co_yield|co_return)\b/, say: "no coroutines: g++ 12 destroys lambda captures twice; use callbacks" },
  { in: isSource, pattern: /\b(class|struct|enum class)\s+\w*(Manager|Helper|Utils?|Impl)\b/, say: "name the thing by what it is, not Manager, Helper, Util or Impl" },
  { in: (file) => isSource(file) && file.path.startsWith("src/"), pattern: /(?<![.>:\w])get_[a-z_]+\(/, say: "no get_: name it by what it answers" },
];

export function bannedWords(files) {
  return files.flatMap((file) =>
    bans.filter((ban) => ban.in(file) && !ban.except?.test(file.path)).flatMap((ban) => matches(file, ban.pattern, ban.say)),
  );
}

export function nothingIsLeftForLater(files) {
  const mark = new RegExp(`\\b(${["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"].join("|")})\\b`);
  return files.flatMap((file) =>
    linesOf(file).flatMap((line, index) =>
      mark.test(line) ? [violation(file, index + 1, "finish it, or file an issue; no marks for later in the tree")] : [],
    ),
  );
}

export function filesAreNamedForWhatTheyHold(files) {
  return files
    .filter((file) => isSource(file) && (/(^|_)(util|utils|helper|helpers|manager|impl|misc|common)(_|$)/.test(nameOf(file.path)) || /[A-Z-]/.test(nameOf(file.path))))
    .map((file) => violation(file, 1, "name the file in snake_case by what it holds"));
}

/** The build fetches by name from whatever registry the machine is set up for. */
export function noRegistryIsNamed(files) {
  const hosts = new RegExp(["npm" + "js\\.(org|com)", "npm" + "mirror\\.com", "deb\\.deb" + "ian\\.org", "yarn" + "pkg\\.com", "py" + "pi\\.org"].join("|"));
  return files.flatMap((file) => [
    ...(file.path.endsWith("package-lock.json")
      ? matches(file, /"resolved"\s*:/, "write the lock file with omit-lockfile-registry-resolved=true in .npmrc")
      : []),
    ...matches(file, hosts, "name packages, never the host they come from"),
  ]);
}

export function pagesHoldNoInlineScript(files) {
  return files
    .filter((file) => isSource(file) && !isTest(file) && /^src\/(ui|platform\/html|[a-z]+\/pages)/.test(file.path))
    .flatMap((file) => matches(file, /<script>|<style|\sstyle=\\?["']|\son[a-z]+=\\?["']|javascript:/, "the policy forbids inline script and style (R-WEB-1): use assets/ and classes"));
}

/** AUD-1: what is recorded can be read by people. Actions are written out as "noun.happened" where they are recorded. */
export function everyActionHasWords(files) {
  const action = /"((?:organisation|account|session|api_token|second_factor|passkey|invitation|import|user|role|site|location)\.[a-z_]+)"/g;
  const elsewhere = /^src\/(audit|notifications|server|cli|testing|invitations\/tell)/; // kinds of notices, commands
  const inWords = new Set(files.filter(({ path }) => path === "src/audit/entry.cpp").flatMap(({ text }) => [...text.matchAll(action)].map(([, name]) => name)));
  return files
    .filter((file) => file.path.startsWith("src/") && file.path.endsWith(".cpp") && !isTest(file) && !elsewhere.test(file.path))
    .flatMap((file) =>
      linesOf(file).flatMap((line, index) =>
        [...line.matchAll(action)]
          .filter(([, name]) => !inWords.has(name))
          .map(([, name]) => violation(file, index + 1, `nobody can read "${name}" in the audit log: give it words in src/audit/entry.cpp`)),
      ),
    );
}

export const rules = {
  includesGoDown,
  furnitureKeepsItsPlace,
  storesAreAskedThroughVerbs,
  librariesStayInTheirRoom,
  sqlStaysInStores,
  databasesFoldNothing,
  bannedWords,
  nothingIsLeftForLater,
  filesAreNamedForWhatTheyHold,
  noRegistryIsNamed,
  pagesHoldNoInlineScript,
  everyActionHasWords,
};

/** Not a refusal, a word in time: files that no longer read at a glance. */
export function longFiles(files) {
  return files
    .filter((file) => isSource(file) && linesOf(file).length > 301)
    .map((file) => violation(file, linesOf(file).length - 1, "longer than 300 lines: is there a second thing in it?"));
}
