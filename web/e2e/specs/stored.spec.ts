// Every run has a record of its own: nothing that somebody did is lost over visits, tabs, links and reloads.

import { readFileSync } from "node:fs";
import type { BrowserContext } from "@playwright/test";
import { type Board, expect, test } from "../board";
import type { Row } from "../paper";

/** A new visit: another tab of the same browser. */
async function visit(board: Board, context: BrowserContext, address: string): Promise<Board> {
  const page = await context.newPage();
  await page.goto(address);
  const other = board.on(page);
  await expect(other.html).toHaveAttribute("data-boot", "ready");
  return other;
}

async function reload(board: Board): Promise<void> {
  await board.page.reload();
  await expect(board.html).toHaveAttribute("data-boot", "ready");
}

/** Another server times out, on a branch of one's own. Returns the ledger. */
async function act(board: Board, server: string): Promise<Row[]> {
  await board.choose(server);
  await board.page.keyboard.press("o");
  await expect.poll(async () => (await board.rowOf(server)).role).toBe("candidate");
  return board.ledger();
}

/** The ledgers of all stored runs, each opened from the list. */
async function storedLedgers(board: Board): Promise<Row[][]> {
  await board.openRuns();
  const ledgers = [];
  const count = await board.runs.count();
  // The run that is opened comes to the top: each time the last of the list is the next.
  for (let run = 0; run < count; run += 1) {
    await board.runs.last().getByRole("button", { name: board.name("openRun") }).click();
    await expect(board.runs).toHaveCount(0);
    ledgers.push(await board.ledger());
    await board.openRuns();
  }
  return ledgers;
}

test("a link that is opened in a later visit writes over nothing", async ({ open, board, context, baseURL }) => {
  await open("#s=figure-8&at=a");
  const first = await act(board, "S4");
  await board.expectStored(/ own figure-8 /);
  await board.page.close();

  const second = await visit(board, context, `${baseURL ?? ""}#s=hello&at=elected`);
  await second.expectAt("elected");
  await second.choose("S2");
  await second.page.keyboard.press("x");
  await expect(second.ownBranches).toHaveCount(1);
  const linked = await second.ledger();
  await second.expectStored(/ own hello /);
  await second.page.close();

  const third = await visit(board, context, baseURL ?? "");
  await third.expectLedger(linked);
  const all = await storedLedgers(third);
  expect(all).toHaveLength(2);
  expect(all).toContainEqual(first);
  expect(all).toContainEqual(linked);
});

test("a branch made after opening a link is there after two reloads", async ({ open, board }) => {
  await open("#s=figure-8&at=c");
  const ledger = await act(board, "S4");
  await reload(board);
  await board.expectLedger(ledger);
  await reload(board);
  await board.expectLedger(ledger);
  await expect(board.ownBranches).toHaveCount(1);
});

test("a copied link does not stay in the address, and a reload goes on with the run", async ({ open, board, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open();
  await board.openFigure8();
  await board.openPanelHere("c");
  await board.openPane("share");
  await board.act("copyLink").click();
  await expect(board.notice).toBeVisible();
  expect(new URL(board.page.url()).hash).toBe("");
  const ledger = await act(board, "S4");
  await reload(board);
  await board.expectLedger(ledger);
});

test("going back in the browser's history finds the run as it was left", async ({ open, board, page }) => {
  await open("#s=figure-8&at=c");
  const ledger = await act(board, "S4");
  await board.expectStored(/ own figure-8 /);
  await page.evaluate(() => {
    location.hash = "#s=hello&at=elected";
  });
  await board.expectAt("elected");
  await board.expectStored(/ place hello /);
  await page.goBack();
  await board.expectLedger(ledger);
  await expect(board.ownBranches).toHaveCount(1);
});

test("two tabs with the same run do not write over each other", async ({ open, board, context, baseURL }) => {
  await open("#s=figure-8&at=a");
  await act(board, "S4");
  await board.expectStored(/ own figure-8 /);
  const other = await visit(board, context, baseURL ?? "");
  await expect(other.ownBranches).toHaveCount(1);
  const [mine, theirs] = [await act(board, "S2"), await act(other, "S5")];
  expect(mine).not.toEqual(theirs);
  // Both are told apart, whoever was first.
  await expect.poll(async () => (await board.records()).filter((line) => / own figure-8 /.test(line)).length).toBe(2);
  await board.page.close();
  await other.page.close();
  const later = await visit(board, context, baseURL ?? "");
  const all = await storedLedgers(later);
  expect(all).toContainEqual(mine);
  expect(all).toContainEqual(theirs);
});

test("each tab goes on with its own run after a reload", async ({ open, board, context, baseURL }) => {
  await open("#s=figure-8&at=a");
  const mine = await act(board, "S4");
  await board.expectStored(/ own figure-8 /);
  const other = await visit(board, context, `${baseURL ?? ""}#s=figure-8&at=c`);
  const theirs = await act(other, "S2");
  await other.expectStored(/ own figure-8 /);
  await reload(board);
  await board.expectLedger(mine);
  await reload(other);
  await other.expectLedger(theirs);
});

test("where there is no room left it is told, and every stored run stays", async ({ open, board, context, baseURL }) => {
  await open("#s=figure-8&at=a");
  const first = await act(board, "S4");
  await board.expectStored(/ own figure-8 /);
  await board.page.evaluate(() => {
    let size = 1 << 20;
    for (let number = 0; size > 0; ) {
      try {
        localStorage.setItem(`other-${number}`, "x".repeat(size));
        number += 1;
      } catch {
        size >>= 1;
      }
    }
  });
  const before = await board.records();
  await board.openLesson(/^Raft in two minutes/);
  await board.panel("elected").click();
  await board.choose("S2");
  await board.page.keyboard.press("x");
  await expect(board.notice).toContainText(/full/);
  for (const line of before) expect((await board.records()).map((record) => record.split(" ")[3])).toContain(line.split(" ")[3]);
  await board.page.close();
  const later = await visit(board, context, baseURL ?? "");
  await later.expectLedger(first);
});

const unreadable = {
  "of a later version": (text: string) => text.replace("raftboard-session 3", "raftboard-session 77"),
  "cut off": (text: string) => text.slice(0, -30),
  "of a record format to come": (text: string) => text.replace("raftboard-run 1", "raftboard-run 99"),
};

for (const [what, change] of Object.entries(unreadable)) {
  test(`a stored run that is ${what} stays, and is offered as a file`, async ({ open, board, context, baseURL }) => {
    await open("#s=figure-8&at=a");
    await act(board, "S4");
    await board.expectStored(/ own figure-8 /);
    const [name, whole] = await board.page.evaluate(
      () => Object.entries(localStorage).find(([, text]) => / own figure-8 /.test(String(text))) ?? ["", ""],
    );
    await board.page.goto("about:blank");
    const changed = change(String(whole));
    await board.page.goto(baseURL ?? "");
    await expect(board.html).toHaveAttribute("data-boot", "ready");
    // Written while no board is there that could store its own over it.
    await board.page.evaluate(([key, text]) => {
      window.addEventListener("pagehide", () => localStorage.setItem(key ?? "", text ?? ""));
    }, [name, changed]);
    await board.page.goto("about:blank");

    const later = await visit(board, context, baseURL ?? "");
    await later.openFigure8();
    await later.openPanelHere("a");
    await act(later, "S5");
    await expect.poll(async () => (await later.records()).some((line) => / own figure-8 /.test(line) && !changed.startsWith(line))).toBe(true);
    expect(await later.page.evaluate((key) => localStorage.getItem(key), name)).toBe(changed);
    await later.openRuns();
    const row = later.runs.filter({ hasText: /cannot read/ });
    if ((await row.count()) === 0) {
      await later.runs.last().getByRole("button", { name: board.name("openRun") }).click();
      await expect(later.notice).toContainText(/cannot be read/);
      await later.openRuns();
    }
    const [download] = await Promise.all([
      later.page.waitForEvent("download"),
      row.getByRole("button", { name: board.name("saveRun") }).click(),
    ]);
    expect(changed.endsWith(readFileSync(await download.path(), "utf8"))).toBe(true);
  });
}

test("a script that is being written is there after a reload", async ({ open, board, page }) => {
  await open();
  await board.openPane("script");
  await board.act("edit").click();
  await board.editor.fill("title mine\nservers S1 S2 S3\nstepped\nelect S2\n");
  await reload(board);
  await expect(board.editor).toHaveValue(/elect S2/);
  await page.getByRole("button", { name: board.name("runScript") }).click();
  await expect.poll(async () => (await board.ledger()).length).toBe(3);
});

test("runs are named, saved as files and deleted from the list", async ({ open, board, page, context, baseURL }) => {
  await open("#s=figure-8&at=a");
  const ledger = await act(board, "S4");
  await board.expectStored(/ own figure-8 /);
  await board.openRuns();
  await board.runs.getByRole("textbox").fill("Ada’s run");
  await board.runs.getByRole("textbox").press("Enter");
  await expect(board.runs).toContainText("Ada’s run");
  await board.openLesson(/^Raft in two minutes/);
  await board.openRuns();
  await expect(board.runs).toContainText("Ada’s run");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    board.runs.getByRole("button", { name: board.name("saveRun") }).click(),
  ]);
  const file = readFileSync(await download.path(), "utf8");
  await board.runs.getByRole("button", { name: board.name("deleteRun") }).click();
  await board.runs.getByRole("button", { name: board.name("deleteNow") }).click();
  await expect(board.runs).toHaveCount(0);
  const later = await visit(board, context, baseURL ?? "");
  await later.openFile(download.suggestedFilename(), file);
  await later.expectLedger(ledger);
});

test("a run that never got onto the board is not opened by itself, and is not lost", async ({ open, board, page, context, baseURL }) => {
  await open("#s=figure-8&at=a");
  const ledger = await act(board, "S4");
  await board.expectStored(/ own figure-8 /);
  const name = await page.evaluate(() => Object.keys(localStorage).find((key) => key.startsWith("raftboard.run.")) ?? "");
  await page.goto("about:blank");
  const again = await context.newPage();
  await again.addInitScript((id) => {
    if (sessionStorage.getItem("set") === null) localStorage.setItem("raftboard.opening", id);
    sessionStorage.setItem("set", "1");
  }, name.replace("raftboard.run.", ""));
  await again.goto(baseURL ?? "");
  const later = board.on(again);
  await expect(later.html).toHaveAttribute("data-boot", "ready");
  await expect(later.notice).toContainText(/could not be opened/);
  await expect(later.act("hello")).toBeVisible();
  await later.openRuns();
  await later.runs.getByRole("button", { name: board.name("openRun") }).click();
  await later.expectLedger(ledger);
});

test("what an earlier version has stored is taken over", async ({ open, board, page, context, baseURL }) => {
  await open("#s=figure-8&at=a");
  const ledger = await act(board, "S4");
  await board.expectStored(/ own figure-8 /);
  const session = await page.evaluate(() => {
    const text = Object.entries(localStorage).find(([, value]) => / own figure-8 /.test(String(value)))?.[1] ?? "";
    return String(text).slice(String(text).indexOf("\n") + 1);
  });
  await page.close();
  const other = await context.newPage();
  await other.addInitScript((text) => {
    if (sessionStorage.getItem("set") !== null) return;
    sessionStorage.setItem("set", "1");
    localStorage.clear();
    localStorage.setItem("raftboard.session", text);
  }, session);
  await other.goto(baseURL ?? "");
  const later = board.on(other);
  await later.expectLedger(ledger);
  expect(await other.evaluate(() => localStorage.getItem("raftboard.session"))).toBe(null);
});
