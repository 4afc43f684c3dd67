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

/** What a file becomes that is cut off, and one in which a letter has changed. */
const DAMAGES: Record<string, (text: string) => string> = {
  "cut off": (text) => text.slice(0, -200),
  changed: (text) => text.replace(/[a-z]/, "#"),
};

for (const [what, damage] of Object.entries(DAMAGES)) {
  test(`words that are ${what} are noticed, asked for once more, and told`, async ({ page, baseURL, board, troubles }, { project }) => {
    test.skip(project.name === "file", "everything is in the one file");
    const loaded = asked(page);
    await page.route(WORDS, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: damage(await answer.text()) });
    });
    await page.goto(baseURL ?? "");
    await expect(page.getByRole("alert")).toContainText("could not be loaded");
    await expect(page.getByRole("alert")).toContainText("无法加载");
    await expect(page.getByText(/not loaded: words\/en\.[0-9a-f]{8}\.txt/)).toBeVisible();
    expect(loaded).toEqual(["en", "en"]);
    await page.unrouteAll();
    await page.getByRole("button", { name: /^Reload/ }).click();
    await expect(board.html).toHaveAttribute("data-boot", "ready");
    troubles.splice(0);
  });
}

test("words that are damaged once are had from the host, and nobody is bothered", async ({ page, open, board }, { project }) => {
  test.skip(project.name === "file", "everything is in the one file");
  await page.route(WORDS, (route) => route.fulfill({ body: "0\n" }), { times: 1 });
  await open("#s=figure-8@1&at=c&lang=en");
  await expect(board.header).toContainText("Figure 8");
});

/** Nothing comes of what is asked for, and it takes no time to wait 15 seconds for it. */
async function stall(page: Page, what: RegExp): Promise<void> {
  await page.clock.install();
  await page.route(what, () => undefined);
}

test("wasm that does not come is told after 15 seconds, and the board opens when it does", async ({ page, baseURL, board }, { project }) => {
  test.skip(project.name === "file", "everything is in the one file");
  await page.clock.install();
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(/_bg\.bin$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(baseURL ?? "", { waitUntil: "commit" });
  await expect(board.html).toHaveAttribute("data-boot", "loading");
  await page.clock.runFor(14_000);
  await expect(board.html).toHaveAttribute("data-boot", "loading");
  await page.clock.runFor(1_500);
  await expect(page.getByRole("alert")).toContainText("has not arrived in 15 seconds");
  await expect(page.getByRole("alert")).toContainText("15 秒");
  await expect(page.getByRole("button", { name: /^Reload/ })).toBeVisible();
  await expectAccessible(page);
  letGo();
  await expect(board.html).toHaveAttribute("data-boot", "ready");
  await expect(page.locator("#boot")).toBeHidden();
});

test("words that do not come are told after 15 seconds", async ({ page, baseURL, troubles }, { project }) => {
  test.skip(project.name === "file", "everything is in the one file");
  await stall(page, WORDS);
  const asked = page.waitForRequest(WORDS);
  await page.goto(baseURL ?? "", { waitUntil: "commit" });
  await asked;
  await page.clock.runFor(15_500);
  await expect(page.getByRole("alert")).toContainText("could not be loaded");
  await expect(page.getByRole("button", { name: /^Reload/ })).toBeVisible();
  troubles.splice(0);
});

test("a language that does not come is told after 15 seconds, and can be chosen again", async ({ page, open, board, troubles }, { project }) => {
  test.skip(project.name === "file", "everything is in the one file");
  await stall(page, CHINESE);
  await open("#s=figure-8@1&at=c&lang=en");
  const switched = board.header.getByRole("button", { name: board.name("language") });
  await switched.click();
  await page.clock.runFor(14_000);
  await expect(board.notice).toHaveCount(0);
  await page.clock.runFor(1_500);
  await expect(board.notice).toContainText("The other language could not be loaded");
  await page.unrouteAll();
  await switched.click();
  await expect(board.html).toHaveAttribute("lang", "zh-CN");
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
