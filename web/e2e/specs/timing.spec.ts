// The timing laboratory: thousands of elections in the page's worker, on a host and from the single file.

import { readFileSync } from "node:fs";
import { expect, expectAccessible, test } from "../board";
import type { Page } from "@playwright/test";

const GOLDEN = new URL("../../../crates/elections/tests/golden-curves.csv", import.meta.url);

/** The table that native tests hold the command line's elections to, without its head. */
const golden = readFileSync(GOLDEN, "utf8").trim().split("\n").slice(1);
/** The names of its lines' presets, as the page has them. */
const PRESETS = ["Figure 16: 150–300 ms", "Figure 16: 25–50 ms", "WAN: 2 / 5 down", "WAN: clock drift 20 %"];

async function openLaboratory(open: (hash?: string) => Promise<void>, page: Page, hash = "#s=free-play&lang=en") {
  await open(hash);
  await page.keyboard.press("e");
  await expect(page.getByRole("heading", { name: /How long until|多久才能/ })).toBeVisible();
}

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });

/** Runs a preset to its end. */
async function run(page: Page, preset: string, trials: string): Promise<void> {
  await page.locator('select[name="begin"]').selectOption(preset);
  await field(page, "Elections").fill(trials);
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(page.getByText(`${trials} of ${trials}`)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("button", { name: "Run", exact: true })).toBeVisible();
}

async function save(page: Page, name: string): Promise<{ file: string; content: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
  return { file: download.suggestedFilename(), content: readFileSync(await download.path()) };
}

test("the worker's curves are the command line's, to the microsecond", async ({ open, page }) => {
  for (const [place, line] of golden.entries()) {
    // A new worker for each, so that no line is taken for the one before.
    await page.goto("about:blank");
    await openLaboratory(open, page);
    const trials = line.split(",")[11] ?? "";
    await run(page, PRESETS[place] ?? "", trials);
    const { file, content } = await save(page, "Save as a file: CSV");
    expect(file).toBe("elections.csv");
    expect(content.toString("utf8").trim().split("\n").slice(1)).toEqual([line]);
  }
});

test("curves refine while they run, and what is cancelled stays", async ({ open, page }) => {
  await openLaboratory(open, page);
  await field(page, "Elections").fill("100000");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  const curve = page.locator(".curves .curve");
  await expect(curve).toHaveAttribute("d", /L/);
  const early = await curve.getAttribute("d");
  await expect.poll(() => curve.getAttribute("d")).not.toBe(early);
  await page.getByRole("button", { name: "Cancel" }).click();
  const progress = page.getByRole("progressbar");
  await expect(page.getByRole("button", { name: "Run", exact: true })).toBeVisible();
  const done = Number(await progress.getAttribute("value"));
  expect(done).toBeGreaterThan(0);
  expect(done).toBeLessThan(100_000);
  await expect(progress).toHaveAttribute("max", String(done));
});

test("an election is picked and replayed by keyboard, paused at its start", async ({ open, board, page }) => {
  await openLaboratory(open, page);
  await run(page, "WAN: 2 / 5 down", "300");
  const slider = page.getByRole("slider", { name: "Election, from the fastest to the slowest" });
  await slider.focus();
  await page.keyboard.press("End");
  await expect(page.getByRole("status").filter({ hasText: "election 300 of 300" })).toBeVisible();
  await page.keyboard.press("ArrowLeft");
  const told = page.getByRole("status").filter({ hasText: "election 299 of 300" });
  await expect(told).toBeVisible();
  const took = Number(/: (\d+) ms/.exec(await told.innerText())?.[1]);
  await page.keyboard.press("Enter");
  await expect(board.caption).toContainText("The clock runs");
  await expect(board.button("play")).toBeVisible();
  await page.getByRole("button", { name: "Back to the timing laboratory" }).click();
  await expect(told).toBeVisible();
  expect(took).toBeGreaterThan(300);
});

test("a click on the curve picks the election there", async ({ open, page }) => {
  await openLaboratory(open, page);
  await run(page, "Figure 16: 150–300 ms", "200");
  const plot = page.getByRole("img", { name: /^Share of the elections/ });
  const box = await plot.boundingBox();
  // Above everything, far to the right: the slowest.
  await plot.click({ position: { x: (box?.width ?? 0) * 0.97, y: (box?.height ?? 0) * 0.05 } });
  await expect(page.getByRole("status").filter({ hasText: "election 200 of 200" })).toBeVisible();
});

test("curves that are kept are told apart by number, dash and shape", async ({ open, page }) => {
  await openLaboratory(open, page);
  await run(page, "Figure 16: 150–300 ms", "100");
  await page.getByRole("button", { name: "Keep to compare" }).click();
  await run(page, "WAN: 2 / 5 down", "100");
  const rows = page.locator(".trial-frame tbody tr");
  await expect(rows).toHaveCount(2);
  const curves = page.locator(".curves .curve");
  expect(await curves.nth(0).getAttribute("stroke-dasharray")).not.toBe(await curves.nth(1).getAttribute("stroke-dasharray"));
  await expect(page.locator(".curves circle.mark").first()).toBeVisible();
  await expect(page.locator(".curves polygon.mark").first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Remove curve 1" }).click();
  await expect(rows).toHaveCount(1);
});

test("curves are saved as a drawing and as a picture", async ({ open, page }) => {
  await openLaboratory(open, page);
  await run(page, "WAN: 2 / 5 down", "100");
  const drawing = await save(page, "Save as a file: SVG");
  expect(drawing.content.toString("utf8")).toContain("over by this time</text>");
  const picture = await save(page, "Save as a file: PNG");
  expect(picture.content.subarray(1, 4).toString()).toBe("PNG");
  // A picture of twice the drawing's size.
  expect(picture.content.readUInt32BE(16)).toBe(1280);
});

test("what cannot be run is told, and the field stays as it is", async ({ open, page }) => {
  await openLaboratory(open, page);
  await field(page, "Timeout, ms").fill("soon");
  await expect(page.getByRole("alert")).toContainText("Timeout, ms: write milliseconds");
  await expect(page.getByRole("button", { name: "Run", exact: true })).toHaveAttribute("aria-disabled", "true");
  await expect(field(page, "Timeout, ms")).toHaveValue("soon");
  await expectAccessible(page);
});

test("no task of the page takes long while elections run", async ({ open, page }) => {
  await openLaboratory(open, page);
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: "longtask" });
  });
  await run(page, "Figure 16: 150–300 ms", "10000");
  const longest = await page.evaluate(() => Math.max(0, ...(window as unknown as { tasks: number[] }).tasks));
  test.info().annotations.push({ type: "longest task", description: `${longest} ms` });
  // The machine that tests is busy with other things: a task of the board itself is far shorter.
  expect(longest).toBeLessThan(150);
});

for (const [width, height] of [[1280, 720], [390, 844]] as const) {
  test(`nothing is cut at ${width} by ${height}, in Chinese`, async ({ open, page }) => {
    await page.setViewportSize({ width, height });
    await openLaboratory(open, page, "#s=free-play&lang=zh-CN");
    await page.getByRole("button", { name: "运行", exact: true }).click();
    await expect(page.getByRole("button", { name: "运行", exact: true })).toBeVisible();
    await expect(page.locator(".trial-frame tbody tr")).toHaveCount(1);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(beyond).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  });
}
