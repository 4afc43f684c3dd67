// Figure 8 by mouse: the strip, the bar, the buttons of time.

import { expect, test } from "../board";
import { FIGURE_8 } from "../paper";

test.beforeEach(async ({ open, board }) => {
  await open();
  await board.openFigure8();
});

test("the nodes of the strip lead to the panels", async ({ board }) => {
  for (const name of ["b", "a", "c"] as const) {
    await board.panel(name).click();
    await board.expectAt(name);
    await board.expectLedger(FIGURE_8[name].rows);
  }
  await board.question.getByRole("button", { name: /^B/ }).click();
  for (const name of ["e", "d"] as const) {
    await board.panel(name).click();
    await board.expectAt(name);
    await board.expectLedger(FIGURE_8[name].rows);
  }
});

for (const [letter, why] of [
  ["A", /S5 can still win/],
  ["C", /not stuck/],
] as const) {
  test(`the wrong answer ${letter} is told why it is wrong`, async ({ board }) => {
    await board.panel("c").click();
    await board.question.getByRole("button", { name: new RegExp(`^${letter}`) }).click();
    await expect(board.side).toContainText(why);
    await expect(board.side.getByText(/answer is\s*B/)).toBeVisible();
    // All answers are still there, with what is right and what is wrong.
    const options = board.side.getByRole("region", { name: board.name("answered") }).getByRole("listitem");
    await expect(options).toHaveCount(3);
    await expect(options.filter({ has: board.page.getByRole("img", { name: "wrong" }) })).toContainText(`${letter}`);
    await expect(options.filter({ has: board.page.getByRole("img", { name: "right" }) })).toContainText("B");
    // What S1 compared is said once it has happened.
    await board.button("forward").click();
    await expect(board.side.getByRole("list")).toContainText("currentTerm 4");
  });
}

test("the answer can be shown without answering", async ({ board }) => {
  await board.panel("c").click();
  await board.act("showAnswer").click();
  await expect(board.side.getByText(/answer is\s*B/)).toBeVisible();
  await expect(board.panel("d")).not.toContainText("?");
});

test("another answer can be tried, and both stay told", async ({ board }) => {
  await board.panel("c").click();
  await board.question.getByRole("button", { name: /^A/ }).click();
  const answered = board.side.getByRole("region", { name: board.name("answered") });
  await expect(board.side.getByRole("status")).toContainText("Not right: A");
  await answered.getByRole("button", { name: /^C/ }).click();
  await expect(board.side.getByRole("status")).toContainText("Not right: C");
  await board.panel("a").click();
  await board.panel("c").click();
  await expect(answered.getByRole("img", { name: "wrong" })).toHaveCount(2);
});

test("dragging the bar of time shows every moment on the way", async ({ board }) => {
  await board.panel("c").click();
  await board.expectAt("c");
  const end = await board.event();
  const box = (await board.bar.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const middle = box.y + box.height / 2;
  await board.page.mouse.move(box.x + box.width - 4, middle);
  await board.page.mouse.down();
  await board.page.mouse.move(box.x + box.width / 2, middle, { steps: 4 });
  const half = await board.event();
  expect(half).toBeGreaterThan(end * 0.4);
  expect(half).toBeLessThan(end * 0.6);
  await board.page.mouse.move(box.x + 2, middle, { steps: 4 });
  await board.page.mouse.up();
  await expect(board.bar).toHaveValue("0");
  expect((await board.ledger()).every((row) => row.term === 0 && row.log.length === 0)).toBe(true);
});

test("the buttons step forward and back, and the caption says what happens", async ({ board }) => {
  await board.panel("a").click();
  await board.expectAt("a");
  const start = await board.event();
  const captions = [await board.caption.innerText()];
  for (let step = 1; step <= 6; step += 1) {
    await board.button("forward").click();
    await expect(board.bar).toHaveValue(String(start + step));
    captions.push(await board.caption.innerText());
  }
  expect(new Set(captions).size, captions.join("\n")).toBeGreaterThanOrEqual(6);
  for (let step = 5; step >= 0; step -= 1) {
    await board.button("back").click();
    await expect(board.bar).toHaveValue(String(start + step));
    await expect(board.caption).toHaveText(captions[step] ?? "");
  }
  await board.expectLedger(FIGURE_8.a.rows);
});

test("the buttons go from panel to panel, and play stops at the next", async ({ board }) => {
  await board.button("next").click();
  await board.expectAt("a");
  await board.button("next").click();
  await board.expectAt("b");
  await board.button("previous").click();
  await board.expectAt("a");
  for (let press = 0; press < 3; press += 1) await board.button("faster").click();
  await board.button("play").click();
  await expect(board.button("pause")).toBeVisible();
  await board.expectAt("b");
  await expect(board.button("play")).toBeVisible();
  await board.expectLedger(FIGURE_8.b.rows);
});

test("the leader's view shows nextIndex and matchIndex where they point", async ({ board }) => {
  await board.panel("c").click();
  await board.button("leadersView").click();
  await expect(board.row("S2")).toContainText(/next 3.*match 2|match 2.*next 3/);
  await expect(board.row("S1")).not.toContainText("match");
  await board.button("leadersView").click();
  await expect(board.row("S2")).not.toContainText("match");
});
