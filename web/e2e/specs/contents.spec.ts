// The list of lessons: by section of the paper, with what was seen and answered, on this browser.

import { expect, expectAccessible, test } from "../board";

test("by keyboard from the list to a lesson; progress and score survive a reload", async ({ open, board, page }) => {
  await open("#s=figure-8&at=c");
  await page.keyboard.press("b");
  const menu = board.header.locator("summary");
  await board.tabTo(menu);
  await page.keyboard.press("Enter");
  const row = board.header.getByRole("button", { name: /^Figure 8/ });
  await expect(row).toHaveAttribute("aria-current", "true");
  await expect(row).toContainText("1 of 6");
  await expect(row).toContainText("1 of 4 right");
  await expect(board.header.getByRole("heading", { name: "§5.4 Safety" })).toBeVisible();
  await expectAccessible(page);

  const hello = board.header.getByRole("button", { name: /^Raft in two minutes/ });
  await board.tabTo(hello);
  await page.keyboard.press("Enter");
  await expect(board.panel("crashed")).toBeVisible();
  await expect(row).toBeHidden();
  for (const panel of ["start", "elected", "replicated", "crashed"]) await board.openPanelHere(panel);
  await page.keyboard.press("c");
  await board.openPanelHere("new-leader");
  // At the end of the lesson, for oneself.
  await expect(board.side).toContainText("Questions: 0 of 1 right");

  await page.waitForTimeout(500);
  await page.reload();
  await menu.click();
  await expect(hello).toContainText("✓ seen · 0 of 1 right");
  await expect(row).toContainText("1 of 6 · 1 of 4 right");
  await board.header.getByRole("button", { name: "Forget it" }).click();
  await menu.click();
  await expect(row).not.toContainText("right");
});

test("arrows, letters and Escape in the list, and nothing happens behind it", async ({ open, board, page }) => {
  await open("#s=figure-8&at=a");
  const at = await board.event();
  const menu = board.header.locator("summary");
  const row = (name: string) => board.header.getByRole("button", { name: new RegExp(`^${name}`) });
  await menu.click();
  await page.keyboard.press("ArrowDown");
  await expect(row("20 min")).toBeFocused();
  await page.keyboard.press("r");
  await expect(row("Raft in two minutes")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(row("Leader election")).toBeFocused();
  for (let press = 0; press < 7; press += 1) await page.keyboard.press("ArrowUp");
  await expect(row("Two servers apply different commands")).toBeFocused();
  await page.keyboard.press("f");
  await expect(row("Figure 7")).toBeFocused();
  await page.keyboard.press("f");
  await expect(row("Figure 8")).toBeFocused();
  await page.keyboard.press("x");
  await page.keyboard.press("ArrowDown");
  await expect(row("The commit rule")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(menu).toBeFocused();
  await expect(row("The commit rule")).toBeHidden();
  await expect(board.bar).toHaveValue(String(at));
  await expect(board.ownBranches).toHaveCount(0);
  await menu.click();
  await page.keyboard.press("r");
  await page.keyboard.press("Enter");
  await expect(board.panel("elected")).toBeVisible();
});

test("every lesson stands in the list with a line, in both languages", async ({ open, board, page }) => {
  for (const language of ["en", "zh-CN"]) {
    await open(`#s=hello&lang=${language}`);
    await board.header.locator("summary").click();
    const rows = board.header.locator(".contents li");
    expect(await rows.count()).toBeGreaterThan(12);
    for (const note of await rows.locator(".menu-note").allInnerTexts()) expect(note.length).toBeGreaterThan(5);
    // It fits without scrolling, and within the window.
    const list = board.header.locator(".contents");
    const [inside, outside] = await list.evaluate((one) => [one.scrollHeight, one.clientHeight]);
    expect(inside).toBeLessThanOrEqual((outside ?? 0) + 1);
    await page.goto("about:blank");
  }
});
