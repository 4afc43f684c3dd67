// The rules: each with its two futures, and from a broken property to its moment and its rule.

import { type Board, expect, expectAccessible, test } from "../board";

const ROW = (board: Board, name: string) =>
  board.side.getByRole("listitem").filter({ has: board.page.getByRole("switch", { name }) });

/** Opens the pane of the rules and a rule in it, by keyboard, and returns its row. */
async function openRule(board: Board, name: string) {
  await board.tabTo(board.button("rules"));
  await board.page.keyboard.press("Enter");
  const row = ROW(board, name);
  const more = row.getByRole("button", { name: /^(More|更多)/ });
  await more.focus();
  await board.page.keyboard.press("Enter");
  await expect(more).toHaveAttribute("aria-expanded", "true");
  return row;
}

test("by keyboard: a rule, without it, the broken property, the moment, and the rule again", async ({
  open,
  board,
  page,
}) => {
  await open("#s=figure-8&at=a&lang=en");
  const row = await openRule(board, "consistency check");
  await expect(row).toContainText("A follower refuses AppendEntries unless");
  await expect(row).toContainText("(Log Matching, State Machine Safety)");
  await board.tabTo(row.getByRole("button", { name: "Without it" }));
  await page.keyboard.press("Enter");
  await board.expectAt("off");
  await expect(board.side.getByRole("heading", { level: 1 })).toHaveText(/^consistency check$/i);
  await expect(board.side).toContainText("Log Matching");
  await expect(board.button("rules")).toHaveText(/1 rule off/);

  // What comes of it breaks two more; the way to each stands on the right.
  await page.keyboard.press("PageDown");
  await board.expectAt("lost");
  await board.tabTo(board.button("properties"));
  await page.keyboard.press("Enter");
  const property = board.side.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Log Matching" }) });
  await expect(property).toContainText("S1 and S2 both have an entry from term 3 at index 2");
  const jump = property.getByRole("button", { name: board.name("showMoment") });
  const moment = Number(/\d+/.exec(await jump.innerText())?.[0]);
  await board.tabTo(jump);
  await page.keyboard.press("Enter");
  await expect(board.bar).toHaveValue(String(moment));
  await expect(board.button("properties")).toHaveText("✗ Log Matching");
  // The evidence has stayed, and names the rule that is off.
  await expect(property).toContainText("S1 and S2 both have");
  await board.tabTo(property.getByRole("button", { name: "consistency check" }));
  await page.keyboard.press("Enter");
  const more = ROW(board, "consistency check").getByRole("button", { name: /^More/ });
  await expect(more).toBeFocused();
  await expect(more).toHaveAttribute("aria-expanded", "true");
  await expect(more).toBeInViewport();
  await expectAccessible(page);
});

test("the two futures of one moment stand as a fork in the strip, and one button apart", async ({ open, board, page }) => {
  await open("#s=rule-election-restriction&at=start&lang=en");
  await expect(board.side).toContainText("A voter refuses a candidate whose log is less up-to-date than its own.");
  await expect(board.side.getByRole("button", { pressed: true })).toHaveCount(0);
  // Where they part, with the rule, without it, and what comes of it.
  await expect(page.locator("[data-panel]")).toHaveCount(4);
  const before = await board.ledger();

  await board.side.getByRole("button", { name: "With the rule" }).click();
  await board.expectAt("on");
  await expect(board.side.getByRole("button", { pressed: true })).toHaveText("With the rule");
  await expect(board.side).toContainText("Why did S2 refuse S3?");
  await expect(board.button("properties")).toHaveText(/^✓/);
  await expect(board.button("rules")).toHaveText("Rules: all on");

  await board.side.getByRole("button", { name: "Without it" }).click();
  await board.expectAt("off");
  await expect(board.side).toContainText("S1 committed a←1 from term 1 at index 1 in term 1; S3 leads term 2 without it.");
  await expect(board.button("properties")).toHaveText("✗ Leader Completeness");
  await expect(board.panel("off")).toContainText("off");
  await expectAccessible(page);

  await page.keyboard.press("PageUp");
  await page.keyboard.press("PageUp");
  await board.expectAt("start");
  await board.expectLedger(before);
});

test("a rule without which nothing breaks says so, and what suffers", async ({ open, board }) => {
  await open("#s=rule-retry&at=off&lang=en");
  await expect(board.side).toContainText("Each RPC is sent once, and after a loss progress can stop.");
  await expect(board.side).toContainText("No safety property breaks without it");
  await expect(board.button("properties")).toHaveText(/^✓ 5 properties hold/);
  expect((await board.ledger()).map((row) => row.log.length)).toEqual([1, 0, 0]);
  await board.side.getByRole("button", { name: "With the rule" }).click();
  await board.expectAt("on");
  expect((await board.ledger()).map((row) => row.log.length)).toEqual([1, 1, 0]);
});

test("中文：规则、两种走向、被破坏的性质", async ({ open, board, page }) => {
  await open("#s=rule-one-vote-per-term&at=off&lang=zh-CN");
  await expect(board.side).toContainText("S1 和 S2 都在任期 1 当选");
  await expect(board.panel("off")).toContainText("关");
  await board.side.getByRole("button", { name: /^更多/ }).click();
  await expect(board.side).toContainText("§5.2 领导者选举");
  await expect(board.side).toContainText("一台服务器在一个任期内最多投票给一个候选人。");
  await board.side.getByRole("button", { name: "有这条规则" }).click();
  await board.expectAt("on");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
});
