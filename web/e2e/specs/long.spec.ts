// Scripts as long as a script may be, opened without holding the page up.

import type { Browser, Page } from "@playwright/test";
import { expect, test } from "../board";

const BYTES = 1024 * 1024;
const HEADER = "title long\nservers S1 S2 S3\nstepped\nelect S1\nmark m\n";
/** How long a task of the page may take, in milliseconds of a processor: others run on this machine. */
const LONGEST = 200;

/** A script of at most 1 MiB, or of so many lines. */
function script(line: (number: number) => string, lines = Infinity): string {
  const parts = [HEADER];
  let bytes = HEADER.length;
  for (let number = 1; number <= lines; number += 1) {
    const next = `${line(number)}\n`;
    if (bytes + next.length > BYTES) break;
    bytes += next.length;
    parts.push(next);
  }
  return parts.join("");
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** In microseconds of the thread's own time. */
  tdur?: number;
  args: { name?: string };
}

/** Does something, and returns the longest task of a page meanwhile, in milliseconds. */
async function longestTask(browser: Browser, page: Page, act: () => Promise<void>): Promise<number> {
  await browser.startTracing(page, { categories: ["toplevel"] });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString("utf8")) as { traceEvents: TraceEvent[] };
  const thread = ({ pid, tid }: TraceEvent) => `${String(pid)}:${String(tid)}`;
  const named = traceEvents.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain");
  const pages = new Set(named.map(thread));
  const tasks = traceEvents.filter((event) => event.name.endsWith("RunTask") && pages.has(thread(event)));
  expect(tasks.length, "tasks of the page").toBeGreaterThan(10);
  return Math.max(...tasks.map(({ tdur }) => (tdur ?? 0) / 1000));
}

const SCRIPTS = {
  panels: script((number) => `panel p${String(number)}`),
  comments: script((number) => `# comment ${String(number)}`),
  branches: script((number) => `branch b${String(number)} from m`),
  requests: script(() => "request S1 x"),
  "12,000 panels in a row": script((number) => `panel p${String(number)}`, 12_000),
};

for (const [what, text] of Object.entries(SCRIPTS)) {
  test(`a script of ${what} is opened, and no task takes over ${String(LONGEST)} ms`, async ({ board, browser, open, page }) => {
    test.slow();
    await open("#s=figure-8&at=c");
    const longest = await longestTask(browser, page, async () => {
      await board.openFile("long.raft", text);
      await expect(board.row("S3")).toBeVisible();
      await expect(board.row("S4")).toHaveCount(0, { timeout: 60_000 });
      await expect(page.getByRole("progressbar")).toHaveCount(0);
      // What follows of it: the run is stored.
      await board.expectStored(/ own - /);
    });
    test.info().annotations.push({ type: "longest task", description: `${String(Math.round(longest))} ms` });
    expect(longest).toBeLessThan(LONGEST);
    await expect(board.html).toHaveAttribute("data-boot", "ready");
    await expect(board.notice).toHaveCount(0);
    await page.keyboard.press("End");
    await expect.poll(async () => (await board.rowOf("S1")).role).toBe("leader");
  });
}
