// Trying to break a property: refused with every rule on, reached without one, by keyboard.

import { expect, expectAccessible, test, type Board } from "../board";

test.use({ contextOptions: { reducedMotion: "reduce" } });

/** S1 and S2 stand, and everything that is sent arrives, oldest first: ten moves and more. */
async function twoStand(board: Board): Promise<void> {
  for (const key of ["1", "o", "2", "o", "Escape"]) await board.page.keyboard.press(key);
  for (let event = 0; event < 8; event += 1) await board.page.keyboard.press("d");
}

test("two leaders in one term: out of reach, and in reach without a rule", async ({ open, board, page }) => {
  await open("#s=hello&lang=en");
  await board.header.locator("summary").click();
  await page.getByRole("region", { name: "Try to break it" }).getByRole("button", { name: "Two leaders in one term" }).press("Enter");
  const title = board.side.getByRole("heading", { level: 1 });
  await expect(title).toHaveText("Two leaders in one term");
  await expect(board.side).toContainText("With every rule on, this cannot happen");
  await expect(board.outcome).toHaveText("0 moves: it still holds");
  await expectAccessible(page);

  await twoStand(board);
  await expect(board.outcome).toHaveText("10 moves: it still holds");
  // The rule that stood in the way, with its operands and its section.
  await expect(board.side).toMatchAriaSnapshot(`
    - heading /What prevented it/ [level=2]:
      - button "event 6"
    - heading "Why did S3 refuse S2?" [level=2]
    - list:
      - listitem: /votedFor in term 1 is S1, not S2/
    - paragraph: /one vote per term, §5\\.2/
  `);
  // Beside whatever else is open, the count goes on.
  await board.choose("S1");
  await expect(board.outcome).toHaveText("10 moves: it still holds");
  await page.keyboard.press("Escape");

  await board.side.getByLabel("Without the rule").selectOption({ label: "one vote per term" });
  await expect(board.button("rules")).toContainText("1 rule off");
  await expect(board.outcome).toHaveText("0 moves: it still holds");
  await twoStand(board);
  await expect(board.outcome).toHaveText("✗ Broken in 9 moves");
  await expect(board.side).toContainText("S1 and S2 were both elected in term 1");
  await expect(board.button("properties")).toContainText("Election Safety");
  await expectAccessible(page);

  // The way back, to the moment, and to another attempt; both attempts are kept.
  await page.keyboard.press("u");
  await board.act("showMoment").click();
  await expect(board.outcome).toHaveText("✗ Broken in 9 moves");
  await page.keyboard.press("u");
  await board.side.getByRole("button", { name: "Start again" }).click();
  await expect(board.outcome).toHaveText("0 moves: it still holds");
  expect(await board.ownBranches.count()).toBeGreaterThanOrEqual(2);

  // The shortest attempt is kept beside the goal.
  await expect(board.side.getByRole("button", { name: "Two leaders in one term" })).toContainText("Broken in 9 moves");

  // Giving up shows one way.
  await board.side.getByRole("button", { name: "Show one way" }).click();
  await expect(board.button("properties")).toContainText("Election Safety");
  await expect(title).toHaveText(/one vote per term/i);
});

test("an attempt comes back after a reload, and is said in Chinese", async ({ open, board, page }) => {
  await open("#s=break-leader-completeness&lang=zh-CN");
  await expect(board.side.getByRole("heading", { level: 1 })).toHaveText("丢失已提交的条目：后来的领导者没有它");
  for (const key of ["1", "o", "d"]) await page.keyboard.press(key);
  await expect(board.outcome).toHaveText("已走 2 步：它仍然成立");
  await page.waitForTimeout(500);
  await open();
  // A link's language is for its visit only.
  await expect(board.outcome).toHaveText("2 moves: it still holds");
});

test("each property leads to an attempt to break it", async ({ open, board }) => {
  await open("#s=figure-9&lang=en");
  await board.button("properties").click();
  await board.side.getByRole("button", { name: "Try to break it: Two servers apply different commands at one index" }).click();
  await expect(board.side.getByRole("heading", { level: 1 })).toHaveText("Two servers apply different commands at one index");
});
