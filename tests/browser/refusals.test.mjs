// Every conflict says what happened and offers the next step, which then works (issue of people, "Refusals"; INV-10 to
// INV-19, USR-3, SIT-1, R-API-3). What was typed stays.
import assert from "node:assert/strict";

import { visitor } from "../support/browser.mjs";
import { addEquipment } from "../support/equipment.mjs";
import { startSink } from "../support/mail.mjs";
import { startServer } from "../support/server.mjs";
import { runSql } from "../support/sql.mjs";
import { accept, expectStatus, found, goodPassword, invite } from "../support/story.mjs";
import { test } from "../support/test.mjs";

async function scene(trial, name, options) {
  const sink = await startSink(trial);
  const server = await startServer(trial, { smtp: sink });
  const owner = await found(server, sink);
  const one = await visitor(trial, name, options);
  await stand(one, server, owner.client);
  return { sink, server, owner, one };
}

/** Gives the browser the session that a client has. */
async function stand({ context }, server, client) {
  await context.addCookies([{ name: "assetbuddy", value: client.cookies.get("assetbuddy"), url: server.baseUrl }]);
}

/** What the page says, after a look at it; the browser notes refusals on its console, which is no fault. */
async function read(one, title) {
  one.complaints.length = 0;
  await one.look(title);
  return one.page.locator("main").innerText();
}

const person = (email, more = {}) => ({ name: "Nia Newcomer", email, role: "operator", ...more });

/** What a role may do from now on: `change` turns its present grants into others. */
async function configure(owner, role, change) {
  const { permissions } = expectStatus(await owner.client.get(`/roles/${role}`), 200);
  const grants = permissions.map(({ permission, scope }) => ({ permission, scope }));
  expectStatus(await owner.client.put(`/roles/${role}/permissions`, { permissions: change(grants) }), 200);
}

/** Somebody beside the Owner who may invite. */
async function anAdmin({ sink, server, owner }) {
  await configure(owner, "hs_admin", (grants) => [...grants, { permission: "users:invite", scope: "organisation" }]);
  return accept(server, await invite(owner, sink, person("hal@example.org", { role: "hs_admin", name: "Hal Admin" })));
}

async function sendOffer(one, server, { name, email, role }) {
  await one.page.goto(`${server.baseUrl}/users/invite`);
  await one.fill({ name, email });
  const choice = one.page.locator(`[name="role"][value="${role}"]`);
  if (await choice.count()) await choice.check(one.how);
  else await one.field("role").selectOption(role);
  await one.submit("email");
}

for (const options of [{ width: 1280, javaScript: true }, { width: 390, javaScript: false }]) {
  const how = `${options.width} px, ${options.javaScript ? "with" : "without"} script`;

  test(`inviting somebody who is invited, here, or was here leads to the next step, ${how}`, async (trial) => {
    const { sink, server, owner, one } = await scene(trial, `refused-offer-${options.width}`, options);
    const invited = await invite(owner, sink, person("nia@example.org"));
    await sendOffer(one, server, person("NIA@example.org", { name: "Nia Again" }));
    assert.match(await read(one, "already-invited"), /already invited/);
    assert.equal(await one.field("name").inputValue(), "Nia Again");
    await one.press("Edit it");
    assert.equal(new URL(one.page.url()).pathname, `/users/invitations/${invited.invitation.id}/edit`);
    await sendOffer(one, server, person("nia@example.org"));
    await runSql(server, "UPDATE invitations SET sent_at = sent_at - 120000000"); // sooner than a minute is refused
    await one.press("Send it again");
    const anew = await sink.mailTo("nia@example.org", 2);
    assert.notEqual(anew.code, invited.code);

    const joined = await accept(server, { token: anew.link.slice(anew.link.lastIndexOf("/") + 1), code: anew.code });
    await sendOffer(one, server, person("nia@example.org"));
    assert.match(await read(one, "already-here"), /already here/);
    await one.press("Show this user");
    assert.equal(new URL(one.page.url()).pathname, `/users/${joined.user.id}`);

    expectStatus(await owner.client.patch(`/users/${joined.user.id}`, { is_active: false }), 200);
    await sendOffer(one, server, person("nia@example.org"));
    assert.match(await read(one, "was-here-before"), /was deactivated/);
    await one.press("Reactivate");
    assert.match(await read(one, "reactivated"), /can sign in again/);
    assert.equal(expectStatus(await owner.client.get(`/users/${joined.user.id}`), 200).is_active, true);
  });

  test(`a role that does more than one's own is refused beside the role, ${how}`, async (trial) => {
    const { sink, server, owner, one } = await scene(trial, `role-above-${options.width}`, options);
    const admin = await anAdmin({ sink, server, owner });
    await one.context.clearCookies();
    await stand(one, server, admin.client);
    await one.page.goto(`${server.baseUrl}/users/invite`);
    await one.fill({ name: "Sue Site", email: "sue@example.org" });
    const choice = one.page.locator('[name="role"][value="site_manager"]');
    if (await choice.count()) await choice.check(one.how);
    else await one.field("role").selectOption("site_manager");
    await configure(owner, "hs_admin", (grants) => grants.filter(({ permission }) => permission !== "defects:verify"));
    await one.submit("email");
    assert.match(await read(one, "role-above-own"), /role/i);
    assert.equal(await one.field("name").inputValue(), "Sue Site");
    assert.equal(await one.field("email").inputValue(), "sue@example.org");
    assert.ok((await one.page.locator(".error-summary").count()) + (await one.page.locator("[role=alert]").count()) > 0);
  });

  test(`every end of an invitation says what happened, and the way on works, ${how}`, async (trial) => {
    const { sink, server, owner } = await scene(trial, `ends-owner-${options.width}`, options);
    const guest = await visitor(trial, `ends-${options.width}`, options);
    const open = async (link, title) => {
      await guest.context.clearCookies();
      await guest.page.goto(link);
      return read(guest, title);
    };
    const askAnew = async (title) => {
      await guest.press("Ask for a new invitation");
      return read(guest, title);
    };
    const rob = await invite(owner, sink, person("rob@example.org"));
    expectStatus(await owner.client.post(`/invitations/${rob.invitation.id}/revoke`), 200);
    assert.match(await open(rob.mail.link, "revoked"), /taken back/);
    await askAnew("asked-anew");

    const eve = await invite(owner, sink, person("eve@example.org"));
    await runSql(server, `UPDATE invitations SET expires_at = 1000000 WHERE id = '${eve.invitation.id}'`);
    assert.match(await open(eve.mail.link, "expired"), /run out/);
    await askAnew("asked-anew-expired");

    const lou = await invite(owner, sink, person("lou@example.org"));
    await open(lou.mail.link, "code");
    for (let left = 4; left >= 0; --left) {
      await guest.fill({ code: "AAAA-AAAA" });
      await guest.submit("code");
      const text = await read(guest, `wrong-code-${left}`);
      if (left > 0) assert.match(text, new RegExp(`${left} more (try|tries)`));
      else assert.match(text, /is locked/);
    }
    await askAnew("asked-anew-locked");
    const { data: told } = expectStatus(await owner.client.get("/notifications"), 200);
    assert.ok(told.length >= 3, "who invited is told that new ones are asked for");

    const rae = await invite(owner, sink, person("rae@example.org"));
    await runSql(server, "UPDATE invitations SET sent_at = sent_at - 120000000");
    expectStatus(await owner.client.post(`/invitations/${rae.invitation.id}/resend`), 200);
    assert.match(await open(rae.mail.link, "replaced"), /newer invitation/);

    const deb = await invite(owner, sink, person("deb@example.org"));
    expectStatus(await owner.client.post("/invitations/decline", { token: deb.token, code: deb.code }), 204);
    assert.match(await open(deb.mail.link, "declined"), /declined/);

    const ann = await invite(owner, sink, person("ann@example.org"));
    await accept(server, ann);
    assert.match(await open(ann.mail.link, "accepted"), /has been used/);
    await guest.press("Sign in");
    assert.equal(new URL(guest.page.url()).pathname, "/sign-in");

    const admin = await anAdmin({ sink, server, owner });
    const hugo = await invite({ client: admin.client }, sink, person("hugo@example.org", { role: "supervisor" }));
    expectStatus(await owner.client.patch(`/users/${admin.user.id}`, { role: "operator" }), 200);
    assert.match(await open(hugo.mail.link, "held"), /on hold/);
    expectStatus(await owner.client.post(`/invitations/${hugo.invitation.id}/keep`), 200);
    await guest.press("Try again");
    assert.match(await read(guest, "kept"), /Join Northern Lifts/);
  });

  test(`a form that somebody else was quicker with keeps what was typed and saves it the second time, ${how}`, async (trial) => {
    const { sink, server, owner, one } = await scene(trial, `stale-${options.width}`, options);
    const { client } = owner;
    const site = expectStatus(await client.post("/sites", { name: "North yard" }), 201);
    const asset = await addEquipment(client, site.id);
    const nia = await invite(owner, sink, person("nia@example.org"));
    const pat = await accept(server, await invite(owner, sink, person("pat@example.org", { name: "Pat Person" })));
    const category = expectStatus(await client.get(`/assets/${asset}`), 200).category_id;
    const defect = expectStatus(await client.post("/defects", { asset_id: asset, title: "Hose cracked", severity: "low" }), 201).id;
    const forms = [
      { page: `/users/${pat.user.id}/edit`, api: `/users/${pat.user.id}`, field: "name" },
      { page: `/users/invitations/${nia.invitation.id}/edit`, api: `/invitations/${nia.invitation.id}`, field: "name" },
      { page: `/sites/${site.id}`, api: `/sites/${site.id}`, field: "name" },
      { page: `/assets/${asset}/edit`, api: `/assets/${asset}`, field: "name" },
      { page: `/categories/${category}`, api: `/categories/${category}`, field: "name" },
      { page: `/defects/${defect}/edit`, api: `/defects/${defect}`, field: "title" },
      { page: "/settings", api: "/organisation", field: "name" },
    ];
    for (const { page, api, field } of forms) {
      await one.page.goto(server.baseUrl + page);
      await one.fill({ [field]: "What I typed" });
      expectStatus(await client.patch(api, { [field]: "What they saved" }), 200);
      await one.submit(field);
      const text = await read(one, `stale-${page.split("/")[1]}`);
      assert.match(text, /meanwhile/, page);
      assert.match(text, /still stand|still in the form|stand below/, `${page}: says that what was typed is kept`);
      assert.equal(await one.field(field).inputValue(), "What I typed", page);
      assert.equal(expectStatus(await client.get(api), 200)[field], "What they saved", page);
      await one.submit(field);
      assert.equal(expectStatus(await client.get(api), 200)[field], "What I typed", `${page}: saved the second time`);
    }
  });

  test(`a site that people belong to asks where they go, ${how}`, async (trial) => {
    const { sink, server, owner, one } = await scene(trial, `site-in-use-${options.width}`, options);
    const { client } = owner;
    const north = expectStatus(await client.post("/sites", { name: "North yard" }), 201).id;
    const pat = await accept(server, await invite(owner, sink, person("pat@example.org", { site_id: north })));
    await one.page.goto(`${server.baseUrl}/sites/${north}`);
    one.page.on("dialog", (dialog) => dialog.accept());
    await one.submit("users");
    const text = await read(one, "site-in-use");
    assert.match(text, /Choose where they go/);
    await one.field("users").selectOption("all_sites").catch(() => one.tick("users", "all_sites"));
    await one.submit("users");
    await read(one, "site-closed");
    assert.equal(expectStatus(await client.get(`/sites/${north}`), 200).is_active, false);
    assert.equal(expectStatus(await client.get(`/users/${pat.user.id}`), 200).site_id, null);
  });

  test(`signing in to a place that is not active says whom to ask, ${how}`, async (trial) => {
    const { sink, server, owner } = await scene(trial, `inactive-owner-${options.width}`, options);
    const pat = await accept(server, await invite(owner, sink, person("pat@example.org")));
    expectStatus(await owner.client.patch(`/users/${pat.user.id}`, { is_active: false }), 200);
    const guest = await visitor(trial, `inactive-${options.width}`, options);
    await guest.page.goto(`${server.baseUrl}/sign-in`);
    await guest.fill({ email: "pat@example.org", password: goodPassword });
    await guest.submit("password");
    assert.match(await read(guest, "inactive"), /not active/);
    assert.equal(await guest.field("email").inputValue(), "pat@example.org");
  });
}
