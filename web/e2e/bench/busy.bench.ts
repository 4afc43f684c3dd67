// How busy the main thread is over 8 s of free play: TaskDuration, at 1280 by 720, at the speed with which it begins
// and a step faster. Free play has a given seed.

import { expect, test } from "@playwright/test";
import { debuggerOf, metrics, ready, report } from "./measure";

const SECONDS = 8;

for (const speed of [0, 1]) test(`busy, ${speed} × faster`, async ({ page, baseURL }) => {
  await page.goto(`${baseURL ?? ""}#s=free-play`);
  await ready(page);
  const faster = page.getByRole("button", { name: "Faster" });
  for (let press = 0; press < speed; press += 1) await faster.click();
  // Requests keep it going, as a class would.
  await page.getByLabel("Client requests").selectOption({ label: "20 /s" }).catch(() => undefined);
  const play = page.getByRole("button", { name: "Play", exact: true });
  if (await play.isVisible()) await play.click();
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  // A leader is there before it is measured.
  await expect(page.locator("tr[data-server]").filter({ hasText: "leader" })).toHaveCount(1, { timeout: 60_000 });

  const session = await debuggerOf(page);
  await page.evaluate(() => {
    const counts: number[] = [];
    Object.assign(globalThis, { counts });
    setInterval(() => counts.push(document.querySelectorAll("[data-message]").length), 200);
  });
  const [before, eventBefore] = [await metrics(session), await page.getByRole("slider").inputValue()];
  await page.waitForTimeout(SECONDS * 1000);
  const [after, eventAfter] = [await metrics(session), await page.getByRole("slider").inputValue()];
  const counts = await page.evaluate(() => (globalThis as unknown as { counts: number[] }).counts);

  const passed = (after["Timestamp"] ?? 0) - (before["Timestamp"] ?? 0);
  const per = (name: string) => (((after[name] ?? 0) - (before[name] ?? 0)) * 1000) / passed;
  report(`busy over ${SECONDS} s of free play, ${speed} × faster`, {
    "task ms/s": per("TaskDuration"),
    "script ms/s": per("ScriptDuration"),
    "layout ms/s": per("LayoutDuration"),
    "style ms/s": per("RecalcStyleDuration"),
    "messages under way": counts.reduce((sum, count) => sum + count, 0) / Math.max(counts.length, 1),
    "events/s": (Number(eventAfter) - Number(eventBefore)) / passed,
  });
});
