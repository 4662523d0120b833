// EXT-8: the companies of people from outside: added, found to be here already, put together, and what is open with one.
import assert from "node:assert/strict";

import { visitor } from "../support/browser.mjs";
import { addEquipment } from "../support/equipment.mjs";
import { startSink } from "../support/mail.mjs";
import { Client } from "../support/api.mjs";
import { startServer } from "../support/server.mjs";
import { expectStatus, found, tokenOf } from "../support/story.mjs";
import { test } from "../support/test.mjs";

/** Somebody from that company, here and with one open defect. */
async function takeOn({ owner, sink, server }) {
  const { client } = owner;
  const offer = { name: "Dana Fitter", email: "dana@acme.example", role: "contractor", is_external: true, company_name: "Acme Lifts Ltd" };
  expectStatus(await client.post("/invitations", offer), 201);
  const mail = await sink.mailTo(offer.email);
  const dana = new Client(server);
  const answer = await dana.post("/invitations/accept", { token: tokenOf(mail), code: mail.code, password: "seven herons over the weir" });
  const user = expectStatus(answer, 200).user.id;
  const site = expectStatus(await client.post("/sites", { name: "Harbour Yard" }), 201).id;
  const asset = await addEquipment(client, site);
  for (const [title, assignee] of [["Hose cracked", user], ["Lamp dead", null]]) {
    const { id } = expectStatus(await client.post("/defects", { asset_id: asset, title, severity: "high" }), 201);
    if (assignee) expectStatus(await client.post(`/defects/${id}/assign`, { user_id: assignee }), 200);
  }
}

for (const { width, javaScript } of [{ width: 1280, javaScript: true }, { width: 390, javaScript: false }])
  test(`companies are kept once and lead to their work, ${width} px, ${javaScript ? "with" : "without"} script`, async (trial) => {
    const sink = await startSink(trial);
    const server = await startServer(trial, { smtp: sink });
    const owner = await found(server, sink);
    await takeOn({ owner, sink, server });
    const one = await visitor(trial, `companies-${width}`, { width, javaScript });
    await one.context.addCookies([{ name: "assetbuddy", value: owner.client.cookies.get("assetbuddy"), url: server.baseUrl }]);
    const words = () => one.page.locator("main").innerText();

    await one.page.goto(`${server.baseUrl}/companies`);
    await one.press("Add a company");
    await one.fill({ name: "ACME  lifts LTD", phone: "07700 900118" });
    await one.submit("name");
    assert.match(await words(), /It is here already/);
    assert.equal(await one.field("phone").inputValue(), "07700 900118", "nothing typed is lost");
    one.complaints.splice(0); // the browser notes that the form was refused
    await one.look("here-already");
    await one.fill({ name: "Acme Lifting" });
    await one.submit("name");
    assert.match(await one.page.locator("body").innerText(), /Acme Lifting was added/);
    await one.fill({ into: "acme lifts ltd" });
    await one.submit("into");
    assert.match(await one.page.locator("body").innerText(), /They are one company now: Acme Lifts Ltd/);
    assert.match(await words(), /Dana Fitter/);
    await one.look("company");
    await one.press("Open defects of this company");
    assert.match(await words(), /Only what was given to people of Acme Lifts Ltd[^]*Hose cracked/);
    assert.doesNotMatch(await words(), /Lamp dead/);
    await one.look("its-defects");
    await one.press("Show what others have, too");
    assert.match(await words(), /Lamp dead/);
    const { data } = expectStatus(await owner.client.get("/companies"), 200);
    assert.deepEqual(data.map(({ name }) => name), ["Acme Lifts Ltd"]);
  });
