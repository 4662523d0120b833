// Every page of src/server/routes.cpp is opened: axe finds nothing, nothing sticks out sideways at 390 and 1280 pixels,
// light and dark, one heading, a quiet console.
import assert from "node:assert/strict";

import { visitor } from "../support/browser.mjs";
import { addEquipment, disposedEquipment } from "../support/equipment.mjs";
import { changeAddress, fill, forgetPassword, importSome, removePerson } from "../support/filled.mjs";
import { startSink } from "../support/mail.mjs";
import { pagePatterns, visit } from "../support/pages.mjs";
import { addPasskey, giveDevice } from "../support/passkeys.mjs";
import { smallPng, upload } from "../support/files.mjs";
import { startServer } from "../support/server.mjs";
import { expectStatus, found, tokenOf } from "../support/story.mjs";
import { test } from "../support/test.mjs";

// These answer with a file, not with a page.
const files = ["/static/{file}", "/assets/export", "/assets/import/template", "/assets/{id}/label.svg", "/audit/export", "/documents/{id}/file", "/documents/{id}/thumbnail", "/favicon.ico", "/favicon.svg", "/users/export", "/users/invite/import/template"];

// The links of mails: opening one leads on to a page that has a line of its own below.
const links = ["/confirm/{token}", "/reset/{token}", "/invitations/{token}"];

// These are for people from outside: see the test of theirs, and that of summaries in tests/mail.
const outside = ["/contractor", "/unsubscribe/{token}"];

/** Where an address that names a record leads, and further states of pages. An address without a name needs no line. */
async function addressesOf(scene) {
  const { owner, sites, locations, people, invitations } = scene;
  const { id: deleted } = { id: await removePerson(owner, scene.sink, scene.server) };
  const { client } = owner;
  expectStatus(await client.patch(`/users/${people.oskar.user.id}`, { is_active: false }), 200);
  expectStatus(await client.patch(`/sites/${sites[2]}`, { is_active: false }), 200);
  expectStatus(await client.post("/api-tokens", { name: "Nightly export" }), 201);
  const { sam, cleo } = people;
  const { dana, lena, rob } = invitations;
  const asset = await addEquipment(client, sites[0]);
  const category = expectStatus(await client.get(`/assets/${asset}`), 200).category_id;
  const report = async (title, severity) => expectStatus(await client.post("/defects", { asset_id: asset, title, severity }), 201).id;
  const open = await report("Hose cracked at the fitting", "critical");
  const done = await report("Pin loose", "low");
  expectStatus(await client.post(`/defects/${done}/close-out`, { notes: "New pin.\nTested.", parts_cost: "1250", repaired_by: "Sam" }), 200);
  return {
    "/defects": ["/defects", "/defects?q=nothing-of-that-name", "/defects?status=not_closed&assignee=none"],
    "/assets": ["/assets", "/assets?q=nothing-of-that-name", "/assets?status=in_service&sort=name"],
    "/assets/labels": ["/assets/labels", "/assets/labels?q=nothing-of-that-name"],
    "/defects/new": ["/defects/new", "/defects/new?q=nothing-of-that-name"],
    "/assets/{id}": [`/assets/${asset}`, `/assets/${await disposedEquipment(client, sites[0])}`],
    "/assets/{id}/edit": [`/assets/${asset}/edit`],
    "/categories": ["/categories"],
    "/categories/new": ["/categories/new", `/categories/new?parent_id=${category}`],
    "/categories/{id}": [`/categories/${category}`],
    "/assets/{id}/report": [`/assets/${asset}/report`],
    "/defects/{id}": [open, done].map((id) => `/defects/${id}`),
    "/defects/reassign": [`/defects/reassign?from=${people.oskar.user.id}`, `/defects/reassign?from=${owner.user.id}`],
    "/defects/{id}/edit": [`/defects/${open}/edit`],
    "/defects/{id}/assign": [`/defects/${open}/assign`, `/defects/${open}/assign?q=nobody-of-that-name`],
    "/defects/{id}/close-out": [`/defects/${open}/close-out`],
    "/defects/{id}/reject": [`/defects/${done}/reject`],
    "/users/{id}": [`/users/${sam.user.id}`, `/users/${cleo.user.id}`, `/users/${people.oskar.user.id}`, `/users/${owner.user.id}`],
    "/users/{id}/edit": [`/users/${sam.user.id}/edit`],
    "/users/{id}/delete": [`/users/${sam.user.id}/delete`],
    "/users/{id}/erase": [`/users/${sam.user.id}/erase`, `/users/${deleted}/erase`],
    "/users/{id}/make-owner": [`/users/${people.hanna.user.id}/make-owner`],
    "/users/invite/imports/{id}": [`/users/invite/imports/${await importSome(owner)}`],
    "/users/invitations/{id}": [dana, lena, rob].map(({ invitation }) => `/users/invitations/${invitation.id}`),
    "/users/invitations/{id}/edit": [`/users/invitations/${dana.invitation.id}/edit`],
    "/companies": ["/companies", "/companies?q=nothing-of-that-name"],
    "/companies/{id}": [`/companies/${expectStatus(await client.get("/companies"), 200).data[0].id}`],
    "/sites/{id}": sites.slice(0, 3).map((id) => `/sites/${id}`),
    "/sites/{id}/locations/new": [`/sites/${sites[0]}/locations/new`],
    "/locations/{id}": locations.map((id) => `/locations/${id}`),
    "/documents/{id}": [`/documents/${(await upload(client, { record_type: "site", record_id: sites[0], expires_on: "2026-01-31" }, "yard.png", smallPng)).id}`],
    "/documents": ["/documents", `/documents?record_type=site&record_id=${sites[0]}`],
    "/roles/{role}": ["/roles/supervisor", "/roles/owner"],
    "/users": ["/users", "/users?q=nobody-of-that-name", "/users?is_active=false", "/users?tab=invitations", "/users?tab=invitations&state=expired"],
  };
}

function assertNone(faults) {
  assert.equal(faults.join("\n"), "");
}

async function scene(trial) {
  const sink = await startSink(trial);
  const server = await startServer(trial, { smtp: sink });
  return { sink, server, ...(await fill(server, sink)) };
}

/** Gives the browser the session that a client has. */
async function signIn({ context }, { client }, server) {
  await context.addCookies([{ name: "assetbuddy", value: client.cookies.get("assetbuddy"), url: server.baseUrl }]);
}

test("every page of an Owner is accessible, fits and is quiet, at both widths, light and dark", async (trial) => {
  const filled = await scene(trial);
  const { server, owner } = filled;
  const addresses = await addressesOf(filled);
  const one = await visitor(trial, "every-page");
  await signIn(one, owner, server);
  await giveDevice(one);
  addresses["/profile/second-factor/passkeys/{id}"] = [await addPasskey(one, server, "My phone")];
  const faults = [];
  for (const pattern of pagePatterns()) {
    if ([...files, ...links, ...outside, "/api"].includes(pattern)) continue; // the last: see below
    const wanted = addresses[pattern] ?? (pattern.includes("{") ? [] : [pattern]);
    if (wanted.length === 0) faults.push(`${pattern} is visited by no test: give it a line in addressesOf`);
    for (const address of wanted) faults.push(...(await visit(one, server.baseUrl + address)));
  }
  faults.push(...(await visit(one, `${server.baseUrl}/users/nobody`, 404)));
  assertNone(faults);
}, { seconds: 300 });

test("what the list of files calls a file is no page", async (trial) => {
  const filled = await scene(trial);
  for (const pattern of files.filter((name) => !name.includes("{"))) {
    const answer = await filled.owner.client.send("GET", pattern);
    assert.equal(answer.status, 200, pattern);
    assert.doesNotMatch(answer.headers["content-type"], /html/, pattern);
  }
});

test("every page for those who are not signed in is accessible, fits and is quiet", async (trial) => {
  const { server, sink, owner, people, invitations } = await scene(trial);
  const { dana, lena, rob, nora } = invitations;
  const faults = [];
  const open = async (address, status) => {
    const one = await visitor(trial, "stranger");
    faults.push(...(await visit(one, address.startsWith("http") ? address : server.baseUrl + address, status)));
    return one;
  };
  for (const address of ["/", "/sign-up", "/sign-in", "/forgot-password", "/join", "/confirm", "/accept", "/reset"]) await open(address);
  await open("/no-such-page", 404);
  await open(dana.mail.link);
  await open(lena.mail.link, 423);
  await open(rob.mail.link, 410);
  await open(await forgetPassword(owner, sink));
  await open((await changeAddress(owner, sink, people.sam.user.id, "sam.fitter@elsewhere.example")).link);
  await open(`${server.baseUrl}/confirm/${"A".repeat(43)}`, 404);
  await open(`${server.baseUrl}/invitations/${"A".repeat(43)}`, 404);
  await open(`${server.baseUrl}/reset/${"A".repeat(43)}`, 404);
  await open(`${server.baseUrl}/unsubscribe/${"A".repeat(43)}`, 404);
  const guest = await open(nora.mail.link);
  await guest.fill({ code: nora.code });
  await guest.submit("code");
  faults.push(...(await visit(guest, `${server.baseUrl}/accept`)));
  assertNone(faults);
}, { seconds: 240 });

/** Another organisation takes somebody on who works here already; they stay where they stood. */
async function takeOnElsewhere({ server, sink, owner, people: { cleo } }) {
  const other = await found(server, sink, { organisation: "Southern Cranes" });
  const before = sink.mailsTo("cleo@cranes.example").length;
  const offer = { name: "Cleo Byrne", email: "cleo@cranes.example", role: "contractor", is_external: true, company_name: "Cranes & Sons" };
  expectStatus(await other.client.post("/invitations", offer), 201);
  const mail = await sink.mailTo(offer.email, before + 1);
  expectStatus(await cleo.client.post("/invitations/accept", { token: tokenOf(mail), code: mail.code, password: cleo.password }), 200);
  expectStatus(await cleo.client.put("/session", { organisation_id: owner.organisation.id }), 200);
}

/** A contractor with work in every state: to do, waiting for parts, rejected, waiting to be verified, closed. */
async function giveWork({ owner, sites, people: { cleo } }) {
  const { client } = owner;
  const contact = { contact_name: "Gwen Gate", contact_phone: "+44 151 496 0000", contact_email: "gate@northern.example" };
  expectStatus(await client.patch(`/sites/${sites[0]}`, contact), 200);
  const asset = await addEquipment(client, sites[0], "Bridge crane over the loading bay, north");
  const give = async (fields) => {
    const { id } = expectStatus(await client.post("/defects", { asset_id: asset, ...fields }), 201);
    expectStatus(await client.post(`/defects/${id}/assign`, { user_id: cleo.user.id }), 200);
    return id;
  };
  const closeOut = async (id) => expectStatus(await cleo.client.post(`/defects/${id}/close-out`, { notes: "Mended." }), 200);
  await give({ title: "Hook bent", severity: "critical", due_on: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10) });
  const parts = await give({ title: "Rope guide worn", severity: "medium" });
  expectStatus(await cleo.client.post(`/defects/${parts}/await-parts`), 200);
  const again = await give({ title: "Limit switch sticks", severity: "high" });
  await closeOut(again);
  expectStatus(await client.post(`/defects/${again}/reject`, { reason: "It still sticks when it is cold." }), 200);
  await closeOut(await give({ title: "Lamp dead", severity: "low" }));
  const done = await give({ title: "Paint flaking", severity: "info" });
  await closeOut(done);
  expectStatus(await client.post(`/defects/${done}/approve`), 200);
  return { again };
}

test("the pages of a contractor are accessible, fit and are quiet", async (trial) => {
  const filled = await scene(trial);
  const { server, people } = filled;
  const one = await visitor(trial, "contractor");
  await signIn(one, people.cleo, server);
  const faults = [...(await visit(one, `${server.baseUrl}/contractor`))];
  await takeOnElsewhere(filled);
  const { again } = await giveWork(filled);
  await signIn(one, people.cleo, server);
  for (const address of ["/", "/contractor", "/welcome", "/defects", `/defects/${again}`, `/defects/${again}/close-out`])
    faults.push(...(await visit(one, server.baseUrl + address)));
  assertNone(faults);
}, { seconds: 240 });

test("the reference of the API is accessible and fits", async (trial) => {
  const server = await startServer(trial);
  const one = await visitor(trial, "reference");
  // One operation and one shape stand for the hundreds that are written alike; what sticks out is seen on the whole page.
  const parts = { include: ["article:first-of-type", "header", "nav"] };
  assertNone([...(await visit(one, `${server.baseUrl}/api`, 200, parts))]);
  const scrolling = await one.page.$$eval("pre", (all) => all.filter((one) => one.scrollWidth > one.clientWidth).length);
  assert.equal(scrolling, 0, "no example has to be scrolled sideways");
}, { seconds: 120 });

test("the pages of the demonstration are accessible, fit and are quiet", async (trial) => {
  const server = await startServer(trial, { args: ["--demo"] });
  const one = await visitor(trial, "demo");
  const faults = [...(await visit(one, `${server.baseUrl}/`)), ...(await visit(one, `${server.baseUrl}/mailbox`))];
  await one.page.locator("main table a").first().click();
  faults.push(...(await visit(one, one.page.url())));
  assertNone(faults);
}, { seconds: 120 });
