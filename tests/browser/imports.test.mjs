// INV-13 by page: paste, see the verdicts, invite the rest, watch it go on.
import assert from "node:assert/strict";

import { visitor } from "../support/browser.mjs";
import { startSink } from "../support/mail.mjs";
import { startServer } from "../support/server.mjs";
import { found } from "../support/story.mjs";
import { test } from "../support/test.mjs";

const list = ["name\temail\trole", "Sam Fitter\tsam@example.org\tSupervisor", "Bad\tnowhere\tSupervisor", "Ola\tola@example.org\tOperator", ""].join("\n");

for (const { width, javaScript } of [{ width: 1280, javaScript: true }, { width: 390, javaScript: false }])
  test(`many people are invited at ${width} pixels, ${javaScript ? "with" : "without"} script`, async (trial) => {
    const sink = await startSink(trial);
    const server = await startServer(trial, { smtp: sink });
    const account = await found(server, sink);
    const owner = await visitor(trial, `imports-${width}`, { width, javaScript });
    const { page } = owner;
    await page.goto(`${server.baseUrl}/sign-in`);
    await owner.fill({ email: account.email, password: account.password });
    await owner.submit("password");
    await page.goto(`${server.baseUrl}/users?tab=invitations`);
    await owner.press("Invite many");
    await owner.look("form");
    await owner.press("Check the list");
    assert.equal(owner.complaints.splice(0).filter((words) => !/422/.test(words)).length, 0, "only the refusal is noted");
    await owner.look("nothing");
    await owner.fill({ csv: list });
    await owner.press("Check the list");
    await owner.look("verdicts");
    const said = await page.locator("main").innerText();
    assert.match(said, /2 of 3 people can be invited/);
    assert.match(said, /Line.3/);
    assert.equal(await owner.field("csv").inputValue(), list, "nothing of the list is lost");

    // A list that changed after the look is looked at once more.
    await owner.fill({ csv: `${list}Una\tuna@example.org\tOperator\n` });
    await owner.press("Invite 2 people");
    assert.match(await page.locator("main").innerText(), /3 of 4 people can be invited/);
    await owner.press("Invite 3 people");
    assert.match(new URL(page.url()).pathname, /^\/users\/invite\/imports\/[0-9a-f-]{36}$/);
    await owner.look("progress");
    const end = page.getByText("3 people were invited");
    for (let looks = 0; !javaScript && looks < 50 && (await end.count()) === 0; looks += 1) await owner.press("Show how far it is now");
    await end.waitFor(); // with script by itself
    await owner.look("done");
    for (const name of ["sam", "ola", "una"]) await sink.mailTo(`${name}@example.org`);

    await page.goto(`${server.baseUrl}/users/invite/import`);
    const bytes = Buffer.from("\uFEFFName;E-mail;Role\r\nZoë Ångström;zoe@example.org;Operator\r\n");
    await page.setInputFiles("[name=file]", { name: "people.csv", mimeType: "text/csv", buffer: bytes });
    await owner.press("Check the list");
    await owner.press("Invite 1 person");
    assert.match(new URL(page.url()).pathname, /imports/, "a file is the same list when it comes back from the field");
    await sink.mailTo("zoe@example.org");
  });

for (const { width, javaScript } of [{ width: 1280, javaScript: true }, { width: 390, javaScript: false }])
  test(`an import that waits is stopped at ${width} pixels, ${javaScript ? "with" : "without"} script`, async (trial) => {
    const sink = await startSink(trial);
    const server = await startServer(trial, { smtp: sink, args: ["--send-limits", "200,1,5"] });
    const account = await found(server, sink);
    const owner = await visitor(trial, `imports-stop-${width}`, { width, javaScript });
    const { page } = owner;
    await page.goto(`${server.baseUrl}/sign-in`);
    await owner.fill({ email: account.email, password: account.password });
    await owner.submit("password");
    await page.goto(`${server.baseUrl}/users/invite/import`);
    await owner.fill({ csv: "name,email,role\nSam,sam@example.org,operator\nOla,ola@example.org,operator\n" });
    await owner.press("Check the list");
    await owner.press("Invite 2 people");
    const waits = page.getByText("The import is waiting");
    for (let looks = 0; !javaScript && looks < 50 && (await waits.count()) === 0; looks += 1) await owner.press("Show how far it is now");
    await waits.waitFor();
    await page.locator("main summary", { hasText: "Stop" }).click(owner.how);
    await owner.look("asked");
    await owner.press("Stop");
    await owner.look("stopped");
    assert.match(await page.locator("main").innerText(), /The import was stopped[\s\S]*send the list again/);
    assert.equal(await page.locator("main summary", { hasText: "Stop" }).count(), 0);
  });
