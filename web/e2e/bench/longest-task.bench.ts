// The longest task after the board is ready, observed from the start, while somebody uses it.

import { expect, test } from "@playwright/test";
import { ready, report } from "./measure";

interface Task {
  start: number;
  duration: number;
}

test("longest task", async ({ page, baseURL }) => {
  await page.addInitScript(() => {
    const tasks: Task[] = [];
    Object.assign(globalThis, { tasks });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) tasks.push({ start: startTime, duration });
    }).observe({ type: "longtask", buffered: true });
  });
  await page.goto(baseURL ?? "");
  await ready(page);
  const readyAt = await page.evaluate(() => performance.now());
  const tasks = async () => page.evaluate(() => (globalThis as unknown as { tasks: Task[] }).tasks);
  // Tasks shorter than 50 ms are not told of: 0 means that there was none.
  const step = async (name: string, act: () => Promise<unknown>) => {
    const from = await page.evaluate(() => performance.now());
    await act();
    await page.waitForTimeout(500);
    const longest = Math.max(0, ...(await tasks()).filter(({ start }) => start >= from).map(({ duration }) => duration));
    report(`longest task: ${name}`, { ms: longest });
    return longest;
  };
  await step("the first seconds", () => page.waitForTimeout(2000));
  await step("opening Figure 8", () => page.getByRole("button", { name: "Figure 8", exact: true }).click());
  await step("panel after panel", async () => {
    for (let press = 0; press < 8; press += 1) await page.keyboard.press("PageDown");
  });
  await step("the script", () => page.keyboard.press("s"));
  await step("stepping back 30 events", async () => {
    for (let press = 0; press < 30; press += 1) await page.keyboard.press(",");
  });
  await step("free play for 5 s", async () => {
    await page.evaluate(() => {
      location.hash = "#s=free-play";
    });
    await page.waitForTimeout(5000);
  });
  await page.keyboard.press("Escape");
  await page.keyboard.press("e");
  const run = page.getByRole("button", { name: "Run", exact: true });
  await run.waitFor();
  await page.locator('select[name="begin"]').selectOption("Figure 16: 150–300 ms");
  await page.getByLabel("Elections", { exact: true }).fill("10000");
  const laboratory = await step("10,000 elections in the laboratory", async () => {
    await run.click();
    await page.getByText("10000 of 10000").waitFor();
    await run.waitFor();
  });
  const all = await tasks();
  report("longest task", {
    "while loading ms": Math.max(0, ...all.filter(({ start }) => start < readyAt).map(({ duration }) => duration)),
    "after ready ms": Math.max(0, ...all.filter(({ start }) => start >= readyAt).map(({ duration }) => duration)),
  });
  expect(laboratory, "no task over 50 ms while elections run").toBe(0);
});
