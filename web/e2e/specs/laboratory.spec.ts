// The contradiction, by hand: attempts to elect a leader without a committed entry, by keyboard.

import { expect, expectAccessible, test } from "../board";
import type { Page } from "@playwright/test";

/** Opens the laboratory from the pane of the proof. */
async function openLaboratory(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^(Proof|证明|论证)/ }).first().click();
  await page.getByRole("button", { name: /by hand|亲手/ }).press("Enter");
}

/** The verdict, as a screen reader is told it. */
function verdict(page: Page) {
  return page.getByRole("status").getByRole("heading", { level: 2 });
}

/** The terms in a log, as a screen reader finds them. */
async function log(page: Page, name: string): Promise<string[]> {
  return page.getByRole("list", { name }).getByRole("listitem").locator(".unseen").allInnerTexts();
}

test("each step stands in the way of its attempt, by keyboard alone", async ({ open, board, page }) => {
  await open("#s=figure-9&lang=en");
  await openLaboratory(page);
  await expect(verdict(page)).toHaveText("Step 5: S3 refuses S5");
  await expect(page.getByRole("status")).toContainText("last term of S5 1 < own 2");
  await expectAccessible(page);

  // A longer log that ends like the voter's: its middle cannot be another.
  const add = (term: number) => page.getByRole("button", { name: `Add an entry from term ${term} to leader U’s log` });
  await board.tabTo(add(1));
  await page.keyboard.press("Enter");
  await board.tabTo(add(2));
  await page.keyboard.press("Space");
  expect(await log(page, "leader U’s log")).toEqual(["1: term 1", "2: term 1", "3: term 2"]);
  await expect(verdict(page)).toHaveText("Step 6: term 2 had one leader, and one log");
  await expect(page.getByRole("status")).toContainText("index 2: term 2 ≠ term 1");

  // A larger last term: who created that entry had the committed one.
  await page.getByRole("button", { name: "Take the last entry off leader U’s log" }).press("Enter");
  await add(3).press("Enter");
  await expect(verdict(page)).toHaveText("Not in Raft");
  await page.getByRole("button", { name: "U: one more" }).press("Enter");
  await expect(verdict(page)).toHaveText("Step 7: the leader of term 3 had the entry");
  await expect(page.getByRole("listitem").filter({ hasText: "Larger last term" })).toHaveAttribute("aria-current", "step");

  // Without the consistency check it succeeds, and the entry is gone from U's log.
  await page.getByRole("button", { name: "consistency check" }).press("Enter");
  await expect(verdict(page)).toHaveText("S5 leads term 4 without the entry: it is lost");
  await expect(page.getByRole("list", { name: "leader U’s log" }).locator("del")).toHaveText("2");
  await expectAccessible(page);

  // It really happens, and the judge says so.
  await page.getByRole("button", { name: "Play it on the board" }).press("Enter");
  await expect(board.button("properties")).toContainText("Leader Completeness");
  await expect(board.side.getByRole("heading", { level: 1 })).toHaveText("Properties");
  expect((await board.rowOf("S5")).log).toEqual([1, 1, 3]);
  expect((await board.rowOf("S3")).log).toEqual([1, 2]);
  expect((await board.rowOf("S5")).role).toBe("leader");
});

test("an attempt to begin with, and a rule off, by their lists", async ({ open, page }) => {
  await open("#s=figure-9&lang=en");
  await openLaboratory(page);
  const [start, rule] = [page.getByLabel("Begin with"), page.getByLabel("Without the rule")];
  await start.selectOption({ label: "The voter votes first" });
  await expect(verdict(page)).toHaveText("Step 3: S3 refuses the entry");
  await expect(page.getByRole("switch")).toHaveAttribute("aria-checked", "true");
  await rule.selectOption({ label: "refuse a stale leader" });
  await expect(verdict(page)).toHaveText(/it is lost$/);
  await page.getByRole("button", { name: "With every rule" }).click();
  await expect(verdict(page)).toHaveText("Step 3: S3 refuses the entry");
  await expect(rule).toHaveValue("0");
  // What was chosen before is no longer what there is.
  await page.getByRole("button", { name: "S2 stores the entry" }).click();
  await expect(start.locator("option:checked")).toHaveText("your own");
  await expect(verdict(page)).toHaveText("Step 2: S1 does not commit it");
});

test("a refusal is played up to its moment", async ({ open, board, page }) => {
  await open("#s=figure-9&lang=en");
  await openLaboratory(page);
  await page.getByRole("button", { name: "Play it on the board" }).click();
  await expect(board.caption).toContainText("refuses S5");
  await expect(board.button("properties")).toContainText("5 properties hold");
});

test("keys behind the laboratory do nothing, and Escape leads back to the board", async ({ open, board, page }) => {
  await open("#s=figure-9&at=committed&lang=en");
  const event = await board.event();
  await openLaboratory(page);
  await page.keyboard.press("Home");
  await page.keyboard.press("c");
  await expect(board.stage).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(board.stage).toBeVisible();
  expect(await board.event()).toBe(event);
});

test("on a phone, in Chinese, everything is within the page", async ({ open, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open("#s=figure-9&lang=zh-CN");
  await openLaboratory(page);
  await expect(verdict(page)).toHaveText("第 5 步：S3 拒绝 S5");
  await page.getByRole("button", { name: "给领导者 U 的日志加一个任期 2 的条目" }).click();
  await expect(verdict(page)).toHaveText("S5 是任期 3 的领导者，并且有这个条目");
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  const right = await page.getByRole("button", { name: "U: 加一" }).evaluate((button) => button.getBoundingClientRect().right);
  expect(right).toBeLessThanOrEqual(382);
  await expectAccessible(page);
});

test("Figure 9's lesson leads to it", async ({ open, page }) => {
  await open("#s=figure-9&lang=en");
  await page.keyboard.press("PageDown");
  await page.getByRole("button", { name: "The contradiction, by hand" }).click();
  await expect(verdict(page)).toHaveText("Step 5: S3 refuses S5");
});
