// Two moments side by side: what would have been without a rule, beside what was.

import { expect, expectAccessible, test } from "../board";

test("(d) and (d′) stand side by side, and what differs is marked", async ({ open, board, page }) => {
  await open("#s=figure-8&at=c");
  await page.keyboard.press("b");
  await board.openPanelHere("e");
  await page.keyboard.press("k");
  const pinned = page.getByRole("region", { name: "Logs to compare with" });
  await expect(pinned.locator("tbody tr")).toHaveCount(5);
  await expect(pinned).toContainText("(e)");
  // The same moment twice: nothing differs.
  await expect(page.locator(".differs")).toHaveCount(0);

  await board.openPanelHere("d-broken");
  await expect(pinned).toContainText("(e)");
  await expect(page.getByRole("region", { name: "Logs", exact: true }).last()).toBeVisible();
  expect((await board.rowOf("S1")).log).toEqual([1, 3]);
  const first = pinned.locator("tbody tr").first().locator("td");
  await expect(first.nth(1)).toContainText("2");
  // S1 holds 1 2 4 in (e) and 1 3 in (d′): indexes 2 and 3 differ, on both sides.
  await expect(first.locator(".differs")).toHaveCount(2);
  await expect(board.row("S1").locator(".differs")).toHaveCount(2);
  // Nothing can be done in the past that is looked at beside.
  await expect(pinned.locator("tbody").getByRole("button")).toHaveCount(0);
  await expectAccessible(page);

  await page.keyboard.press("k");
  await expect(board.stage).toBeVisible();
  await expect(pinned).toHaveCount(0);
});

test("comparing can be ended by its cross, and another lesson ends it too", async ({ open, board, page }) => {
  await open("#s=figure-8&at=b&lang=zh-CN");
  await page.getByRole("button", { name: /并排比较/ }).click();
  const pinned = page.getByRole("region", { name: "用来比较的日志" });
  await pinned.getByRole("button", { name: "关闭" }).click();
  await expect(board.stage).toBeVisible();
});
