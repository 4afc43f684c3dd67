// All that the board says is in a file a language: a visit loads the one that it speaks, and the other when somebody
// asks for it.

import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "../board";

const WORDS = /\/words\/(en|zh-CN)\.[0-9a-f]{8}\.txt$/;
const CHINESE = /\/words\/zh-CN\.[0-9a-f]{8}\.txt$/;

/** The languages whose words were asked for, in order. */
function asked(page: Page): string[] {
  const languages: string[] = [];
  page.on("request", (request) => {
    const language = WORDS.exec(new URL(request.url()).pathname)?.[1];
    if (language !== undefined) languages.push(language);
  });
  return languages;
}

for (const language of ["en", "zh-CN"]) {
  test.describe(`a browser that speaks ${language}`, () => {
    test.use({ locale: language });

    test("loads the words of its language, and no others", async ({ page, open, board }, { project }) => {
      const loaded = asked(page);
      await open();
      await expect(board.html).toHaveAttribute("lang", language);
      await page.waitForLoadState("networkidle");
      expect(loaded).toEqual(project.name === "file" ? [] : [language]);
    });
  });
}

test("an address's language is the only one that is loaded", async ({ page, open, board }, { project }) => {
  const loaded = asked(page);
  await open("#s=figure-8@1&at=c&lang=zh-CN");
  await expect(board.html).toHaveAttribute("lang", "zh-CN");
  expect(loaded).toEqual(project.name === "file" ? [] : ["zh-CN"]);
});

test("switching loads the other language once", async ({ page, open, board }, { project }) => {
  const loaded = asked(page);
  await open("#s=figure-8@1&at=c&lang=en");
  const switched = board.header.getByRole("button", { name: board.name("language") });
  for (const [language, title] of [
    ["zh-CN", "图 8"],
    ["en", "Figure 8"],
    ["zh-CN", "图 8"],
  ] as const) {
    await switched.click();
    await expect(board.html).toHaveAttribute("lang", language);
    await expect(board.header).toContainText(title);
  }
  expect(loaded).toEqual(project.name === "file" ? [] : ["en", "zh-CN"]);
});

test("an address in the other language loads it while the board is open", async ({ page, open, board }) => {
  await open("#s=figure-8@1&at=c&lang=en");
  await page.evaluate(() => (location.hash = "#s=figure-8@1&at=d&lang=zh-CN"));
  await expect(board.html).toHaveAttribute("lang", "zh-CN");
  await expect(board.header).toContainText("图 8");
  // It was for this address: the next visit is in the browser's language again.
  await page.goto("about:blank");
  await open();
  await expect(board.html).toHaveAttribute("lang", "en");
});

test("a language that cannot be loaded is told and can be chosen again", async ({ page, open, board, troubles }, { project }) => {
  test.skip(project.name === "file", "everything is in the one file");
  await page.route(CHINESE, (route) => route.abort());
  await open("#s=figure-8@1&at=c&lang=en");
  const switched = board.header.getByRole("button", { name: board.name("language") });
  await switched.click();
  await expect(board.notice).toContainText("The other language could not be loaded");
  await expect(board.html).toHaveAttribute("lang", "en");
  await expect(board.header).toContainText("Figure 8");
  await expectAccessible(page);

  // What is no text of ours is as good as none.
  await page.unrouteAll();
  await page.route(CHINESE, (route) => route.fulfill({ body: "<!doctype html><p>Sign in to this network.</p>" }));
  await switched.click();
  await expect(board.notice).toContainText("The other language could not be loaded");

  await page.unrouteAll();
  await switched.click();
  await expect(board.html).toHaveAttribute("lang", "zh-CN");
  await expect(board.header).toContainText("图 8");
  await expect(board.notice).toHaveCount(0);
  troubles.splice(0);
});

test("without any words the page says so, and can be reloaded", async ({ page, baseURL, board, troubles }, { project }) => {
  test.skip(project.name === "file", "everything is in the one file");
  for (const answer of [{ status: 404, body: "" }, { body: "Sign in to this network." }]) {
    await page.route(WORDS, (route) => route.fulfill(answer));
    await page.goto(baseURL ?? "");
    await expect(page.getByRole("alert")).toContainText("could not be loaded");
    await expect(page.getByRole("alert")).toContainText("无法加载");
    await expect(page.getByText(/not loaded: words\/en\.[0-9a-f]{8}\.txt/)).toBeVisible();
    await expectAccessible(page);
    await page.unrouteAll();
  }
  await page.getByRole("button", { name: "Reload" }).click();
  await expect(board.html).toHaveAttribute("data-boot", "ready");
  troubles.splice(0);
});

test("the page keeps its loading screen until the words are there", async ({ page, baseURL, board }, { project }) => {
  test.skip(project.name === "file", "everything is in the one file");
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const waited = page.waitForRequest(WORDS);
  await page.route(WORDS, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(baseURL ?? "");
  await waited;
  await expect(page.getByText("Raftboard is loading…")).toBeVisible();
  await expect(board.html).toHaveAttribute("data-boot", "loading");
  letGo();
  await expect(board.html).toHaveAttribute("data-boot", "ready");
});
