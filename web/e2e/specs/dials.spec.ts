// Dials of one server and of one link alone, and the mark of a server whose disk takes its time.

import { expect, expectAccessible, test } from "../board";

test("a dial is turned for one server, then for one link, and each is an act of the run", async ({ open, board, page }) => {
  await open("#s=free-play&lang=en");
  await page.keyboard.press("Space");
  const dial = (name: string) => board.dials.getByRole("combobox", { name, exact: true });
  await dial("Dials of").selectOption("S2");
  await expect(dial("Message delay")).toHaveCount(0);
  await dial("Clock speed").selectOption("200%");
  await expect(board.caption).toContainText("For S2 alone");
  await dial("Dials of").selectOption("S1 → S3");
  await expect(dial("Election timeout")).toHaveCount(0);
  await dial("Messages lost").selectOption("40%");
  await expect(board.caption).toContainText("For S1->S3 alone");
  await expect(dial("Dials of").locator("option").filter({ hasText: "*" })).toHaveText(["S2 *", "S1 → S3 *"]);
  await board.server("S1").click();
  await expect(board.side.getByText("S1 → S3 · Messages lost 40%")).toBeVisible();
  await expectAccessible(page);
});

test("a server that is still writing is marked on the board, in the log and in its inspector", async ({ open, board, page }) => {
  await open("#s=slow-disk&at=writing&lang=en");
  await expect(page.locator('[data-server="S2"] .server-disk')).toBeVisible();
  await expect(page.locator('[data-server="S3"] .server-disk')).toHaveCount(0);
  await expect(page.locator(".cell.writing")).toHaveCount(1);
  await expect(board.server("S2")).toHaveAttribute("aria-label", /writing to disk/);
  await board.server("S2").click();
  await expect(board.side.getByText(/Still writing to disk, until .* Messages to S1 wait for it/)).toBeVisible();
});

test("the lane marks the crash that cut a write off", async ({ open, page }) => {
  await open("#s=slow-disk&at=lost-write&lang=en");
  await expect(page.locator(".leader-lane").getByText("✂")).toBeAttached();
});
