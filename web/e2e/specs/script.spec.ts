// The run as a text: shown in step, copied, edited, saved, opened.

import { readFileSync } from "node:fs";
import { expect, test } from "../board";
import { raftboard } from "../command-line";
import { FIGURE_8 } from "../paper";

const SHORT = "title short\nservers S1 S2 S3\nstepped\nelect S2\nsettle\nrequest S2 k=1\n";

test.beforeEach(async ({ open, board, context, browserName }) => {
  expect(browserName).toBe("chromium");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open();
  await board.openFigure8();
});

test("the script is in step with the timeline", async ({ board, page }) => {
  await board.openPane("script");
  await board.openPanelHere("a");
  await expect(board.currentLine).toHaveCount(1);
  await expect(board.currentLine).toHaveText(/replicate S1 to S2/);
  await expect(board.currentLine).toBeInViewport();
  await page.keyboard.press(".");
  await expect(board.currentLine).toHaveText(/crash S1/);
  await page.keyboard.press(",");
  await expect(board.currentLine).toHaveText(/replicate S1 to S2/);
});

test("a line of the script leads to its moment", async ({ board }) => {
  await board.openPanelHere("b");
  await board.openPane("script");
  await board.side.getByRole("button", { name: /^request S1 y=2/ }).click();
  expect((await board.rowOf("S1")).log).toEqual([1, 2]);
  expect((await board.rowOf("S2")).log).toEqual([1]);
});

test("what somebody does is added to the script", async ({ board, page }) => {
  await board.openPanelHere("a");
  await board.choose("S4");
  await page.keyboard.press("x");
  await page.keyboard.press("s");
  await expect(board.currentLine).toHaveText(/^crash S4/);
});

for (const panel of ["c", "d-broken", "e"]) {
  test(`the script copied at ${panel} is one that the command line accepts`, async ({ board, page }) => {
    await board.openPanelHere("c");
    await page.keyboard.press("b");
    await board.openPanelHere(panel);
    await board.openPane("script");
    await board.act("copyScript").click();
    await expect(board.notice).toBeVisible();
    const checked = raftboard("check", await board.clipboard());
    expect(checked.status, checked.output).toBe(0);
  });
}

test("a script copied from one's own branch plays to the same ledger", async ({ board, page }) => {
  await board.openPanelHere("c");
  await page.keyboard.press("b");
  await board.messages("S3 → S1").click();
  await board.act("deliver").click();
  await board.choose("S4");
  await page.keyboard.press("o");
  const ledger = await board.ledger();
  await page.keyboard.press("s");
  await board.act("copyScript").click();
  await expect(board.notice).toBeVisible();
  const text = await board.clipboard();
  const checked = raftboard("check", text);
  expect(checked.status, checked.output).toBe(0);
  await board.openFile("again.raft", text);
  // The whole run is in it, with a panel at the end of the own branch.
  await board.openPanelHere("c");
  await board.openPanelHere("yours-1");
  await board.expectLedger(ledger);
});

test("an edited script runs", async ({ board, page }) => {
  await board.openPane("script");
  await board.act("edit").click();
  await board.editor.fill(SHORT);
  await board.act("runScript").click();
  await expect(board.editor).toHaveCount(0);
  await page.keyboard.press("End");
  await expect.poll(async () => (await board.ledger()).map((row) => row.log)).toEqual([[], [1], []]);
  await expect(board.row("S2")).toContainText("k←1");
});

test("a slip in the script is located, and the old run stays", async ({ board }) => {
  await board.openPanelHere("b");
  await board.openPane("script");
  await board.act("edit").click();
  for (const [text, place] of [
    [SHORT.replace("elect S2", "elekt S2"), /line 4, column 1/],
    [SHORT.replace("request S2", "request S9"), /line 6, column 9/],
    [SHORT.replace("request S2", "request S1"), /line 6/],
    ["", /line 1/],
  ] as const) {
    await board.editor.fill(text);
    await board.act("runScript").click();
    await expect(board.side.getByRole("alert")).toContainText(place);
    await expect(board.editor).toHaveValue(text);
    await board.expectLedger(FIGURE_8.b.rows);
  }
  await board.act("cancel").click();
  await expect(board.currentLine).toBeVisible();
  await board.expectAt("b");
});

test("a run is saved as a file that the command line accepts", async ({ board, page }) => {
  await board.openPanelHere("b");
  await board.openPane("share");
  const [download] = await Promise.all([page.waitForEvent("download"), board.act("saveFile").click()]);
  expect(download.suggestedFilename()).toMatch(/\.raft$/);
  const text = readFileSync(await download.path(), "utf8");
  const checked = raftboard("check", text);
  expect(checked.status, checked.output).toBe(0);
  expect(text).toContain("panel b");
});

test("a file is opened and played", async ({ board, page }) => {
  await board.openFile("short.raft", SHORT);
  await expect(board.row("S4")).toHaveCount(0);
  await page.keyboard.press("End");
  await expect(board.row("S2")).toContainText("k←1");
});

test("a file with a slip is shown in the editor with its place", async ({ board }) => {
  await board.openFile("slip.raft", SHORT.replace("settle", "setle"));
  await expect(board.side.getByRole("alert")).toContainText(/line 5, column 1/);
  await expect(board.editor).toHaveValue(/setle/);
  await expect(board.row("S5")).toBeVisible();
});

test("a file that is too large is refused", async ({ board }) => {
  await board.openPanelHere("b");
  await board.openFile("huge.raft", Buffer.alloc(10_000_000, "#"));
  await expect(board.notice).toContainText(/too large/);
  await board.expectLedger(FIGURE_8.b.rows);
});

test("a text of 2 MB, too long for a script, is refused too", async ({ board }) => {
  await board.openPanelHere("b");
  await board.openFile("long.raft", "# a comment\n".repeat(180_000));
  await expect(board.page.getByText(/too large|too long|1 MiB|1048576/).first()).toBeVisible();
  await board.expectLedger(FIGURE_8.b.rows);
});

test("a file that is no text is refused", async ({ board }) => {
  await board.openPanelHere("b");
  for (const bytes of [Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]), Buffer.alloc(4096, 0xff)]) {
    await board.openFile("picture.raft", bytes);
    await expect(board.notice).toContainText(/not text/);
    await board.page.keyboard.press("Escape");
    await expect(board.notice).toHaveCount(0);
    await board.page.keyboard.press("Escape");
    await board.expectLedger(FIGURE_8.b.rows);
  }
});
