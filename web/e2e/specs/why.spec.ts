// "Why?" and "Why not?": an entry that is not committed, who would vote for a server, timers, losses.

import { type Board, expect, expectAccessible, test } from "../board";

/** The cell of a server's log at an index. */
function cell(board: Board, server: string, index: number) {
  return board.row(server).getByRole("cell").nth(index - 1).getByRole("button");
}

test.describe("at Figure 8 (c), answered", () => {
  test.beforeEach(async ({ open, page }) => {
    await open("#s=figure-8&at=c");
    await page.keyboard.press("b");
  });

  test("a screen reader is told why y←2 is not committed", async ({ board }) => {
    await cell(board, "S3", 2).click();
    await expect(board.side).toMatchAriaSnapshot(`
      - heading "y←2 · index 2, term 2" [level=1]
      - button "Close": ✕
      - term: created by
      - definition: S1, term 2
      - term: stored on
      - definition: S1 S2 S3 (3 of 5)
      - term: committed
      - definition: "no"
      - term: elsewhere
      - definition: "S5: y←3 from term 3"
      - heading "Why is y←2 not committed?" [level=2]
      - list:
        - listitem: S1 leads term 4, needs 3 of 5
        - listitem:
          - text: "counted on S1 S2: 2 of 5"
          - img "does not hold": ✗
        - listitem: "on S3 too: S1 does not know"
        - listitem:
          - text: term of the entry 2 ≠ currentTerm 4
          - img "does not hold": ✗
        - listitem: an entry from term 4 on a majority would commit it too
      - paragraph: /count only the current term, §5\\.4\\.2/
    `);
  });

  test("a screen reader is told who would vote for S5", async ({ board }) => {
    await board.choose("S5");
    await board.side.getByText(board.name("whoWouldVote")).click();
    await expect(board.side).toMatchAriaSnapshot(`
      - heading "Would S5 win term 4 now?" [level=2]
      - list:
        - listitem: "S5 is down: it restarts first"
        - listitem: "last entry of S5: index 2, term 3"
        - listitem:
          - text: S5 votes for itself
          - img "holds": ✓
        - listitem:
          - text: "S1 refuses: votedFor is S1"
          - img "does not hold": ✗
        - listitem:
          - text: "S2 refuses: votedFor is S1"
          - img "does not hold": ✗
        - listitem:
          - text: "S3 refuses: votedFor is S1"
          - img "does not hold": ✗
        - listitem:
          - text: "S4 grants: last term 3 > 1"
          - img "holds": ✓
        - listitem:
          - text: "votes of S4 S5: 2 of 5"
          - img "does not hold": ✗
        - listitem: a majority is 3
      - paragraph: /majority to win, §5\\.2/
      - heading "Would S5 win term 5 now?" [level=2]
      - list:
        - listitem: "S5 is down: it restarts first"
        - listitem: "last entry of S5: index 2, term 3"
        - listitem:
          - text: S5 votes for itself
          - img "holds": ✓
        - listitem:
          - text: "S1 refuses: last term 3 < 4"
          - img "does not hold": ✗
        - listitem:
          - text: "S2 grants: last term 3 > 2"
          - img "holds": ✓
        - listitem:
          - text: "S3 grants: last term 3 > 2"
          - img "holds": ✓
        - listitem:
          - text: "S4 grants: last term 3 > 1"
          - img "holds": ✓
        - listitem:
          - text: "votes of S2 S3 S4 S5: 4 of 5"
          - img "holds": ✓
    `);
    await board.choose("S1");
    await expect(board.side.getByText("S1 leads: a leader has no election timer")).toBeVisible();
  });

  test("what was chosen stays chosen when something else stands there", async ({ board }) => {
    await cell(board, "S1", 2).click();
    await board.openPanelHere("e");
    await expect(board.side.getByRole("heading", { level: 1 })).toHaveText(/^y←2/);
    await expect(board.side.getByText(/^S1, term 4/)).toBeVisible();
    await expect(board.side.getByRole("list")).toHaveCount(0);
    await board.openPanelHere("d");
    await expect(board.side.getByText("at index 2 it has y←3 from term 3")).toBeVisible();
    await expect(cell(board, "S1", 2)).not.toHaveAttribute("aria-current");
  });

  test("from an entry to the event that committed it", async ({ board }) => {
    await board.openPanelHere("e");
    await board.page.getByRole("cell", { name: "committed" }).first().getByRole("button").click();
    await expect(board.side.getByRole("heading", { level: 1 })).toHaveText(/^x←1/);
    await board.side.getByRole("button", { name: /^event \d+/ }).click();
    await expect(board.caption).toContainText("S3 commits and applies x←1");
  });

  test("entries are opened by keyboard: one stop for Tab, arrows between them", async ({ board, page }) => {
    await board.tabTo(cell(board, "S1", 1));
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    await expect(cell(board, "S2", 2)).toBeFocused();
    const event = await board.event();
    await page.keyboard.press("Enter");
    await expect(cell(board, "S2", 2)).toHaveAttribute("aria-current", "true");
    await expect(board.side.getByRole("heading", { level: 1 })).toHaveText(/^y←2/);
    // S4 has nothing there: the arrow goes on to S5.
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await expect(cell(board, "S5", 2)).toBeFocused();
    // Up from the first row is what stands over the column.
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await expect(cell(board, "S1", 2)).toHaveAttribute("aria-current", "true");
    expect(await board.event()).toBe(event);
    const stops = await page.locator('td button[tabindex="0"]').count();
    expect(stops).toBe(1);
  });

  test("a press with the mouse leaves the arrows to time", async ({ board, page }) => {
    const event = await board.event();
    await cell(board, "S2", 1).click();
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => board.event()).toBe(event - 1);
  });
});

test("the rule’s own lines of the core are shown in place, with the line that asks about it", async ({ open, board, page }) => {
  await open("#s=figure-8&at=c");
  await page.keyboard.press("b");
  await cell(board, "S3", 2).click();
  const show = board.side.getByRole("button", { name: "the code" });
  await expect(show).toHaveAttribute("aria-expanded", "false");
  await show.click();
  await expect(show).toHaveAttribute("aria-expanded", "true");
  const code = board.side.getByRole("region", { name: /raft-core\/src\/commitment\.rs/ });
  await expect(code).toContainText("§5.4.2");
  await expect(code.locator("mark")).toContainText("rules.has(Rule::CommitOnlyCurrentTerm)");
  await expect(code.locator("mark")).toBeInViewport();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await show.click();
  await expect(code).toHaveCount(0);
});

test("every rule shows its lines in the pane of rules", async ({ open, board, page }) => {
  await open("#s=figure-8&at=c");
  await board.openPane("rules");
  const rules = board.side.getByRole("listitem");
  const more = board.side.getByRole("button", { name: /^(More|更多): / });
  const count = await more.count();
  expect(count).toBeGreaterThan(25);
  for (let place = 0; place < count; place += 1) {
    await more.nth(place).click();
    await board.side.getByRole("button", { name: "the code" }).click();
    await expect(rules.filter({ has: page.locator("mark") })).toHaveCount(1);
    await expect(board.side.locator("mark")).toContainText("Rule::");
  }
  await expect(page.locator("mark")).toHaveCount(1);
});

test("an open question is not given away", async ({ open, board }) => {
  await open("#s=figure-8&at=c");
  await cell(board, "S3", 2).click();
  await expect(board.side.getByText("Answer the question first")).toBeVisible();
  await expect(board.side.getByRole("list")).toHaveCount(0);
  await board.choose("S5");
  await board.side.getByText(board.name("whoWouldVote")).click();
  await expect(board.side.getByText("Answer the question first")).toBeVisible();
});

test("a timer that starts afresh, one that runs on, and losses say why", async ({ open, board, page }) => {
  await open("#s=figure-8&at=a");
  await page.keyboard.press("w");
  const headings = board.side.getByRole("heading", { level: 2 });
  const seen = new Set<string>();
  for (let step = 0; step < 12; step += 1) {
    await board.expectChange(() => page.keyboard.press("."));
    for (const heading of await headings.allInnerTexts()) seen.add(heading.replace(/S\d/g, "S").replace(/\d+/, "n"));
  }
  expect([...seen]).toEqual(
    expect.arrayContaining([
      "Why does S’s election timer restart?",
      "Why does S’s election timer run on?",
      "Why did S refuse S?",
      "Why were n messages lost?",
    ]),
  );
});

for (const language of ["en", "zh-CN"]) {
  test(`the panes are accessible in ${language}, and fit a phone`, async ({ open, board, page }) => {
    await open(`#s=figure-8&at=c&lang=${language}`);
    await page.keyboard.press("b");
    await cell(board, "S3", 2).click();
    await expectAccessible(page);
    await board.choose("S5");
    await board.side.getByText(board.name("whoWouldVote")).click();
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await cell(board, "S3", 2).click();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
}
