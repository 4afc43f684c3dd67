// Lessons and the glossary are loaded when they are shown: they arrive, or cannot be had, or are part of the one file.

import { type Board, expect, expectAccessible, test } from "../board";

const FIGURE_8 = /lessons\/[^/]+\/figure-8\.[0-9a-f]+\.txt$/;
const GLOSSARY = /glossary\.[0-9a-f]+\.txt$/;
const MISSING = /could not be loaded|没有加载成功/;

const TITLES = { en: "Index 2 is on three of five", "zh-CN": "索引 2 已在三台上" } as const;

/** Opens the glossary at a word of panel (a). */
async function openGlossary(board: Board): Promise<void> {
  await board.panel("a").click();
  await board.side.getByRole("button", { name: /^(term|任期)$/ }).click();
}

test("a lesson's prose arrives in either language", async ({ open, board }) => {
  for (const language of ["en", "zh-CN"] as const) {
    await open(`#s=figure-8@1&at=c&lang=${language}`);
    await expect(board.side.getByRole("heading", { level: 1 })).toContainText(TITLES[language]);
    // The second one is only another address of the page that is open.
    await expect(board.question).toBeVisible();
  }
});

test("a visit loads only what it shows", async ({ page, open, board }, { project }) => {
  test.skip(project.name === "file", "everything is in the one file");
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname.replace(/\.[0-9a-f]+\.txt$/, "")));
  const texts = () => loaded.filter((name) => name.startsWith("/lessons/"));
  await open("#s=figure-8@1&at=c&lang=en");
  await expect(board.question).toBeVisible();
  expect(texts()).toEqual(["/lessons/en/figure-8"]);
  await board.header.getByRole("button", { name: board.name("language") }).click();
  await expect(board.side).toContainText(TITLES["zh-CN"]);
  await openGlossary(board);
  await expect(board.side.getByRole("heading", { level: 2 })).toBeVisible();
  expect(texts()).toEqual(["/lessons/en/figure-8", "/lessons/zh-CN/figure-8", "/lessons/zh-CN/glossary"]);
  // Going back to what was there loads nothing.
  await board.header.getByRole("button", { name: board.name("language") }).click();
  await board.act("close").click();
  await board.panel("c").click();
  await expect(board.side).toContainText(TITLES.en);
  expect(texts().filter((name) => name === "/lessons/en/figure-8")).toHaveLength(1);
});

test("a lesson that cannot be loaded says so, and can be tried again", async ({ page, open, board, troubles }, { project }) => {
  test.skip(project.name === "file", "everything is in the one file");
  await page.route(FIGURE_8, (route) => route.abort());
  await open("#s=figure-8@1&at=c&lang=en");
  await expect(board.side.getByRole("alert")).toContainText(MISSING);
  await expectAccessible(page);

  // The board works, and gives no answer away.
  await board.expectAt("c");
  await expect(board.panel("d")).toHaveAccessibleName(/Hidden until/);
  await expect(board.panel("d")).not.toContainText(/overwr|lost|S5/);
  await page.keyboard.press("b");
  await expect(board.panel("d")).not.toHaveAccessibleName(/Hidden until/);
  await page.keyboard.press("PageDown");
  await board.expectAt("d");

  // Again in vain, then not.
  await board.act("tryAgain").click();
  await expect(board.side.getByRole("alert")).toContainText(MISSING);
  await page.unrouteAll();
  await board.act("tryAgain").click();
  await expect(board.side.getByRole("alert")).toHaveCount(0);
  await board.panel("c").click();
  await expect(board.side).toContainText("On a majority, and still not safe");
  troubles.splice(0);
});

test("a lesson that could not be loaded is tried again when it is reopened", async ({ page, open, board, troubles }, { project }) => {
  test.skip(project.name === "file", "everything is in the one file");
  await page.route(FIGURE_8, (route) => route.fulfill({ status: 200, body: "<p>Sign in to this network.</p>" }));
  await open("#lang=zh-CN");
  await board.openFigure8();
  await expect(board.side.getByRole("alert")).toContainText(MISSING);
  await page.unrouteAll();
  await board.header.locator("summary").click();
  await board.header.getByRole("button", { name: /^图 8/ }).click();
  await expect(board.side.getByRole("alert")).toHaveCount(0);
  await board.panel("c").click();
  await expect(board.side).toContainText(TITLES["zh-CN"]);
  troubles.splice(0);
});

test("the glossary can be tried again too", async ({ page, open, board, troubles }, { project }) => {
  test.skip(project.name === "file", "everything is in the one file");
  await page.route(GLOSSARY, (route) => route.fulfill({ status: 404, body: "" }));
  await open("#s=figure-8@1&at=c&lang=en");
  await openGlossary(board);
  await expect(board.side.getByRole("alert")).toContainText(MISSING);
  await page.unrouteAll();
  await board.act("tryAgain").click();
  await expect(board.side.getByRole("heading", { level: 2 })).toBeVisible();
  troubles.splice(0);
});

test("a lesson that does not come is told after 15 seconds, and can be asked for again", async ({ page, open, board, troubles }, { project }) => {
  test.skip(project.name === "file", "everything is in the one file");
  await page.clock.install();
  await page.route(FIGURE_8, () => undefined);
  await open("#s=figure-8@1&at=c&lang=en");
  await page.clock.runFor(14_000);
  await expect(board.side.getByRole("alert")).toHaveCount(0);
  await page.clock.runFor(1_500);
  await expect(board.side.getByRole("alert")).toContainText(MISSING);
  await expect(board.row("S1")).toBeVisible();
  await page.unrouteAll();
  await board.act("tryAgain").click();
  await expect(board.side).toContainText(TITLES.en);
  troubles.splice(0);
});

test("a lesson that is damaged is told too", async ({ page, open, board, troubles }, { project }) => {
  test.skip(project.name === "file", "everything is in the one file");
  await page.route(FIGURE_8, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace("entries", "entrie$") });
  });
  await open("#s=figure-8@1&at=c&lang=en");
  await expect(board.side.getByRole("alert")).toContainText(MISSING);
  troubles.splice(0);
});

test("what takes long is said, and not before", async ({ page, open, board }, { project }) => {
  test.skip(project.name === "file", "everything is in the one file");
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(FIGURE_8, async (route) => {
    await held;
    await route.continue();
  });
  await open("#s=figure-8@1&at=c&lang=en");
  const awaited = board.side.getByText("The text is loading…");
  await expect(awaited).toHaveCSS("opacity", "1");
  await board.expectAt("c");
  letGo();
  await expect(board.side).toContainText(TITLES.en);
  await expect(awaited).toHaveCount(0);
});

test("the one file shows its lessons without loading anything", async ({ page, open, board }, { project }) => {
  test.skip(project.name !== "file", "a host serves several files");
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(request.url()));
  await open("#s=figure-8@1&at=c&lang=en");
  await expect(board.side).toContainText(TITLES.en);
  await board.header.getByRole("button", { name: board.name("language") }).click();
  await expect(board.side).toContainText(TITLES["zh-CN"]);
  await openGlossary(board);
  await expect(board.side.getByRole("heading", { level: 2 })).toBeVisible();
  const own = (address: string) => address.startsWith("data:") || /\/raftboard\.html(#|$)/.test(address);
  expect(loaded.filter((address) => !own(address))).toEqual([]);
});
