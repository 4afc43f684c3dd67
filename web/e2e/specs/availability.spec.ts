// Availability (§5.6): the lane below the bar of time, what it comes to, and the three magnitudes on one ruler.

import { expect, expectAccessible, test } from "../board";

test("the lane shows who can commit so far, and a press goes there", async ({ open, board, page }) => {
  await open("#s=free-play&lang=en");
  // Free play begins by itself.
  await expect.poll(async () => Number(await board.bar.inputValue()), { timeout: 20_000 }).toBeGreaterThan(60);
  await page.keyboard.press("Space");
  const lane = page.locator(".leader-lane");
  await expect(lane.getByText("★").first()).toBeAttached();
  const box = await lane.boundingBox();
  await lane.click({ position: { x: (box?.width ?? 0) / 2, y: 8 } });
  const end = Number(await board.bar.getAttribute("max"));
  await expect.poll(async () => Math.abs(Number(await board.bar.inputValue()) - end / 2)).toBeLessThan(3);
});

test("the pane has the numbers, and says which half of the inequality is violated", async ({ open, board, page }) => {
  await open("#s=free-play&lang=en");
  // Free play begins by itself.
  await expect.poll(async () => Number(await board.bar.inputValue()), { timeout: 20_000 }).toBeGreaterThan(40);
  await page.keyboard.press("Space");
  await page.keyboard.press("g");
  await expect(page.getByRole("heading", { name: "Availability" })).toBeVisible();
  await expect(board.side.getByRole("row", { name: /Able to commit/ })).toContainText("%");
  await expect(board.side.getByText("MTBF is at least a hundred timeouts.")).toBeVisible();
  await page.getByLabel("Election timeout").selectOption("12–24 ms");
  await expect(board.side.getByText(/less than ten times broadcastTime/)).toBeVisible();
  await expectAccessible(page);
});
