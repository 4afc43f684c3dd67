// Figure 7 has seven servers and twelve entries, more than any other picture of the paper.

import { expect, expectAccessible, test } from "../board";

const LOGS = [
  [1, 1, 1, 4, 4, 5, 5, 6, 6, 6],
  [1, 1, 1, 4, 4, 5, 5, 6, 6],
  [1, 1, 1, 4],
  [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6],
  [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7],
  [1, 1, 1, 4, 4, 4, 4],
  [1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3],
];

test("seven logs are on the screen at once, and nothing stands over them", async ({ open, board, page }) => {
  await open("#s=figure-7&at=elected");
  await expect.poll(async () => (await board.ledger()).map((row) => row.log)).toEqual(LOGS);
  const scroller = page.locator("#ledger-scroll");
  const room = await scroller.evaluate((area) => [area.scrollWidth <= area.clientWidth, area.scrollHeight <= area.clientHeight]);
  expect(room).toEqual([true, true]);
  const last = await board.row("S7").boundingBox();
  const tools = await page.getByRole("button", { name: /^Compare/ }).boundingBox();
  expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual(tools?.y ?? 0);
  // A command is not seen in so narrow a cell, and can be read all the same.
  await expect(board.row("S7")).toContainText("x←10");
  await expectAccessible(page);
});

test("a lesson's small pictures of logs read as text", async ({ open, board, page }) => {
  await open("#s=election-restriction&at=one-way&lang=en");
  const pictures = board.side.getByRole("figure");
  await expect(pictures).toHaveCount(2);
  await expect(pictures.first()).toContainText("Viewstamped Replication");
  await expect(pictures.first().getByRole("listitem").last()).toHaveText(/S3 ★leader 1 2 ←from S1/);
  await expect(pictures.last().getByRole("listitem").first()).toHaveText(/S1 ★leader 1 2/);
  await expectAccessible(page);
});
