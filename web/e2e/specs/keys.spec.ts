// Keys and the focus: a click leaves no trap, and nothing that pops up lies on a control.

import { type Board, expect, expectAccessible, test } from "../board";

/** What a person may click before pressing Space, anywhere on the page. */
const CLICKED: Record<string, (board: Board) => Promise<void>> = {
  "a button of time": (board) => board.button("forward").click(),
  "faster": (board) => board.button("faster").click(),
  "a server": (board) => board.server("S2").click(),
  "a server's row": (board) => board.row("S3").getByRole("button").first().click(),
  "an entry": (board) => board.row("S1").getByRole("cell").first().getByRole("button").click(),
  "a panel": (board) => board.panel("a").click(),
  "the bar of time": (board) => board.bar.click({ position: { x: 60, y: 15 } }),
  "a pane": (board) => board.openPane("proof"),
  "a rule's name": async (board) => {
    await board.openPane("rules");
    await board.side.getByRole("button", { name: /^More/ }).first().click();
  },
  "the switch of the leader's view": (board) => board.button("leadersView").click(),
};

for (const [place, click] of Object.entries(CLICKED)) {
  test(`Space plays and pauses after a click on ${place}`, async ({ open, board, page }) => {
    await open("#s=figure-8&at=a&lang=en");
    await click(board);
    await page.keyboard.press("Space");
    await expect(board.button("pause")).toBeVisible();
    await page.keyboard.press("Space");
    await expect(board.button("play")).toBeVisible();
    // And again, though a key has been pressed since the click.
    await page.keyboard.press("Space");
    await expect(board.button("pause")).toBeVisible();
  });
}

test("Space presses what was reached by keyboard", async ({ open, board, page }) => {
  await open("#s=figure-8&at=a&lang=en");
  const at = await board.event();
  await board.tabTo(board.button("forward"));
  await page.keyboard.press("Space");
  await expect(board.bar).toHaveValue(String(at + 1));
  await expect(board.button("play")).toBeVisible();
  await board.tabTo(board.server("S2"));
  await page.keyboard.press("Space");
  await expect(board.server("S2")).toHaveAttribute("aria-pressed", "true");
  await expect(board.button("play")).toBeVisible();
});

test("a dial that was turned with the mouse leaves Space and the letters to the board", async ({ open, board, page }) => {
  await open("#s=free-play&lang=en");
  await expect(board.button("pause")).toBeVisible();
  await board.dials.getByLabel("Message delay").selectOption({ index: 0 });
  await board.server("S1").click();
  await page.keyboard.press("Space");
  await expect(board.button("play")).toBeVisible();
});

test("what is typed is typed", async ({ open, board, page }) => {
  await open("#s=figure-8&at=a&lang=en");
  await board.choose("S1");
  const field = board.side.getByRole("textbox");
  await field.click();
  await page.keyboard.type("a b");
  await expect(field).toHaveValue("a b");
  await expect(board.button("play")).toBeVisible();
});

test("answers pressed again, or too late, change nothing but what is told", async ({ open, board, page }) => {
  await open("#s=figure-8&at=c&lang=en");
  const ledger = await board.ledger();
  for (const [key, told] of [["a", "Not right: A"], ["b", "Right: B"], ["c", "Not right: C"], ["b", "Right: B"]] as const) {
    await page.keyboard.press(key);
    await expect(board.side.getByRole("status")).toContainText(told);
  }
  await expect(board.ownBranches).toHaveCount(0);
  await page.keyboard.press(".");
  for (const key of ["a", "b", "c"]) await page.keyboard.press(key);
  await expect(board.ownBranches).toHaveCount(0);
  await page.keyboard.press(",");
  await board.expectLedger(ledger);
});

test("right or wrong is announced with its reason, and only when it is there", async ({ open, board, page }) => {
  await open("#s=figure-8&at=c&lang=en");
  const status = board.side.getByRole("status");
  // The place is there before anything is in it, so that a screen reader hears it come.
  await expect(status).toHaveCount(1);
  await expect(status).toBeEmpty();
  await page.keyboard.press("a");
  await expect(status).toHaveText(/^Not right: A\. S5 can still win.*The answer is B\. S1 counts/);
  await page.keyboard.press("b");
  await expect(status).toHaveText(/^Right: B\. S1 counts/);
  await expectAccessible(page);
});

for (const size of [
  { width: 1280, height: 720 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
]) {
  test(`what the board has to tell lies on no control, at ${size.width} × ${size.height}`, async ({ open, board, page }) => {
    await page.setViewportSize(size);
    await open("#s=figure-8&at=c&lang=en");
    await page.keyboard.press("b");
    await board.server("S1").click();
    // What cannot be done, a new branch, and something to choose from.
    for (const keys of [["o"], ["x"], ["Escape", "Escape", "Space"]]) {
      for (const key of keys) await page.keyboard.press(key);
      await expect(board.notice).toBeVisible();
      const covered = await board.notice.evaluate((notice) => {
        const { left, right, top, bottom } = notice.getBoundingClientRect();
        const controls = [...document.querySelectorAll("button, select, input, summary, [role=button]")];
        const over = (one: Element) => {
          const box = one.getBoundingClientRect();
          // What is scrolled out of its area is not seen anyway.
          const area = one.closest("main > section")?.getBoundingClientRect() ?? box;
          const [seenTop, seenBottom] = [Math.max(box.top, area.top), Math.min(box.bottom, area.bottom)];
          return box.width > 0 && box.left < right - 1 && box.right > left + 1 && seenTop < bottom - 1 && seenBottom > top + 1;
        };
        // On a phone the buttons of time stay where they are and the page scrolls behind them.
        const shown = (one: Element) => one.checkVisibility() && !one.closest(".transport") && !notice.contains(one);
        return controls.filter((one) => shown(one) && over(one)).map((one) => one.outerHTML.slice(0, 80));
      });
      expect(covered).toEqual([]);
    }
  });
}

test("play in a stepped branch of one's own offers what can be done, by keyboard", async ({ open, board, page }) => {
  await open("#s=figure-8&at=c&lang=en");
  await board.server("S5").click();
  await page.keyboard.press("x");
  await page.keyboard.press("Space");
  await expect(board.notice).toContainText("Choose what happens next");
  const offers = board.side.getByRole("region", { name: board.name("offers") }).getByRole("button");
  const first = offers.first();
  await expect(first).toHaveText("Deliver: S3 → S1 AppendEntries ✓");
  await expectAccessible(page);
  await board.tabTo(first);
  await board.expectChange(() => page.keyboard.press("Enter"));
  await expect(first).not.toHaveText("Deliver: S3 → S1 AppendEntries ✓");
});

test("a rule's name opens its text, and only the switch switches", async ({ open, board, page }) => {
  await open("#s=hello&lang=en");
  await board.openPane("rules");
  const name = board.side.getByRole("button", { name: "More: vote on disk" });
  await expect(name).toHaveText(/vote on disk/);
  await name.click();
  await expect(name).toHaveAttribute("aria-expanded", "true");
  await expect(board.button("rules")).toHaveText("Rules: all on");
  const rule = board.side.getByRole("switch", { name: "vote on disk" });
  await rule.click();
  await expect(rule).toHaveAttribute("aria-checked", "false");
  await expect(board.button("rules")).toContainText("1 rule off");
  await expectAccessible(page);
});

test("on a phone a chosen server's pane comes into sight", async ({ open, board, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open("#s=figure-8&at=c&lang=en");
  await page.keyboard.press("b");
  await board.server("S3").scrollIntoViewIfNeeded();
  await board.server("S3").click();
  await expect(board.side.getByRole("heading", { level: 1 })).toContainText("S3");
  await expect(board.side.getByRole("heading", { level: 1 })).toBeInViewport();
});
