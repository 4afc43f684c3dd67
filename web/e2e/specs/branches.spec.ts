// Acting in the past makes a branch, and nothing that anybody did is lost.

import { expect, test } from "../board";
import { FIGURE_8, LESSON } from "../paper";

test.beforeEach(async ({ open, board }) => {
  await open();
  await board.openFigure8();
});

test("acting in the past begins a branch, and every old panel is still as it was", async ({ page, board }) => {
  await board.openPanelHere("c");
  await page.keyboard.press("b");
  await board.choose("S4");
  await page.keyboard.press("o");
  await expect(board.ownBranches).toHaveCount(1);
  expect(await board.rowOf("S4")).toMatchObject({ role: "candidate", term: 4 });

  for (const name of LESSON) await expect(board.panel(name)).toBeVisible();
  for (const name of ["c", "a", "d", "e"] as const) {
    await board.openPanelHere(name);
    await board.expectLedger(FIGURE_8[name].rows);
  }
  await board.ownBranches.click();
  expect(await board.rowOf("S4")).toMatchObject({ role: "candidate", term: 4 });
});

test("what is done at the end of one's own branch goes on there; in its past it branches again", async ({ page, board }) => {
  await board.openPanelHere("b");
  await board.choose("S3");
  await page.keyboard.press("x");
  await expect(board.ownBranches).toHaveCount(1);
  await page.keyboard.press("x");
  await expect(board.row("S3")).not.toContainText(/down/);
  await expect(board.ownBranches).toHaveCount(1);
  await page.keyboard.press(",");
  await expect(board.row("S3")).toContainText(/down/);
  await board.choose("S4");
  await page.keyboard.press("x");
  await expect(board.ownBranches).toHaveCount(2);
});

test("undo takes an act back, and another one goes further back", async ({ page, board }) => {
  await board.openPanelHere("b");
  const at = await board.event();
  await board.choose("S4");
  await page.keyboard.press("x");
  await expect(board.row("S4")).toContainText(/down/);
  await board.choose("S3");
  await page.keyboard.press("x");
  await expect(board.row("S3")).toContainText(/down/);
  await page.keyboard.press("u");
  await expect(board.row("S3")).not.toContainText(/down/);
  await expect(board.row("S4")).toContainText(/down/);
  await board.button("undo").click();
  await expect(board.bar).toHaveValue(String(at));
  await board.expectLedger(FIGURE_8.b.rows);
});

test("L comes back to where the lesson was left", async ({ page, board }) => {
  await board.openPanelHere("b");
  await board.choose("S2");
  await page.keyboard.press("o");
  await page.keyboard.press("o");
  await expect(board.ownBranches).toHaveCount(1);
  await page.keyboard.press("l");
  await board.expectAt("b");
  await board.expectLedger(FIGURE_8.b.rows);
  await expect(board.side.getByRole("heading", { level: 1 })).toContainText("(b)");
});

test("F begins a branch that the next act goes on", async ({ page, board }) => {
  await board.openPanelHere("c");
  await page.keyboard.press("f");
  await expect(board.notice).toBeVisible();
  await board.expectLedger(FIGURE_8.c.rows);
  await board.choose("S5");
  await page.keyboard.press("x");
  await expect(board.row("S5")).not.toContainText(/down/);
  await expect(board.ownBranches).toHaveCount(1);
});

test("one can take over from (c): the clock runs, and stops when told to", async ({ page, board }) => {
  await board.openPanelHere("c");
  await page.keyboard.press("b");
  const at = await board.event();
  for (let press = 0; press < 3; press += 1) await board.button("faster").click();
  await board.button("takeOver").click();
  await expect(board.button("pause")).toBeVisible();
  await expect(board.dials).toBeVisible();
  // S1's heartbeat brings S4 to term 4 sooner or later, or S4 stands for election.
  await expect.poll(async () => (await board.rowOf("S4")).term, { timeout: 15_000 }).toBeGreaterThan(3);
  await page.keyboard.press("Space");
  await expect(board.button("play")).toBeVisible();
  const paused = await board.event();
  expect(paused).toBeGreaterThan(at);
  // Two frames later nothing has happened.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  expect(await board.event()).toBe(paused);
  await page.keyboard.press("l");
  await board.expectAt("c");
  await board.expectLedger(FIGURE_8.c.rows);
  await expect(board.dials).toHaveCount(0);
});

test("a dial can be turned while the clock stands", async ({ page, board }) => {
  await board.openPanelHere("c");
  await page.keyboard.press("b");
  await board.button("takeOver").click();
  await page.keyboard.press("Space");
  const dial = board.dials.getByLabel("Messages lost");
  await dial.selectOption({ label: "40%" });
  await expect(dial.locator("option:checked")).toHaveText("40%");
  await expect(board.caption).toContainText("40");
});

test("a run with a rule off is called not Raft, even when the rule is on again and after a reload", async ({ page, board }) => {
  await board.openPanelHere("c");
  await expect(board.button("rules")).not.toHaveText(board.name("notRaft"));
  await board.openPane("rules");
  const rule = board.side.getByRole("switch", { name: /count only the current term/i });
  await expect(rule).toHaveAttribute("aria-checked", "true");
  await rule.click();
  await expect(rule).toHaveAttribute("aria-checked", "false");
  await expect(board.button("rules")).toHaveText(board.name("notRaft"));
  await rule.click();
  await expect(rule).toHaveAttribute("aria-checked", "true");
  await expect(board.button("rules")).toHaveText(board.name("notRaft"));
  await page.reload();
  await expect(board.html).toHaveAttribute("data-boot", "ready");
  await expect(board.button("rules")).toHaveText(board.name("notRaft"));
  await page.keyboard.press("l");
  await board.openPanelHere("c");
  await expect(board.button("rules")).not.toHaveText(board.name("notRaft"));
});
