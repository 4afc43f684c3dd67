// Figure 8 as somebody without a mouse, or with a clicker, goes through it.

import { expect, test } from "../board";
import { answersGivenAway } from "../lessons";
import { BROKEN, FIGURE_8 } from "../paper";

/** Where each press of PageDown leads: the second one at (b) shows the answer to its question. */
const TO_C = ["a", "b", "b", "c"] as const;

test.beforeEach(async ({ open, board, page }) => {
  await open();
  await board.tabTo(board.act("figure8"));
  await page.keyboard.press("Enter");
  await expect(board.panel("a")).toBeVisible();
});

test("PageDown goes through panels a, b and c exactly as in the paper", async ({ board }) => {
  for (const name of TO_C) {
    await board.pageDownTo(name);
    await board.expectLedger(FIGURE_8[name].rows);
    expect((await board.facts()).slice(0, FIGURE_8[name].facts.length)).toEqual(FIGURE_8[name].facts);
  }
});

test("the futures of (c) stay hidden until the question is answered", async ({ page, board }) => {
  for (const name of TO_C) {
    await board.pageDownTo(name);
  }
  await expect(board.question).toBeVisible();
  for (const future of ["d", "d-broken", "e"]) {
    await expect(board.panel(future)).toContainText("?");
    await expect(board.panel(future).locator("rect"), "no small ledger").toHaveCount(1);
  }
  await expect(board.button("properties")).toHaveText(/^✓/);
  const page_text = await page.locator("body").evaluate((body) => body.innerHTML);
  expect(answersGivenAway("en", page_text)).toEqual([]);

  await page.keyboard.press("b");
  await expect(board.question).toHaveCount(0);
  for (const future of ["d", "d-broken", "e"]) {
    await expect(board.panel(future)).not.toContainText("?");
    expect(await board.panel(future).locator("rect").count()).toBeGreaterThan(5);
  }
});

test("the script does not give the answer away either", async ({ page, board }) => {
  for (const name of TO_C) {
    await board.pageDownTo(name);
  }
  await page.keyboard.press("s");
  await expect(board.currentLine).toBeVisible();
  // The question of (b) is answered, that of (c) is open.
  await expect(board.side).toContainText("ask may-s1-commit of 3 answer ?");
  await expect(board.side).not.toContainText(/may-s1-commit of 3 answer \d|decision S1|branch d|branch e/);
});

test("PageDown at an open question shows the answer first, then goes on", async ({ page, board }) => {
  for (const name of TO_C) {
    await board.pageDownTo(name);
  }
  await page.keyboard.press("PageDown");
  await expect(board.question).toHaveCount(0);
  await board.expectAt("c");
  await expect(board.side).toContainText("B");
  await board.pageDownTo("d");
});

test("answer B explains itself with what S1 compared", async ({ page, board }) => {
  for (const name of TO_C) await board.pageDownTo(name);
  await page.keyboard.press("b");
  await expect(board.side.getByRole("status")).toContainText("B");
  // "Why" is asked of what has happened: the answer arrives, and S1 does not commit.
  await expect(board.side.getByRole("list").filter({ hasText: "currentTerm" })).toHaveCount(0);
  await page.keyboard.press(".");
  const why = board.side.getByRole("list").filter({ hasText: "currentTerm" });
  await expect(why.getByRole("listitem")).toHaveText([/3 of 5.*✓/, /\b2\b.*currentTerm 4.*✗/]);
  await expect(board.side).toContainText(/count only the current term.*§5\.4\.2/);
});

test("the three futures are as in the paper, and back again", async ({ page, board }) => {
  for (const name of TO_C) await board.pageDownTo(name);
  await page.keyboard.press("b");

  await board.pageDownTo("d");
  await board.expectLedger(FIGURE_8.d.rows);
  expect((await board.facts()).slice(0, 2)).toEqual(FIGURE_8.d.facts);
  await expect(board.button("properties")).toHaveText(/^✓/);
  await expect(board.button("rules")).not.toHaveText(board.name("notRaft"));

  // (d) asks, too: the first press shows the answer.
  await board.pageDownTo("d");
  await board.pageDownTo("d-broken");
  const shape = (await board.ledger()).map(({ id, role, term, log }) => ({ id, role, term, log }));
  expect(shape).toEqual(BROKEN.rows.map(({ id, role, term, log }) => ({ id, role, term, log })));
  expect((await board.rowOf("S5")).known, "S5 has committed index 2").toEqual([1, 2]);
  await expect(board.button("properties")).toHaveText(/^✗/);
  await expect(board.button("rules")).toHaveText(board.name("notRaft"));

  await board.pageDownTo("e");
  await board.expectLedger(FIGURE_8.e.rows);
  expect((await board.facts()).slice(0, 3)).toEqual(FIGURE_8.e.facts);
  await expect(board.button("properties")).toHaveText(/^✓/);

  for (const name of ["d-broken", "d", "c", "b", "a"] as const) {
    await page.keyboard.press("PageUp");
    await board.expectAt(name);
    if (name !== "d-broken") await board.expectLedger(FIGURE_8[name].rows);
  }
});

test("(d′) breaks two properties, with evidence and the way to the moment", async ({ page, board }) => {
  for (const name of TO_C) await board.pageDownTo(name);
  await page.keyboard.press("b");
  for (const name of ["d", "d", "d-broken"]) await board.pageDownTo(name);

  for (const [name, evidence] of [
    ["Leader Completeness", /S5.*term 5/],
    ["State Machine Safety", /y←2.*y←3|y←3.*y←2/],
  ] as const) {
    await board.tabTo(board.button("properties"));
    await page.keyboard.press("Enter");
    const property = board.side.getByRole("listitem").filter({ has: page.getByRole("heading", { name }) });
    await expect(property).toContainText(/violated/);
    await expect(property).toContainText(evidence);
    const jump = property.getByRole("button", { name: board.name("showMoment") });
    const moment = Number(/\d+/.exec(await jump.innerText())?.[0]);
    await board.tabTo(jump);
    await page.keyboard.press("Enter");
    await expect(board.bar).toHaveValue(String(moment));
    await expect(board.button("properties")).toHaveText(new RegExp(`^✗ ${name}`));
    // One event before, this one still held.
    await page.keyboard.press(",");
    await expect(board.bar).toHaveValue(String(moment - 1));
    await expect(board.button("properties")).not.toHaveText(new RegExp(name));
    await page.keyboard.press("End");
    await board.expectAt("d-broken");
  }
});

test("in (d) and (e) all five properties hold", async ({ page, board }) => {
  for (const name of TO_C) await board.pageDownTo(name);
  await page.keyboard.press("b");
  for (const name of ["d", "e"]) {
    await board.tabTo(board.panel(name));
    await page.keyboard.press("Enter");
    await board.expectAt(name);
    await board.tabTo(board.button("properties"));
    await page.keyboard.press("Enter");
    await expect(board.side.getByRole("heading", { level: 2 })).toHaveCount(5);
    await expect(board.side.getByText(/: holds$/)).toHaveCount(5);
    await page.keyboard.press("Escape");
  }
});
