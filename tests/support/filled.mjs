// An organisation with something on every page: sites, people of several roles, invitations in several states.
import { accept, expectStatus, found, goodPassword, invite, tokenOf } from "./story.mjs";

const colleagues = [
  { name: "Hanna Shaw", email: "hanna@northern.example", role: "hs_admin", job_title: "Health and safety lead" },
  { name: "Sam Fitter", email: "sam@northern.example", role: "supervisor", job_title: "Shift supervisor", site: 0 },
  { name: "Mira Patel", email: "mira@northern.example", role: "site_manager", job_title: "Site manager", site: 0 },
  { name: "Oskar Nowak", email: "oskar@northern.example", role: "operator", job_title: "Forklift driver", site: 1 },
  { name: "Cleo Byrne", email: "cleo@cranes.example", role: "contractor", is_external: true, company_name: "Cranes & Sons" },
];

const sites = [
  { name: "Harbour Yard", address: "1 Quay Street\nPortmouth", postcode: "PM1 2AB" },
  { name: "Hill Depot", address: "Depot Lane\nPortmouth", postcode: "PM7 9XY" },
  { name: "Old Kiln", address: "Kiln Road\nPortmouth", postcode: "PM3 4CD" },
];

const waiting = [
  { name: "Dana Driver", email: "dana@northern.example", role: "operator", message: "Welcome aboard! Ring me if the link does not open." },
  { name: "Lena Locke", email: "lena@northern.example", role: "engineering" },
  { name: "Rob Revoked", email: "rob@northern.example", role: "supervisor" },
  { name: "Nora Newnham", email: "nora@northern.example", role: "director" },
];

/** Fields of an invitation as the API takes them. */
function offerOf({ site, ...fields }, ids) {
  return site === undefined ? fields : { ...fields, site_id: ids[site] };
}

const wrongFor = (code) => (code === "0000-0000" ? "1111-1111" : "0000-0000");

/** Five wrong codes: nobody gets in with this link any more. */
export async function lock({ client }, { token, code }) {
  for (let i = 0; i < 5; i += 1)
    await client.post("/invitations/accept", { token, code: wrongFor(code), password: goodPassword });
}

/**
 * Founds and fills: { owner, sites, locations, people, invitations }; the locations lie in one another; people and invitations by first name in lower case; those of
 * the people carry the client that is signed in as them.
 */
export async function fill(server, sink, fields = {}) {
  const owner = await found(server, sink, { organisation: "Northern Lifts Ltd", email: "olivia@northern.example", ...fields });
  const ids = [];
  for (const site of sites) ids.push(expectStatus(await owner.client.post("/sites", site), 201).id);
  const locations = [];
  for (const location of ["Main hall", "Loading bay 3"]) {
    const parent_id = locations.at(-1) ?? null;
    locations.push(expectStatus(await owner.client.post("/locations", { site_id: ids[0], parent_id, name: location, floor: "Ground" }), 201).id);
  }
  const first = ({ name }) => name.split(" ")[0].toLowerCase();
  const people = {};
  for (const one of colleagues) people[first(one)] = await accept(server, await invite(owner, sink, offerOf(one, ids)));
  const invitations = {};
  for (const one of waiting) invitations[first(one)] = await invite(owner, sink, offerOf(one, ids));
  await lock(owner, invitations.lena);
  expectStatus(await owner.client.post(`/invitations/${invitations.rob.invitation.id}/revoke`), 200);
  return { owner, sites: ids, locations, people, invitations };
}

/** Deletes somebody, so that the list of the deleted has a line. */
export async function removePerson(owner, sink, server) {
  const gone = await accept(server, await invite(owner, sink, { name: "Gil Gone", email: "gil@northern.example", role: "operator" }));
  expectStatus(await owner.client.delete(`/users/${gone.user.id}`), 204);
  return gone.user.id;
}

const table = "name,email,role\nAda Import,ada@northern.example,operator\nBo Import,not-an-address,operator\n";

/** An import of invitations, of which one row is wrong: its id. */
export async function importSome(owner) {
  const answer = await owner.client.send("POST", "/api/v1/invitations/import?on_error=skip", { body: table, type: "text/csv" });
  return expectStatus(answer, 202).import_id;
}

/** Asks for another password for that address and reads the mail: its link. */
export async function forgetPassword({ client, email }, sink) {
  const before = sink.mailsTo(email).length;
  expectStatus(await client.post("/password/forgot", { email }), 202);
  return (await sink.mailTo(email, before + 1)).link;
}

/** Asks for another address of a place and reads the mail to it: { token, code, link }. */
export async function changeAddress(owner, sink, id, email) {
  expectStatus(await owner.client.patch(`/users/${id}`, { email }), 200);
  const mail = await sink.mailTo(email);
  return { mail, link: mail.link, token: tokenOf(mail), code: mail.code };
}

const equipment = [
  ["Bridge crane, hall 2", "LIFT", 0],
  ["Forklift 3", "VEH", 0],
  ["Fire door north", "FS", 0],
  ["Scissor lift", "ACC", 1],
  ["Compressor", "PRES", 1],
  ["Ladder 12", "ACC", 0],
];

const reports = [
  ["Bridge crane, hall 2", "Hook bent", "critical", { isolate_asset: true }],
  ["Bridge crane, hall 2", "Limit switch sticks", "high", {}],
  ["Forklift 3", "Hydraulic hose leaks", "high", {}],
  ["Fire door north", "Door does not close by itself", "medium", {}],
  ["Scissor lift", "Battery runs down in an hour", "low", {}],
  ["Ladder 12", "Rung cracked", "critical", {}],
];

/** Equipment, defects in several states, and work for the contractor: { assets, defects, company }, by their names. */
export async function fillWork({ owner: { client }, sites: ids, people: { cleo, mira } }) {
  const { data: categories } = expectStatus(await client.get("/categories"), 200);
  const assets = {};
  for (const [name, prefix, site] of equipment) {
    const category = categories.find((one) => one.prefix === prefix);
    assets[name] = expectStatus(await client.post("/assets", { name, category_id: category.id, site_id: ids[site], make: "Northern", model: "N-200" }), 201).id;
  }
  const defects = {};
  for (const [asset, title, severity, fields] of reports)
    defects[title] = expectStatus(await client.post("/defects", { asset_id: assets[asset], title, severity, ...fields }), 201).id;
  for (const title of ["Hook bent", "Limit switch sticks", "Rung cracked"])
    expectStatus(await client.post(`/defects/${defects[title]}/assign`, { user_id: cleo.user.id }), 200);
  const close = async (title, notes) => expectStatus(await cleo.client.post(`/defects/${defects[title]}/close-out`, { notes, parts_cost: "42.50" }), 200);
  await close("Limit switch sticks", "Cleaned the switch and set it anew.");
  await close("Rung cracked", "New rung fitted and tested.");
  expectStatus(await mira.client.post(`/defects/${defects["Rung cracked"]}/approve`), 200);
  const { data: [company] } = expectStatus(await client.get("/companies"), 200);
  expectStatus(await client.patch(`/companies/${company.id}`, { phone: "+44 23 9281 0000", email: "office@cranes.example", address: "12 Dock Road\nPortmouth" }), 200);
  return { assets, defects, company: company.id };
}
