// Two look-alike organisations in which every record carries words of its own in every field, and one person from
// outside before them: something is theirs now, something was, something never, something is another organisation's.
import { png, upload } from "./files.mjs";
import { Client } from "./api.mjs";
import { accept, expectStatus, found, goodPassword, invite } from "./story.mjs";

let made = 0;

/** A word that occurs nowhere else. */
export function word() {
  made += 1;
  const letters = [...String(made).padStart(4, "0")].map((digit) => "abcdefghij"[digit]);
  return `zq${letters.join("")}`;
}

const ok = (answer, status = 200) => expectStatus(answer, status);

/** What must not be seen: words and ids, by the kind of record that ids are of. */
export class Hidden {
  words = [];
  ids = {};

  word() {
    const made = word();
    this.words.push(made);
    return made;
  }
  id(kind, id) {
    (this.ids[kind] ??= []).push(id);
    return id;
  }
  /** What the asker had until now, and has no more. */
  add(other) {
    this.words.push(...other.words);
    for (const [kind, ids] of Object.entries(other.ids)) for (const id of ids) this.id(kind, id);
  }
  all() {
    return [...this.words, ...Object.values(this.ids).flat()];
  }
}

const pdf = (text) => Buffer.from(`%PDF-1.7\n%${text}\n1 0 obj\n<<>>\nendobj\n`);
const cents = () => `${7_000_000 + made}.${10 + (made % 80)}`;

/** A category, a site with a location, equipment and papers; answers their ids. */
async function place(client, hidden) {
  const category = hidden.id("category", ok(await client.post("/categories", { name: `Kind ${hidden.word()}`, prefix: `Q${made}`.slice(0, 6), criticality: "low", regulation: hidden.word() }), 201).id);
  const site = hidden.id("site", ok(await client.post("/sites", { name: `Yard ${hidden.word()}`, address: hidden.word(), contact_name: `Gwen ${hidden.word()}` }), 201).id);
  const location = hidden.id("location", ok(await client.post("/locations", { site_id: site, name: `Hall ${hidden.word()}`, floor: hidden.word() }), 201).id);
  return { category, site, location };
}

async function equipment(client, { category, site, location }, hidden, owner_id = null) {
  const fields = { name: `Lift ${hidden.word()}`, category_id: category, site_id: site, location_id: location, owner_id,
    make: hidden.word(), model: hidden.word(), serial: hidden.word(), notes: hidden.word() };
  const id = hidden.id("asset", ok(await client.post("/assets", fields), 201).id);
  await paper(client, { record_type: "asset", record_id: id }, hidden);
  return id;
}

async function paper(client, record, hidden) {
  const { id } = await upload(client, { ...record, name: `Paper ${hidden.word()}`, expires_on: "2026-12-01" }, `${hidden.word()}.pdf`, pdf(hidden.word()));
  return hidden.id("document", id);
}

async function photo(client, defect, hidden) {
  const { id } = await upload(client, { record_type: "defect", record_id: defect, name: `Photo ${hidden.word()}` }, `${hidden.word()}.png`, png(40 + (made % 50), 30));
  return hidden.id("document", id);
}

async function report(client, asset, hidden, fields = {}) {
  const defect = ok(await client.post("/defects", { asset_id: asset, title: `Crack ${hidden.word()}`, description: hidden.word(), severity: "high", ...fields }), 201);
  await photo(client, hidden.id("defect", defect.id), hidden);
  return defect.id;
}

const give = async (client, defect, user) => ok(await client.post(`/defects/${defect}/assign`, { user_id: user }));

/** Somebody works on it: a note, a photo, a closeout with costs, which is rejected. */
async function work(client, verifier, defect, hidden, key) {
  ok(await client.post(`/defects/${defect}/notes`, { text: hidden.word() }), 200);
  await photo(client, defect, hidden);
  const costs = [cents(), cents()];
  hidden.words.push(...costs);
  const closeout = { notes: hidden.word(), parts_cost: costs[0], labour_cost: costs[1], repaired_by: `Sub ${hidden.word()}` };
  ok(await client.post(`/defects/${defect}/close-out`, closeout, key && { headers: { "idempotency-key": key } }));
  ok(await verifier.post(`/defects/${defect}/reject`, { reason: hidden.word() }));
  return closeout;
}

async function member(server, owner, sink, fields, hidden) {
  const named = { name: `Lee ${hidden.word()}`, job_title: hidden.word(), email: `${hidden.word()}@example.org`, ...fields };
  const person = await accept(server, await invite(owner, sink, named));
  hidden.id("user", person.user.id);
  return person;
}

/** What nobody from outside ever has to do with, in an organisation. */
async function elsewhere(server, owner, sink, hidden) {
  const ground = await place(owner.client, hidden);
  const asset = await equipment(owner.client, ground, hidden);
  const defect = await report(owner.client, asset, hidden, { severity: "critical", isolate_asset: true });
  await paper(owner.client, { record_type: "site", record_id: ground.site }, hidden);
  await paper(owner.client, { record_type: "organisation" }, hidden);
  const company = ok(await owner.client.post("/companies", { name: `Firm ${hidden.word()}`, phone: "+44 20 7946 0000", email: `${hidden.word()}@example.org`, address: hidden.word() }), 201);
  await paper(owner.client, { record_type: "company", record_id: hidden.id("company", company.id) }, hidden);
  const open = ok(await owner.client.post("/invitations", { name: `Ina ${hidden.word()}`, email: `${hidden.word()}@example.org`, role: "operator", job_title: hidden.word(), message: hidden.word() }), 201);
  hidden.id("invitation", open.id);
  const token = ok(await owner.client.post("/api-tokens", { name: hidden.word() }), 201);
  hidden.id("api_token", token.id);
  const started = ok(await owner.client.send("POST", "/api/v1/invitations/import?on_error=skip", { body: `name,email,role\nIm ${hidden.word()},${hidden.word()}@example.org,operator\n`, type: "text/csv" }), 202);
  hidden.id("import", started.import_id);
  const begun = ok(await owner.client.post("/uploads", { record_type: "organisation", file_name: `${hidden.word()}.pdf`, size: 99 }), 201);
  hidden.id("upload", begun.id);
  for (const { id } of ok(await owner.client.get("/me/sessions")).data) hidden.id("session", id);
  for (const { id } of ok(await owner.client.get("/notifications")).data) hidden.id("notification", id);
  return { ground, asset, defect };
}

/** One person from outside before it all: { owner, person, client, hidden, mine, now, yard, tags, replay, email }. */
export async function scene(server, sink, role) {
  const hidden = new Hidden();
  const owner = await found(server, sink, { organisation: "Northern Lifts Ltd", name: "Olivia Owner" });
  const twin = await found(server, sink, { organisation: `Southern ${hidden.word()} Ltd`, name: `Tess ${hidden.word()}` });
  hidden.id("organisation", twin.organisation.id);
  hidden.id("user", twin.user.id);
  hidden.words.push(twin.email);
  const never = await elsewhere(server, owner, sink, hidden);
  await elsewhere(server, twin, sink, hidden);
  const external = { is_external: true, company_name: "Lift Services Ltd" };
  const before = await member(server, owner, sink, { role: "contractor", is_external: true, company_name: `Firm ${hidden.word()}` }, hidden);
  const keeper = await member(server, owner, sink, { role: "engineering" }, hidden);
  const person = await accept(server, await invite(owner, sink, { name: "Dana Fitter", email: `dana.${role}@example.org`, role, ...external }));

  const mine = new Hidden(); // theirs as long as the defect is
  const yard = ok(await owner.client.post("/sites", { name: "Harbour Yard", address: hidden.word() }), 201).id;
  const { data } = ok(await owner.client.get("/categories"));
  const ground = { category: data.find(({ prefix }) => prefix === "LIFT").id, site: yard, location: ok(await owner.client.post("/locations", { site_id: yard, name: "Main hall" }), 201).id };
  const asset = await equipment(owner.client, ground, mine, keeper.user.id);
  const now = await report(owner.client, asset, mine);
  await give(owner.client, now, before.user.id);
  await work(before.client, owner.client, now, hidden);
  await give(owner.client, now, person.user.id);
  ok(await person.client.post(`/defects/${now}/notes`, { text: mine.word() }));
  await photo(person.client, now, mine);

  const was = await report(owner.client, await equipment(owner.client, ground, hidden), hidden);
  await give(owner.client, was, person.user.id);
  const closeout = await work(person.client, owner.client, was, hidden, "once");
  const tags = {};
  for (const id of hidden.ids.document) tags[id] = (await person.client.get(`/documents/${id}/content`)).headers.etag;
  await give(owner.client, was, before.user.id);
  // Of the same equipment, and never theirs.
  const beside = await report(owner.client, asset, hidden, { severity: "critical", isolate_asset: true });
  await give(owner.client, beside, before.user.id);
  await work(before.client, owner.client, beside, hidden);
  await report(owner.client, never.asset, hidden);
  const replay = () => person.client.post(`/defects/${was}/close-out`, closeout, { headers: { "idempotency-key": "once" } });
  return { owner, person, client: person.client, hidden, mine, now, yard, tags, replay, email: `dana.${role}@example.org` };
}

/** Another session of the same person. */
export async function session(server, email) {
  const client = new Client(server);
  ok(await client.post("/session", { email, password: goodPassword }));
  return client;
}
