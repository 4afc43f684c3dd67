// A server and a message in full: the fields of Figure 2, and everything that can be done to them.

import { type Board, expect, test } from "../board";
import { FIGURE_8 } from "../paper";

const SERVER_FIELDS = ["currentTerm", "votedFor", "log[]", "commitIndex", "lastApplied"];

test.beforeEach(async ({ open, board, page }) => {
  await open();
  await board.openFigure8();
  await board.openPanelHere("c");
  await page.keyboard.press("b");
});

/** The names of Figure 2 in the pane; what the board adds stands in brackets. */
async function fields(board: Board): Promise<Record<string, string>> {
  const names = await board.side.getByRole("term").allInnerTexts();
  const values = await board.side.getByRole("definition").allInnerTexts();
  const pairs = names.map((name, place) => [name.trim(), (values[place] ?? "").trim()] as const);
  return Object.fromEntries(pairs.filter(([name]) => !name.startsWith("(")));
}

/** Chooses the only message of this description. */
async function chooseMessage(board: Board, what: string | RegExp): Promise<void> {
  await board.messages(what).click();
  await expect(board.messages(what)).toHaveAttribute("aria-pressed", "true");
}

// ---- Servers.

for (const name of ["b", "c", "d"] as const) {
  test(`each server has the paper's currentTerm, votedFor, log and commitIndex at (${name})`, async ({ board, page }) => {
    await board.openPanelHere(name);
    const { rows, votes, commits } = FIGURE_8[name];
    for (const [place, row] of rows.entries()) {
      await page.keyboard.press(String(place + 1));
      await expect(board.side.getByRole("heading", { level: 1 })).toContainText(row.id);
      const read = await fields(board);
      expect(Object.keys(read)).toEqual(SERVER_FIELDS);
      const first = Object.fromEntries(Object.entries(read).map(([key, value]) => [key, value.split("\n")[0]]));
      expect(first).toMatchObject({
        currentTerm: String(row.term),
        votedFor: votes[place] ?? "null",
        "log[]": `[${row.log.join(" ")}]`,
        commitIndex: String(commits[place]),
        lastApplied: String(commits[place]),
      });
    }
  });
}

test("a leader has nextIndex and matchIndex for each other server on top, and nobody else has", async ({ board }) => {
  await board.choose("S1");
  const table = board.side.getByRole("table");
  await expect(table.getByRole("columnheader")).toHaveText(["nextIndex", "matchIndex"]);
  await expect(table.getByRole("rowheader")).toHaveText(["S2", "S3", "S4", "S5"]);
  await expect(table.getByRole("row").nth(1)).toHaveText(/S2\s*3\s*2/);
  await board.choose("S2");
  await expect(table).toHaveCount(0);
});

test("what just changed is marked, in words, and is marked no longer one event later", async ({ board, page }) => {
  await board.choose("S3");
  await expect(board.side.getByText(board.name("justChanged"))).toHaveCount(0);
  await board.choose("S4");
  await page.keyboard.press("o");
  const changed = board.side.getByRole("definition").filter({ hasText: board.name("justChanged") });
  await expect(changed).toHaveText([/^4/, /^S4/]);
  await board.choose("S2");
  await page.keyboard.press("o");
  await board.choose("S4");
  await expect(changed).toHaveCount(0);
});

test("a server is crashed and restarted by its buttons", async ({ board }) => {
  await board.choose("S2");
  await board.act("crash").click();
  expect(await board.rowOf("S2")).toMatchObject({ role: "down", log: [1, 2], known: [] });
  await board.act("restart").click();
  expect(await board.rowOf("S2")).toMatchObject({ role: "follower", log: [1, 2], known: [], term: 4 });
});

test("a server stands for election when its time is out, and asks the others", async ({ board }) => {
  await board.choose("S2");
  await board.act("timeOut").click();
  expect(await board.rowOf("S2")).toMatchObject({ role: "candidate", term: 5 });
  await expect(board.messages(/^RequestVote, S2 → S\d, term 5/)).toHaveCount(4);
});

test("a leader sends heartbeats", async ({ board }) => {
  await board.choose("S1");
  const before = await board.messages("S1 → S4").count();
  await board.act("heartbeat").click();
  await expect(board.messages("S1 → S4")).toHaveCount(before + 1);
});

test("a client's request carries the word that is typed", async ({ board, page }) => {
  await board.choose("S1");
  await board.side.getByRole("textbox").fill("cat=7");
  await page.keyboard.press("Enter");
  await expect(board.row("S1")).toContainText("cat←7");
  expect((await board.rowOf("S1")).log).toEqual([1, 2, 4, 4]);
  await expect(board.side.getByRole("textbox")).toHaveValue("");
});

test("without a word a request carries the next of the row", async ({ board }) => {
  await board.choose("S1");
  const next = (await board.side.getByRole("textbox").getAttribute("placeholder")) ?? "";
  expect(next).toMatch(/^\S+=\S+$/);
  await board.act("request").click();
  await expect(board.row("S1")).toContainText(next.replace("=", "←"));
});

test("a request that is not one word is refused with a reason", async ({ board, page }) => {
  await board.choose("S1");
  await board.side.getByRole("textbox").fill("two words");
  await page.keyboard.press("Enter");
  await expect(board.notice).toContainText(/one word/);
  expect((await board.rowOf("S1")).log).toEqual([1, 2, 4]);
});

test("what cannot be done now is disabled, and says why", async ({ board }) => {
  const at = await board.event();
  await board.choose("S5");
  const timeOut = board.act("timeOut");
  await expect(timeOut).toHaveAttribute("aria-disabled", "true");
  await expect(timeOut).toHaveAttribute("title", /S5.*down/);
  await timeOut.click({ force: true });
  await expect(board.notice).toContainText(/S5.*down/);
  await board.choose("S4");
  const request = board.act("request");
  await expect(request).toHaveAttribute("aria-disabled", "true");
  await expect(board.side.getByTitle(/S4.*leader|leader.*S4/).first()).toBeVisible();
  await request.click({ force: true });
  await expect(board.notice).toContainText(/S4/);
  await expect(board.bar).toHaveValue(String(at));
  await expect(board.ownBranches).toHaveCount(0);
});

test("links are cut and healed one way at a time, or all of a server's at once", async ({ board, page }) => {
  await board.choose("S1");
  await board.side.getByText(board.name("links")).click();
  const cut = (link: string) => board.side.getByRole("button", { name: `Cut the link: ${link}` });
  const heal = (link: string) => board.side.getByRole("button", { name: `Heal the link: ${link}` });
  await cut("S1 → S2").click();
  await expect(heal("S1 → S2")).toBeVisible();
  await expect(cut("S2 → S1")).toBeVisible();
  await expect(board.caption).toContainText(/S1.*S2/);
  await heal("S1 → S2").click();
  await expect(cut("S1 → S2")).toBeVisible();
  await board.side.getByRole("button", { name: /^Cut all its links/ }).click();
  await expect(board.side.getByRole("button", { name: /^Heal the link: / })).toHaveCount(8);
  await page.keyboard.press("Escape");
  await board.choose("S1");
});

// ---- Messages.

test("AppendEntries has exactly its arguments", async ({ board }) => {
  await chooseMessage(board, /^AppendEntries \[2 4\], S1 → S3/);
  expect(await fields(board)).toEqual({
    term: "4",
    leaderId: "S1",
    prevLogIndex: "1",
    prevLogTerm: "1",
    "entries[]": "y←2 (2), z←4 (4)",
    leaderCommit: "0",
  });
});

test("the answer to AppendEntries has exactly its results", async ({ board }) => {
  await chooseMessage(board, /^AppendEntries ✓, S3 → S1/);
  expect(await fields(board)).toEqual({ term: "4", success: "true" });
});

test("RequestVote has exactly its arguments, and its answer its results", async ({ board, page }) => {
  await board.choose("S4");
  await page.keyboard.press("o");
  await chooseMessage(board, /^RequestVote, S4 → S2/);
  expect(await fields(board)).toEqual({ term: "4", candidateId: "S4", lastLogIndex: "1", lastLogTerm: "1" });
  await board.act("deliver").click();
  await chooseMessage(board, /^RequestVote ✗, S2 → S4/);
  expect(await fields(board)).toEqual({ term: "4", voteGranted: "false" });
});

test("a delivered message is gone, and does what it does", async ({ board }) => {
  const reply = board.messages("S3 → S1");
  await reply.click();
  await board.act("deliver").click();
  await expect(reply).toHaveCount(0);
  await expect(board.caption).toContainText(/S1.*S3|S3.*S1/);
  await board.choose("S1");
  await expect(board.side.getByRole("row", { name: /^S3/ })).toHaveText(/S3\s*4\s*2|S3\s*\d\s*2/);
});

test("a lost message is gone, and nothing else changes", async ({ board }) => {
  await board.messages("S3 → S1").click();
  await board.act("lose").click();
  await expect(board.messages("S3 → S1")).toHaveCount(0);
  await board.expectLedger(FIGURE_8.c.rows);
});

test("a duplicated message is under way twice", async ({ board }) => {
  await board.messages("S3 → S1").click();
  await board.act("duplicate").click();
  const both = board.messages("S3 → S1");
  await expect(both).toHaveCount(2);
  const ids = await both.evaluateAll((all) => all.map((one) => one.getAttribute("data-message")));
  expect(new Set(ids).size).toBe(2);
});

test("a receiver that crashes after delivery has stored the entries and does not answer", async ({ board }) => {
  await board.messages("S1 → S3").click();
  await board.act("deliverAndCrash").click();
  expect(await board.rowOf("S3")).toMatchObject({ role: "down", log: [1, 2, 4] });
  // The answer from before is still under way; there is no second.
  await expect(board.messages("S3 → S1")).toHaveCount(1);
});

test("a server and a message are chosen by keyboard too", async ({ board, page }) => {
  await board.tabTo(board.server("S4"));
  await page.keyboard.press("Enter");
  await expect(board.server("S4")).toHaveAttribute("aria-pressed", "true");
  await board.tabTo(board.messages("S3 → S1"));
  await page.keyboard.press("Enter");
  await expect(board.side.getByRole("heading", { level: 1 })).toContainText("AppendEntries");
  await board.tabTo(board.act("lose"));
  await page.keyboard.press("Enter");
  await expect(board.messages("S3 → S1")).toHaveCount(0);
});
