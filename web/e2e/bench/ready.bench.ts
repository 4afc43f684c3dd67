// How long from opening the page until the first scene is drawn and a control answers. Another
// page in OTHER is measured in the same run, to be compared: quote ratios, not milliseconds.
//   OTHER=http://127.0.0.1:8400/ OTHER_READY="#variables svg circle"

import { test } from "@playwright/test";
import { median, report } from "./measure";

const RUNS = 9;

test("ready", async ({ browser, baseURL }) => {
  const pages: [string, string, string][] = [["raftboard", baseURL ?? "", "html[data-boot=ready] main svg [data-server]"]];
  const other = process.env["OTHER"];
  if (other !== undefined) pages.push(["other", other, process.env["OTHER_READY"] ?? "svg"]);
  const times = new Map(pages.map(([name]) => [name, [] as number[]]));
  for (let run = 0; run < RUNS; run += 1) {
    for (const [name, address, scene] of pages) {
      // A context of its own has an empty cache and storage.
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(address, { waitUntil: "commit" });
      const drawn = await page
        .waitForSelector(scene)
        .then(() => page.evaluate(() => new Promise<number>((done) => requestAnimationFrame(() => done(performance.now())))));
      times.get(name)?.push(drawn);
      await context.close();
    }
  }
  for (const [name, all] of times) {
    report(`ready ${name}`, { "median ms": median(all), "best ms": Math.min(...all), "worst ms": Math.max(...all), runs: RUNS });
  }
});
