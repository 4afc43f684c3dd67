// A panic in the program: nothing that somebody did may be lost in it.

import { readFileSync } from "node:fs";
import { type Board, expect, expectAccessible, test } from "../board";
import type { Row } from "../paper";

/** Something of one's own on the board, and then a panic. Returns what the ledger was. */
async function crash(board: Board): Promise<Row[]> {
  await board.openFigure8();
  await board.openPanelHere("c");
  await board.choose("S4");
  await board.page.keyboard.press("o");
  await expect(board.ownBranches).toHaveCount(1);
  const ledger = await board.ledger();
  await board.page.evaluate(() => window.dispatchEvent(new Event("raftboard-panic")));
  await expect(board.html).toHaveAttribute("data-boot", "crashed");
  return ledger;
}

test.beforeEach(async ({ open }) => {
  await open();
});

test.afterEach(({ troubles }) => {
  // The panic itself is told on the console.
  expect(troubles.splice(0).join()).toContain("panic");
});

test("a panic shows the crash screen in both languages, with what happened", async ({ board, page }) => {
  await crash(board);
  const screen = page.getByRole("alert");
  await expect(screen).toContainText("has stopped");
  await expect(screen).toContainText("停止运行");
  await expect(page.getByText("a test asked for a panic")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Reload/ })).toBeVisible();
  await expectAccessible(page);
});

test("the run is offered as a file, and opening that file brings it back", async ({ board, page, context, baseURL }) => {
  const ledger = await crash(board);
  const link = page.getByRole("link", { name: /^Save the run/ });
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  const file = readFileSync(await download.path());
  expect(file.toString("utf8")).toMatch(/^raftboard-session/);

  const other = await context.newPage();
  await other.addInitScript(() => localStorage.clear());
  await other.goto(baseURL ?? "");
  await expect(other.locator("html")).toHaveAttribute("data-boot", "ready");
  const fresh = board.on(other);
  await fresh.openFile("run.raftboard", file);
  await expect(fresh.ownBranches).toHaveCount(1);
  await fresh.expectLedger(ledger);
});

test("a reload brings the run back", async ({ board, page }) => {
  const ledger = await crash(board);
  await page.getByRole("button", { name: /^Reload/ }).click();
  await expect(board.html).toHaveAttribute("data-boot", "ready");
  await expect(board.ownBranches).toHaveCount(1);
  await board.expectLedger(ledger);
});

test("one can start afresh, if what is stored is what crashes", async ({ board, page }) => {
  await crash(board);
  await page.getByRole("button", { name: /^Start afresh/ }).click();
  await expect(board.html).toHaveAttribute("data-boot", "ready");
  await expect(board.act("hello")).toBeVisible();
});
