// What a browser remembers, and what the board does where it may not.

import { type Board, expect, test } from "../board";
import { FIGURE_8 } from "../paper";

/** Where earlier versions stored the run. */
const STORED_SESSION = "raftboard.session";

async function reload(board: Board): Promise<void> {
  await board.page.reload();
  await expect(board.html).toHaveAttribute("data-boot", "ready");
}

test("a reload restores the run, the moment, the answer and one's own branches", async ({ open, board, page }) => {
  await open();
  await board.openFigure8();
  await board.openPanelHere("c");
  await page.keyboard.press("a");
  await board.choose("S4");
  await page.keyboard.press("o");
  await page.keyboard.press(",");
  const [ledger, event, caption] = [await board.ledger(), await board.event(), await board.caption.innerText()];

  await reload(board);
  await expect(board.ownBranches).toHaveCount(1);
  await board.expectLedger(ledger);
  await expect(board.bar).toHaveValue(String(event));
  await expect(board.caption).toHaveText(caption);
  await board.openPanelHere("c");
  await expect(board.question).toHaveCount(0);
  await expect(board.side).toContainText("Not right: A");
  await board.ownBranches.click();
  expect(await board.rowOf("S4")).toMatchObject({ role: "candidate", term: 4 });
  await board.openPanelHere("e");
  await board.expectLedger(FIGURE_8.e.rows);
});

test("one's own branches in every lesson come back after a reload", async ({ open, board, page }) => {
  await open("#s=figure-8&at=a");
  await board.choose("S4");
  await page.keyboard.press("o");
  await expect(board.ownBranches).toHaveCount(1);
  // Another lesson, by a link and from the menu.
  await page.evaluate(() => {
    location.hash = "#s=hello&at=elected";
  });
  await board.expectAt("elected");
  await expect(board.ownBranches).toHaveCount(0);
  await board.choose("S2");
  await page.keyboard.press("x");
  await expect(board.ownBranches).toHaveCount(1);
  await board.openLesson(/^Figure 8/);
  await expect(board.ownBranches).toHaveCount(1);
  expect(await board.rowOf("S4")).toMatchObject({ role: "candidate", term: 3 });
  await reload(board);
  expect(await board.rowOf("S4")).toMatchObject({ role: "candidate", term: 3 });
  await board.openLesson(/^Raft in two minutes/);
  await expect(board.ownBranches).toHaveCount(1);
  expect(await board.rowOf("S2")).toMatchObject({ role: "down" });
  await board.openLesson(/^Figure 8/);
  expect(await board.rowOf("S4")).toMatchObject({ role: "candidate", term: 3 });
});

test("a script that was left for a lesson is among one's runs", async ({ open, board, page }) => {
  await open();
  await board.openFile("mine.raft", "title mine\nservers S1 S2 S3\nstepped\nelect S2\nsettle\n");
  await page.keyboard.press("End");
  const ledger = await board.ledger();
  await board.openLesson(/^Raft in two minutes/);
  await expect(board.panel("elected")).toBeVisible();
  await reload(board);
  await board.openLesson(/^Your runs/);
  await board.runs.filter({ hasText: "script" }).getByRole("button", { name: board.name("openRun") }).click();
  await board.expectLedger(ledger);
});

test("a link does not take away what was done before", async ({ open, board, page, baseURL }) => {
  await open("#s=figure-8&at=a");
  await board.choose("S4");
  await page.keyboard.press("o");
  await expect(board.ownBranches).toHaveCount(1);
  // Saved when nothing has happened for a moment, or when the page is left.
  await page.goto("about:blank");
  await page.goto(`${baseURL ?? ""}#s=figure-8&at=c`);
  await expect(board.html).toHaveAttribute("data-boot", "ready");
  await board.expectAt("c");
  await expect(board.ownBranches).toHaveCount(0);
  await board.openLesson(/^Figure 8/);
  await expect(board.ownBranches).toHaveCount(1);
});

test("a reload restores a run whose clock runs", async ({ open, board, page }) => {
  await open();
  await board.act("freePlay").click();
  for (let press = 0; press < 5; press += 1) await board.button("faster").click();
  await expect.poll(() => board.event()).toBeGreaterThan(20);
  await page.keyboard.press("Space");
  await expect(board.button("play")).toBeVisible();
  const [ledger, event] = [await board.ledger(), await board.event()];
  await reload(board);
  await expect(board.bar).toHaveValue(String(event));
  await board.expectLedger(ledger);
  // It goes on from there.
  await page.keyboard.press(".");
  await expect(board.bar).toHaveValue(String(event + 1));
});

test("a reload restores a run of an opened script", async ({ open, board, page }) => {
  await open();
  await board.openFile("mine.raft", "title mine\nservers S1 S2 S3\nstepped\nelect S2\nsettle\n");
  await page.keyboard.press("End");
  const ledger = await board.ledger();
  expect(ledger).toHaveLength(3);
  await reload(board);
  await board.expectLedger(ledger);
});

test("a reload restores language, theme and keys", async ({ open, board, page }) => {
  await open();
  await board.openPane("settings");
  await board.act("dark").click();
  await board.side.getByRole("switch", { name: board.name("letterKeys") }).click();
  await board.button("language").click();
  await expect(board.html).toHaveAttribute("lang", "zh-CN");
  await reload(board);
  await expect(board.html).toHaveAttribute("lang", "zh-CN");
  await expect(board.html).toHaveAttribute("data-theme", "dark");
  await page.keyboard.press("Escape");
  await board.openPane("settings");
  await expect(board.side.getByRole("switch", { name: board.name("letterKeys") })).toHaveAttribute("aria-checked", "false");
});

/** The board must do everything but remember. */
async function expectWorking(board: Board): Promise<void> {
  await board.openFigure8();
  await board.openPanelHere("c");
  await board.expectLedger(FIGURE_8.c.rows);
  await board.choose("S4");
  await board.page.keyboard.press("o");
  await expect(board.ownBranches).toHaveCount(1);
}

test("where nothing may be stored the board says so, and works", async ({ open, board, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get: () => {
        throw new DOMException("The operation is insecure.", "SecurityError");
      },
    });
  });
  await open();
  await expect(board.notice).toContainText(/store/);
  await expectWorking(board);
});

test("where reading what is stored fails the board says so, and works", async ({ open, board, page }) => {
  await page.addInitScript(() => {
    for (const method of ["getItem", "setItem"] as const) {
      Storage.prototype[method] = () => {
        throw new DOMException("denied", "SecurityError");
      };
    }
  });
  await open();
  await expect(board.notice).toContainText(/store/);
  await expectWorking(board);
});

test("where the storage is full the board says so, and works", async ({ open, board, page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await open();
  await expect(board.notice).toContainText(/full/);
  await expectWorking(board);
});

const damaged = {
  "nothing of ours": "{\"version\": 3}",
  "an empty text": "",
  "only a first line": "raftboard-session 1\n",
  "broken bytes": "raftboard-session 1\nAAAAAAAAAAAAAAAAAAAA\n",
  "what is no base64": "raftboard-session 1\n!!!!\n",
  "a later format": "raftboard-session 99\nAAAA\n",
  "very much": `raftboard-session 1\n${"_".repeat(200_000)}\n`,
};

for (const [what, text] of Object.entries(damaged)) {
  test(`a stored session that is ${what} does not break the start`, async ({ open, board, page }) => {
    await page.addInitScript(([name, value]) => localStorage.setItem(name ?? "", value ?? ""), [STORED_SESSION, text]);
    await open();
    await expect(board.act("hello")).toBeVisible();
    await board.openFigure8();
    await board.openPanelHere("a");
    await board.expectLedger(FIGURE_8.a.rows);
  });
}

test("a record cut off anywhere does not break the start", async ({ open, board, page, context }) => {
  await open();
  await board.openFigure8();
  await board.openPanelHere("c");
  await board.choose("S4");
  await page.keyboard.press("o");
  await board.expectStored(/ own figure-8 /);
  const [name, whole] = await page.evaluate(
    () => Object.entries(localStorage).find(([, text]) => / own figure-8 /.test(String(text))) ?? ["", ""],
  );
  const address = page.url();
  await page.close();
  for (const part of [0.05, 0.3, 0.6, 0.9]) {
    const cut = whole.slice(0, Math.floor(whole.length * part));
    const other = await context.newPage();
    await other.goto(address);
    await expect(other.locator("html")).toHaveAttribute("data-boot", "ready");
    await other.evaluate(([key, text]) => localStorage.setItem(key ?? "", text ?? ""), [name, cut]);
    await other.close();
    const next = await context.newPage();
    await next.goto(address);
    await expect(next.locator("html")).toHaveAttribute("data-boot", "ready");
    expect(await next.evaluate((key) => localStorage.getItem(key), name)).toBe(cut);
    await next.close();
  }
});
