// The safety argument of §5.4.3 on the board: Figure 9 walked by keyboard, its evidence lit up, and
// the step that fails without a rule.

import { type Board, expect, expectAccessible, test } from "../board";

test.use({ contextOptions: { reducedMotion: "reduce" } });

/** Opens the argument at a panel of Figure 9. */
async function openAt(open: (hash?: string) => Promise<void>, board: Board, panel: string, language = "en"): Promise<void> {
  await open(`#s=figure-9&at=${panel}&lang=${language}`);
  await board.page.keyboard.press("p");
  await expect(board.side.getByRole("heading", { level: 1 })).toContainText(board.name("proof"));
}

/** Walks through all steps with the arrow keys, and returns how each came out. */
async function walk(board: Board): Promise<string[]> {
  const verdicts: string[] = [];
  for (let number = 0; number <= 8; number += 1) {
    const step = board.step(number);
    await expect(step).toHaveAttribute("aria-expanded", "true");
    verdicts.push(/(holds|fails|does not apply|不成立|成立|不适用)$/.exec(await step.innerText())?.[1] ?? "?");
    await board.page.keyboard.press("ArrowDown");
  }
  return verdicts;
}

const HOLDS = "holds";
const NOT_THIS_CASE = "does not apply";

test("Figure 9 is walked by keyboard: every step holds, equal last terms", async ({ open, board, page }) => {
  await openAt(open, board, "elected");
  await expect(board.outcome).toContainText("Every step holds.", { ignoreCase: true });
  expect(await walk(board)).toEqual([HOLDS, HOLDS, HOLDS, HOLDS, HOLDS, HOLDS, HOLDS, NOT_THIS_CASE, HOLDS]);
  // The focus goes along, so that a screen reader says each step; the last one stays.
  await expect(board.step(8)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(board.step(6)).toBeFocused();
  await expect(board.side).toContainText("whose only leader created both last entries");
  await page.keyboard.press("Escape");
  await expect(board.side.getByRole("heading", { level: 1 })).toContainText("Step 8");
});

test("and with a larger last term, whose creator is lit up", async ({ open, board, page }) => {
  await openAt(open, board, "voter");
  expect(await walk(board)).toEqual([HOLDS, HOLDS, HOLDS, HOLDS, HOLDS, HOLDS, NOT_THIS_CASE, HOLDS, HOLDS]);
  await page.keyboard.press("ArrowUp");
  await expect(board.server("S2")).toHaveAccessibleName(/creator/);
  await expect(board.server("S3")).toHaveAccessibleName(/voter/);
  await expect(board.server("S5")).toHaveAccessibleName(/leader U/);
  await expect(board.row("S5").getByRole("cell").nth(2)).toContainText("last");
  // By Tab and Enter it is the same walk.
  await board.tabTo(board.step(2));
  await page.keyboard.press("Enter");
  await expect(board.step(2)).toHaveAttribute("aria-expanded", "true");
  await expect(board.step(7)).toHaveAttribute("aria-expanded", "false");
});

test("the picture of Figure 9: without the election restriction step 5 fails", async ({ open, board, page }) => {
  await openAt(open, board, "picture");
  await expect(board.outcome).toContainText(/step 5 fails/i);
  await expect(board.outcome).toContainText("election restriction");
  await expect(board.step(5)).toHaveAttribute("aria-expanded", "true");
  await expect(board.step(5)).toContainText("✗ fails");
  await expect(board.side).toContainText("S5’s log was empty; S3’s ended at index 1, term 1.");
  await expect(board.row("S5").getByRole("cell").first()).toHaveText("missing");
  // Both majorities and the voter: by a word in the cluster, in the logs and in the picture.
  await board.step(2).click();
  for (const [id, word] of [["S1", "stored"], ["S2", "stored"], ["S3", "voter"], ["S4", "voted"], ["S5", "voted"]] as const) {
    await expect(board.server(id)).toHaveAccessibleName(new RegExp(`, ${word}$`));
    await expect(board.row(id).getByRole("rowheader").getByRole("note")).toHaveText(word);
  }
  for (const id of ["S1", "S2", "S3"]) await expect(board.row(id).getByRole("cell").first()).toContainText("stored");
  await expect(board.side.getByRole("img")).toHaveAccessibleName(
    "stored x←1: S1, S2 and S3, 3 of 5; voted for S5: S3, S4 and S5, 3 of 5. T = 1, led by S1; U = 2, led by S5; the voter is S3.",
  );
  await expectAccessible(page);
  // Closed, nothing is lit up any more.
  await page.keyboard.press("p");
  await expect(page.getByRole("note")).toHaveCount(0);
  await expect(board.server("S3")).not.toHaveAccessibleName(/voter/);
});

test("an event is looked at, and undo comes back", async ({ open, board, page }) => {
  await openAt(open, board, "picture");
  const end = await board.event();
  for (const key of ["ArrowUp", "ArrowUp"]) await page.keyboard.press(key);
  const accepted = board.side.getByRole("button", { name: /^event \d+$/ }).first();
  await board.tabTo(accepted);
  await page.keyboard.press("Enter");
  await expect(board.caption).toContainText("S3 stores x←1 at index 1");
  await expect(board.step(3)).toHaveAttribute("aria-expanded", "true");
  await expect(board.outcome).toContainText(/step 5 fails/i);
  await page.keyboard.press("u");
  expect(await board.event()).toBe(end);
  await accepted.click();
  await board.side.getByRole("button", { name: `up to event ${end}` }).click();
  expect(await board.event()).toBe(end);
});

test("what there is to prove is chosen; before there is anything, the board says so", async ({ open, board, page }) => {
  await openAt(open, board, "refused");
  await expect(board.outcome).toHaveText("An entry is committed, but no leader of a later term has been elected yet.");
  await board.panel("voter").click();
  const leader = board.side.getByLabel("Leader");
  await expect(leader.locator("option:checked")).toHaveText("S5 (U = 3)");
  await leader.selectOption({ label: "S2 (U = 2)" });
  await expect(board.outcome).toContainText("U = 2, led by S2");
  await page.getByRole("button", { name: "Let the board choose" }).click();
  await expect(board.outcome).toContainText("U = 3, led by S5");
});

test("the lesson has it at hand, and a clicker goes on with the lesson beside it", async ({ open, board, page }) => {
  await open("#s=figure-9&at=elected");
  await board.side.getByRole("button", { name: board.name("proof") }).click();
  await expect(board.step(0)).toBeVisible();
  await page.keyboard.press("PageUp");
  // A question is asked there, which is seen whatever was open.
  await board.expectAt("equal");
  await expect(board.question).toBeVisible();
  await expect(board.side.getByRole("heading", { level: 1 })).toContainText("Step 6");
});

test("a committed entry that was counted in a later term: Figure 8’s (d′) fails at the premises", async ({ open, board, page }) => {
  await open("#s=figure-8&at=c&lang=en");
  await page.keyboard.press("b");
  await board.openPanelHere("d-broken");
  await page.keyboard.press("p");
  await expect(board.outcome).toContainText(/step 0 fails/i);
  await expect(board.step(0)).toHaveAttribute("aria-expanded", "true");
  await expect(board.side).toContainText("S1, leader of term 4, counted copies of y←2, an entry from term 2.");
  expect((await walk(board))[7]).toBe("fails");
});

test("in Chinese everything is Chinese", async ({ open, board }) => {
  await openAt(open, board, "picture", "zh-CN");
  await expect(board.outcome).toContainText("第 5 步不成立");
  await expect(board.step(5)).toContainText("不成立");
  await expect(board.server("S3")).toHaveAccessibleName(/投票者/);
  expect(await board.side.innerText()).not.toMatch(/[a-z]{4}/);
});

for (const panel of ["picture", "voter"]) {
  test(`at ${panel} the whole argument fits into the window`, async ({ open, board, page }) => {
    await openAt(open, board, panel);
    for (let number = 0; number <= 8; number += 1) {
      await board.step(number).click();
      await expect(board.step(number)).toBeInViewport({ ratio: 1 });
      const steps = board.side.getByRole("list", { name: board.name("steps") });
      const reason = steps.getByRole("listitem").nth(number).locator("p").first();
      await expect(reason).toBeInViewport({ ratio: 1 });
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1280);
  });
}

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  for (const language of ["en", "zh-CN"]) {
    test(`the argument is as wide as the phone, in ${language}`, async ({ open, board, page }) => {
      await openAt(open, board, "picture", language);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      await board.step(8).click();
      await expect(board.step(8)).toBeFocused();
      await expect(board.server("S5")).toContainText(/leader U|领导者 U/);
      await expectAccessible(page);
    });
  }
});
