// A small test runner: files run side by side, the tests of one file one after another, each with its own clean-up.
const found = [];

/** Names a test. `run` is given a Trial; it fails by throwing or by taking longer than `seconds`. */
export function test(name, run, { seconds = 60 } = {}) {
  found.push({ name, run, seconds });
}

/** Names the same tests for both databases. */
export function onBothDatabases(name, run, options) {
  for (const database of ["sqlite", "postgresql"]) test(`${name} (${database})`, (trial) => run(trial, database), options);
}

export async function collect(load) {
  await load();
  return found.splice(0);
}

/** What a test may ask of its runner. */
class Trial {
  #endings = [];
  #notes = [];

  /** Runs `ending` when the test is over, last one first. */
  after(ending) {
    this.#endings.push(ending);
  }

  /** `note` is asked for its text only if the test fails. */
  onFailure(note) {
    this.#notes.push(note);
  }

  async end() {
    const faults = [];
    for (const ending of this.#endings.splice(0).reverse()) {
      try {
        await ending();
      } catch (fault) {
        faults.push(fault);
      }
    }
    if (faults.length > 0) throw faults[0];
  }

  async notes() {
    const texts = [];
    for (const note of this.#notes) texts.push(await note());
    return texts;
  }
}

function withDeadline(work, seconds) {
  let timer;
  const deadline = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${seconds} s`)), seconds * 1000);
  });
  return Promise.race([work, deadline]).finally(() => clearTimeout(timer));
}

async function runOne(file, { name, run, seconds }) {
  const trial = new Trial();
  const start = Date.now();
  let fault = null;
  let notes = [];
  try {
    await withDeadline(run(trial), seconds);
  } catch (thrown) {
    fault = thrown ?? new Error("failed without a reason");
    notes = await trial.notes().catch((broken) => [`no notes: ${broken}`]);
  }
  try {
    await withDeadline(trial.end(), 30);
  } catch (thrown) {
    fault ??= thrown;
  }
  const title = `${file}: ${name} (${Date.now() - start} ms)`;
  console.log(fault ? `FAILED  ${title}` : `ok      ${title}`);
  if (fault) for (const text of [fault.stack ?? String(fault), ...notes]) console.log(text.replace(/^/gm, "        "));
  return fault === null;
}

/** Runs every test, `lanes` files at a time; counts. */
export async function runAll(files, lanes) {
  const waiting = [...files];
  const counts = { passed: 0, failed: 0 };
  // A fault that nobody waited for must not end the run; the test that misses its answer fails by its deadline.
  process.on("unhandledRejection", (fault) => console.log(`unhandled: ${fault?.stack ?? fault}`));
  const lane = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift())
      for (const one of file.tests) counts[(await runOne(file.name, one)) ? "passed" : "failed"] += 1;
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  await Promise.all(atTheEnd.map((ending) => ending()));
  return counts;
}

const atTheEnd = [];

/** Runs once, when all tests are over. */
export function afterAll(ending) {
  atTheEnd.push(ending);
}
