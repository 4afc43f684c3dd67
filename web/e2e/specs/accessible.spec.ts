// The board for those who hear it, who press keys, or who see it otherwise.

import { type Board, expect, expectAccessible, test } from "../board";

test.use({ contextOptions: { reducedMotion: "reduce" } });

/** Every place that has something of its own to look at. */
const PLACES: Record<string, (board: Board) => Promise<void>> = {
  "the question of Figure 8": async () => {},
  "its answer": (board) => board.page.keyboard.press("a"),
  "a leader in full": (board) => board.choose("S1"),
  "a server that is down": (board) => board.choose("S5"),
  "a message in full": (board) => board.messages("S1 → S3").click(),
  "the argument": (board) => board.openPane("proof"),
  "the argument that fails": async (board) => {
    await board.page.keyboard.press("b");
    await board.openPanelHere("d-broken");
    await board.openPane("proof");
  },
  "the rules": (board) => board.openPane("rules"),
  "the script": (board) => board.openPane("script"),
  "the editor": async (board) => {
    await board.openPane("script");
    await board.act("edit").click();
    await board.editor.fill("nonsense");
    await board.act("runScript").click();
    await expect(board.side.getByRole("alert")).toBeVisible();
  },
  "links and files": (board) => board.openPane("share"),
  "the settings": (board) => board.openPane("settings"),
  "the properties": (board) => board.button("properties").click(),
  "a word of the glossary": async (board) => {
    await board.side.locator("p").getByRole("button", { name: "term" }).click();
  },
  "the help": (board) => board.page.keyboard.press("?"),
  "an attempt to break a property": (board) => board.page.goto(board.page.url().replace(/#.*/, "#s=break-log-matching")).then(() => {}),
  "the menu of lessons": (board) => board.header.locator("summary").click(),
  "two broken properties": async (board) => {
    await board.page.keyboard.press("b");
    await board.openPanelHere("d-broken");
    await board.button("properties").click();
  },
  "a running clock": async (board) => {
    await board.page.keyboard.press("b");
    await board.button("takeOver").click();
    await board.page.keyboard.press("Space");
    await expect(board.dials).toBeVisible();
  },
};

test("the first visit has no violations that axe sees", async ({ open, page }) => {
  await open();
  await expectAccessible(page);
});

for (const [place, go] of Object.entries(PLACES)) {
  test(`${place}: no violations that axe sees, light and dark`, async ({ open, board, page }) => {
    // A word of the glossary stands at (a).
    await open(`#s=figure-8&at=${place.includes("glossary") ? "a" : "c"}`);
    await go(board);
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await expectAccessible(page);
  });
}

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("no violations that axe sees", async ({ open, board, page }) => {
    await open("#s=figure-8&at=c");
    await expectAccessible(page);
    await board.choose("S1");
    await expectAccessible(page);
  });
});

test("a screen reader gets the ledger of (c) as a table", async ({ open, page }) => {
  await open("#s=figure-8&at=c");
  await expect(page.getByRole("table")).toMatchAriaSnapshot(`
    - table:
      - rowgroup:
        - row /committed on 3 of 5/
        - row /1 2 3/:
          - columnheader
          - columnheader "1"
          - columnheader "2"
          - columnheader "3"
      - rowgroup:
        - row:
          - rowheader /S1 .*leader.* term 4/
          - cell /^1 x←1$/
          - cell /^2 y←2$/
          - cell /^4 z←4$/
        - row:
          - rowheader /S2 .*follower.* term 4/
          - cell /1 x←1 .*committed/
          - cell /^2 y←2$/
        - row:
          - rowheader /S3 .*follower.* term 4/
          - cell /1 x←1 .*committed/
          - cell /^2 y←2$/
        - row:
          - rowheader /S4 .*follower.* term 3/
          - cell /1 x←1 .*committed/
        - row:
          - rowheader /S5 .*down.* term 3/
          - cell /^1 x←1$/
          - cell /^3 y←3$/
  `);
});

test("servers, messages and panels say what they are", async ({ open, board, page }) => {
  await open("#s=figure-8&at=c");
  await expect(board.server("S1")).toHaveAccessibleName(/^S1\b.*term 4.*leader|^S1\b.*leader.*term 4/);
  await expect(board.server("S5")).toHaveAccessibleName(/^S5\b.*term 3.*down|^S5\b.*down.*term 3/);
  await expect(board.messages("S1 → S3")).toHaveAccessibleName("AppendEntries [2 4], S1 → S3, term 4");
  await expect(board.panel("c")).toHaveAccessibleName(/^\(c\) S1 is back/);
  await expect(board.panel("d")).toHaveAccessibleName(/[Hh]idden/);
  await page.keyboard.press("b");
  await expect(board.panel("d")).not.toHaveAccessibleName(/[Hh]idden/);
  await expect(board.panel("d-broken")).toHaveAccessibleName(/broken/);
});

test("what just happened is announced, but not while the clock rushes", async ({ open, board, page }) => {
  await open("#s=figure-8&at=a");
  await expect(board.caption).toHaveAttribute("aria-live", "polite");
  await board.expectChange(() => page.keyboard.press("."));
  await expect(board.caption).toHaveAttribute("aria-live", "polite");
  await expect(board.bar).toHaveAttribute("aria-valuetext", /event \d+: S1/);
  await board.panel("c").click();
  await page.keyboard.press("b");
  await board.button("takeOver").click();
  await expect(board.caption).toHaveAttribute("aria-live", "off");
  await page.keyboard.press("Space");
  await expect(board.caption).toHaveAttribute("aria-live", "polite");
});

test("an answer and a refused act are announced", async ({ open, board, page }) => {
  await open("#s=figure-8&at=c");
  await page.keyboard.press("a");
  await expect(board.side.getByRole("status")).toContainText("A");
  await board.choose("S5");
  await page.keyboard.press("o");
  await expect(board.notice).toContainText("S5");
});

test("Tab goes through header, cluster, logs, lesson, caption and time in this order, and nothing is a trap", async ({ open, page }) => {
  await open("#s=figure-8&at=c");
  const order: string[] = [];
  for (let presses = 0; presses < 70; presses += 1) {
    await page.keyboard.press("Tab");
    const where = await page.evaluate(() => {
      const active = document.activeElement;
      if (active === null || active === document.body) return "";
      const area = active.closest("header, section[aria-label]:not(section section), [role=status]");
      return area?.getAttribute("aria-label") ?? area?.tagName.toLowerCase() ?? "main";
    });
    if (where === "") break;
    if (order.at(-1) !== where) order.push(where);
  }
  expect(order).toEqual(["header", "Cluster", "Ledger", "Lesson", "main", "span", "Timeline"]);
});

test("what has the focus is seen to have it", async ({ open, page }) => {
  await open("#s=figure-8&at=c");
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press("Tab");
    // It must look otherwise than without the focus: an outline, or a stroke in a picture.
    const seen = await page.evaluate(() => {
      const active = document.activeElement;
      const focusable = active instanceof HTMLElement || active instanceof SVGElement;
      if (!focusable || active === document.body) return true;
      const look = () =>
        [active, ...active.querySelectorAll("*")]
          .map((one) => getComputedStyle(one))
          .map((style) => [style.outline, style.stroke, style.strokeWidth, style.boxShadow].join())
          .join();
      const focused = look();
      active.blur();
      const plain = look();
      active.focus({ preventScroll: true });
      return focused !== plain;
    });
    const name = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120));
    expect(seen, name).toBe(true);
  }
});

test("keys of one letter can be switched off; the others still work", async ({ open, board, page }) => {
  await open("#s=figure-8&at=c");
  await board.openPane("settings");
  await board.side.getByRole("switch", { name: board.name("letterKeys") }).click();
  await page.keyboard.press("Escape");
  const at = await board.event();
  for (const key of ["b", "f", "s", "w", "v"]) await page.keyboard.press(key);
  await expect(board.question).toBeVisible();
  await expect(board.ownBranches).toHaveCount(0);
  await page.keyboard.press(",");
  await expect(board.bar).toHaveValue(String(at - 1));
  await page.keyboard.press("PageDown");
  await board.expectAt("c");
  await page.keyboard.press("PageDown");
  await expect(board.question).toHaveCount(0);
});

test("keys with Ctrl, Alt or Meta are left to the browser, and so is what one types", async ({ open, board, page }) => {
  await open("#s=figure-8&at=c");
  const at = await board.event();
  for (const key of ["Control+b", "Alt+b", "Meta+b", "Control+ArrowLeft", "Control+,"]) await page.keyboard.press(key);
  await expect(board.question).toBeVisible();
  await expect(board.bar).toHaveValue(String(at));
  await board.choose("S1");
  await board.side.getByRole("textbox").pressSequentially("fub");
  await expect(board.side.getByRole("textbox")).toHaveValue("fub");
  await expect(board.bar).toHaveValue(String(at));
  await expect(board.ownBranches).toHaveCount(0);
});

test("the help takes the focus, keeps it, and gives it back", async ({ open, board, page }) => {
  await open("#s=figure-8&at=c");
  const button = board.header.getByRole("button", { name: board.name("help") });
  await board.tabTo(button);
  await page.keyboard.press("Enter");
  await expect(board.help).toBeVisible();
  const inside = async () => board.help.evaluate((dialog) => dialog.contains(document.activeElement));
  await expect.poll(inside, "the focus is in the help").toBe(true);
  for (let presses = 0; presses < 12; presses += 1) {
    await page.keyboard.press(presses % 3 === 2 ? "Shift+Tab" : "Tab");
    expect(await inside(), "the focus stays in the help").toBe(true);
  }
  await page.keyboard.press("Escape");
  await expect(board.help).toHaveCount(0);
  await expect(button).toBeFocused();
});

test("keys do nothing to the board behind the help", async ({ open, board, page }) => {
  await open("#s=figure-8&at=c");
  const at = await board.event();
  await page.keyboard.press("?");
  await expect(board.help).toBeVisible();
  for (const key of [",", "f", "b", "PageUp"]) await page.keyboard.press(key);
  await page.keyboard.press("Escape");
  await expect(board.help).toHaveCount(0);
  await expect(board.bar).toHaveValue(String(at));
  await expect(board.question).toBeVisible();
});

test("the help names every key that the board hears", async ({ open, board, page }) => {
  await open("#s=figure-8&at=c");
  await page.keyboard.press("?");
  const keys = await board.help.locator("kbd").allInnerTexts();
  expect(keys).toEqual(expect.arrayContaining(["Space", ".", ",", "A", "B", "C", "R", "T", "F", "L", "U", "W", "?", "Esc"]));
  expect(keys.map((key) => key.toLowerCase())).toEqual(expect.arrayContaining(["pagedown", "pageup"]));
});

test("with forced colours everything is still there", async ({ open, board, page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await open("#s=figure-8&at=c");
  await expectAccessible(page);
  // A circle's outline and a cell's edge are drawn in a system colour.
  const edge = await board.row("S1").locator("td button").first().evaluate((cell) => getComputedStyle(cell).borderStyle);
  expect(edge).not.toBe("none");
});
