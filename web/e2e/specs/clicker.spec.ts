// A lecture by clicker: PageDown and PageUp alone, and the keys that presenters know.

import { expect, test } from "../board";

/** The events that are shown until the board pauses by itself. */
async function watch(page: import("@playwright/test").Page): Promise<number[]> {
  return page.evaluate(async () => {
    const slider = document.querySelector<HTMLInputElement>("input[type=range]");
    const seen: number[] = [];
    const start = performance.now();
    for (let quiet = 0; quiet < 30 && performance.now() - start < 8000; quiet += 1) {
      const now = Number(slider?.value);
      if (seen.at(-1) !== now) {
        seen.push(now);
        quiet = 0;
      }
      await new Promise((done) => setTimeout(done, 25));
    }
    return seen;
  });
}

test("each panel's motion is seen, and the text says where one is on the way", async ({ open, board, page }) => {
  await open("#s=figure-8&lang=en");
  await page.keyboard.press("PageDown");
  await expect(board.side.getByRole("heading", { level: 1 })).toHaveText("On the way to (a)");
  const seen = await watch(page);
  await board.expectAt("a");
  expect(seen.length, seen.join(" ")).toBeGreaterThan(12);
  await page.keyboard.press("PageDown");
  await expect(board.side.getByRole("heading", { level: 1 })).toHaveText("Between (a) and (b)");
  await expect(page.locator(".strip-here")).toHaveCount(1);
  await page.keyboard.press("PageDown");
  await board.expectAt("b");
  await expect(board.side.getByRole("heading", { level: 1 })).toHaveText("(b) S5 leads term 3");
  await expect(page.locator(".strip-here")).toHaveCount(0);
});

test("the first lessons go by PageDown alone, each from its last panel to the next", async ({ open, board, page }) => {
  test.setTimeout(120_000);
  await open("#s=hello&lang=en");
  const lesson = board.header.locator("summary");
  const titles = new Set<string>();
  let before = "";
  for (let press = 0; press < 60 && titles.size < 4; press += 1) {
    titles.add(await lesson.innerText());
    const here = `${await lesson.innerText()} ${await board.event()} ${await board.side.innerText()}`;
    expect(here, "a dead end").not.toBe(before);
    before = here;
    await page.keyboard.press("PageDown");
    await page.waitForTimeout(60);
  }
  expect(titles.size).toBe(4);
});

test("PageUp goes back, over the lessons too", async ({ open, board, page }) => {
  await open("#s=election&lang=en");
  await page.keyboard.press("PageUp");
  await board.expectAt("new-leader");
  await page.keyboard.press("PageUp");
  await board.expectAt("crashed");
});

test("a black screen, on 0 and on what clickers send if it is to; any key ends it", async ({ open, board, page }) => {
  await open("#s=figure-8&at=c&lang=en");
  const black = page.getByRole("button", { name: board.name("blackScreen") });
  await page.keyboard.press("0");
  await expect(black).toBeVisible();
  const box = await black.boundingBox();
  expect([box?.x, box?.y, box?.width, box?.height]).toEqual([0, 0, 1280, 720]);
  await page.keyboard.press("b");
  await expect(black).toHaveCount(0);
  await expect(board.question, "the key did nothing else").toBeVisible();

  await board.openPane("settings");
  await board.side.getByRole("switch", { name: board.name("clickerKeys") }).click();
  await page.keyboard.press("Escape");
  for (const key of [".", "b"]) {
    await page.keyboard.press(key);
    await expect(black).toBeVisible();
    await black.click();
    await expect(black).toHaveCount(0);
    await board.expectAt("c");
  }
  await expect(board.question).toBeVisible();
});

test("full screen, and F11 is left to the browser", async ({ open, page }) => {
  await open("#s=figure-8&at=c&lang=en");
  await page.keyboard.press("m");
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
  await page.keyboard.press("m");
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(false);
  const taken = await page.evaluate(() =>
    ["F5", "F11"].filter((key) => !document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }))),
  );
  expect(taken).toEqual([]);
});

test("free play opens running, and its first message comes within a second", async ({ open, board }) => {
  await open("#s=figure-8&at=c&lang=en");
  await board.openLesson(/^Free play/);
  await expect(board.button("pause")).toBeVisible();
  await expect(board.messages().first()).toBeVisible({ timeout: 1500 });
});

test("a long history is offered as a fast-forward, and the clock goes on behind it", async ({ open, board, page }) => {
  await open("#s=free-play&lang=en");
  for (let press = 0; press < 5; press += 1) await board.button("faster").click();
  await expect.poll(() => board.event()).toBeGreaterThan(140);
  await page.keyboard.press("Space");
  for (let press = 0; press < 5; press += 1) await page.keyboard.press("-");
  await page.keyboard.press("Home");
  await page.keyboard.press("Space");
  await expect(board.notice).toContainText(/\d+ events of history/);
  const end = Number(await board.bar.getAttribute("max"));
  await board.notice.getByRole("button", { name: board.name("fastForward") }).click();
  await expect.poll(() => board.event(), { timeout: 8000 }).toBeGreaterThanOrEqual(end);
  await expect(board.button("pause")).toBeVisible();
});

test("the attempt of the laboratory plays on the board, and leads back to it and to the lesson", async ({ open, board, page }) => {
  await open("#s=figure-9&at=committed&lang=en");
  await board.side.getByRole("button", { name: "The contradiction, by hand" }).click();
  await page.getByRole("button", { name: "Play it on the board" }).click();
  await expect(board.button("pause")).toBeVisible();
  expect((await watch(page)).length).toBeGreaterThan(5);
  await expect(board.caption).toContainText("refuses S5");
  await board.button("backToLaboratory").click();
  await expect(page.getByRole("button", { name: "Play it on the board" })).toBeVisible();
  await page.keyboard.press("Escape");
  await board.expectAt("committed");
});
