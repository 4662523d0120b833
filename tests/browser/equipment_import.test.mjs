// AST-1: a register kept in a spreadsheet so far becomes a register here: looked at, mended, added; never twice.
import assert from "node:assert/strict";

import { visitor } from "../support/browser.mjs";
import { startSink } from "../support/mail.mjs";
import { startServer } from "../support/server.mjs";
import { expectStatus, found } from "../support/story.mjs";
import { test } from "../support/test.mjs";

const heading = "name,category,site,serial,code\n";
const wrong = `${heading}Forklift 9,VEH,Harbour Yard,H2X,OLD-1\nLadder,Stairs,Harbour Yard,,\n`;
const right = `${heading}Forklift 9,VEH,Harbour Yard,H2X,OLD-1\nLadder,ACC,Harbour Yard,,\n`;

for (const { width, javaScript } of [{ width: 1280, javaScript: true }, { width: 390, javaScript: false }])
  test(`a table of equipment is checked, mended and added once, ${width} px, ${javaScript ? "with" : "without"} script`, async (trial) => {
    const sink = await startSink(trial);
    const server = await startServer(trial, { smtp: sink });
    const owner = await found(server, sink);
    expectStatus(await owner.client.post("/sites", { name: "Harbour Yard" }), 201);
    const one = await visitor(trial, `equipment-import-${width}`, { width, javaScript });
    await one.context.addCookies([{ name: "assetbuddy", value: owner.client.cookies.get("assetbuddy"), url: server.baseUrl }]);
    const words = () => one.page.locator("main").innerText();

    await one.page.goto(`${server.baseUrl}/assets`);
    await one.press("Import");
    await one.look("empty");
    await one.fill({ csv: wrong });
    await one.press("Check the table");
    assert.match(await words(), /1 line needs a change first[^]*Line 3[^]*Ladder[^]*category: There is no category of this name or prefix/);
    assert.equal(await one.page.locator("[name=csv]").inputValue(), wrong.trimEnd().concat("\n"), "nothing typed is lost");
    await one.look("wrong");
    await one.fill({ csv: right });
    await one.press("Check again");
    assert.match(await words(), /2 pieces of equipment can be added[^]*VEH-001[^]*ACC-001/);
    await one.look("ready");
    await one.press("Add 2 pieces of equipment");
    assert.equal(new URL(one.page.url()).pathname, "/assets");
    assert.match(await one.page.locator("body").innerText(), /2 pieces of equipment were added/);
    const { data } = expectStatus(await owner.client.get("/assets"), 200);
    assert.deepEqual(data.map(({ code, notes }) => [code, notes]).sort(), [["ACC-001", null], ["VEH-001", "Earlier code: OLD-1"]]);

    await one.page.goto(`${server.baseUrl}/assets/import`);
    await one.fill({ csv: right });
    await one.press("Check the table");
    assert.match(await words(), /Nothing is added twice[^]*This very table was imported before[^]*Olivia Owner/);
    assert.equal(await one.page.locator("button[name=step]").count(), 0);
    await one.look("again");
  }, { seconds: 120 });

test("a table of equipment goes through the API, looked at first, once", async (trial) => {
  const sink = await startSink(trial);
  const server = await startServer(trial, { smtp: sink });
  const { client } = await found(server, sink);
  expectStatus(await client.post("/sites", { name: "Harbour Yard" }), 201);
  const send = (body, query = "") => client.send("POST", `/api/v1/assets/import${query}`, { body, type: "text/csv" });
  const looked = expectStatus(await send(wrong, "?dry_run=true"), 200);
  assert.deepEqual([looked.added, looked.fits, looked.wrong], [0, 1, 1]);
  assert.equal(looked.lines[1].errors[0].field, "category");
  expectStatus(await send(wrong), 422, "invalid");
  const added = expectStatus(await send(right), 200);
  assert.deepEqual(added.lines.map(({ verdict, code }) => [verdict, code]), [["fits", "VEH-001"], ["fits", "ACC-001"]]);
  expectStatus(await send(right), 409, "already_imported");
  const exported = (await client.send("GET", "/api/v1/assets/export")).text;
  const again = expectStatus(await send(exported, "?dry_run=true"), 200);
  assert.deepEqual([again.known, again.fits, again.wrong], [2, 0, 0], "what was downloaded is known");
  assert.equal(expectStatus(await client.get("/assets?total=true"), 200).total, 2);
}, { seconds: 60 });
