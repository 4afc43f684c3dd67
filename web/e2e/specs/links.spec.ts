// Links: a place in a lesson, a whole run, and everything that can be wrong with one.

import { readFileSync } from "node:fs";
import { type Board, expect, test } from "../board";
import { FIGURE_8 } from "../paper";

/** A run that ends at Figure 8 (c), as a link; the native tests have the same. */
const RUN = readFileSync(new URL("../../../crates/script/tests/figure-8-c.link", import.meta.url), "utf8").trim();

async function digest(board: Board): Promise<string> {
  await board.openPane("settings");
  return board.digest.innerText();
}

/** Copies a link in the share pane and returns its hash. */
async function copyLink(board: Board): Promise<string> {
  await board.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await board.openPane("share");
  await board.act("copyLink").click();
  await expect(board.notice).toBeVisible();
  const link = new URL(await board.clipboard());
  expect(link.href.split("#")[0]).toBe(board.page.url().split("#")[0]);
  return link.hash;
}

test("a link to a panel opens it, in its language", async ({ open, board }) => {
  await open("#s=figure-8@1&at=c&lang=zh-CN");
  await board.expectAt("c");
  await board.expectLedger(FIGURE_8.c.rows);
  await expect(board.html).toHaveAttribute("lang", "zh-CN");
  await expect(board.notice).toHaveCount(0);
  await expect(board.question).toBeVisible();
});

test("a link without a version or a language opens too", async ({ open, board }) => {
  await open("#s=figure-8&at=b");
  await board.expectLedger(FIGURE_8.b.rows);
  await expect(board.html).toHaveAttribute("lang", "en");
});

test("a link to an event of a branch opens it", async ({ open, board }) => {
  await open("#s=figure-8@1&at=e.85");
  await expect(board.bar).toHaveValue("85");
  await board.expectLedger(FIGURE_8.e.rows);
});

test("the link to a panel that the share pane makes opens that panel", async ({ open, board, context, baseURL }) => {
  await open();
  await board.openFigure8();
  await board.openPanelHere("c");
  const hash = await copyLink(board);
  expect(hash).toContain("s=figure-8@1");
  expect(hash).toContain("at=c");
  // A reload would go back to it.
  expect(new URL(board.page.url()).hash).toBe("");
  const other = board.on(await context.newPage());
  await other.page.goto(`${baseURL ?? ""}${hash}`);
  await other.expectAt("c");
  await other.expectLedger(FIGURE_8.c.rows);
});

test("the link to one's own run opens the same world elsewhere", async ({ open, board, page, browser, baseURL }) => {
  await open();
  await board.openFigure8();
  await board.openPanelHere("c");
  await board.messages("S3 → S1").click();
  await board.act("deliver").click();
  await board.choose("S1");
  await board.side.getByRole("textbox").fill("mine=1");
  await page.keyboard.press("Enter");
  const ledger = await board.ledger();
  const world = await digest(board);
  const hash = await copyLink(board);
  expect(hash).toContain("r=");

  const elsewhere = await browser.newContext();
  const other = board.on(await elsewhere.newPage());
  await other.page.goto(`${baseURL ?? ""}${hash}`);
  await expect(other.html).toHaveAttribute("data-boot", "ready");
  await other.expectLedger(ledger);
  await expect(other.row("S1")).toContainText("mine←1");
  expect(await digest(other)).toBe(world);
  await expect(other.notice).toHaveCount(0);
  await elsewhere.close();
});

test("the link to a run whose clock ran opens the same world", async ({ open, board, page, browser, baseURL }) => {
  await open();
  await board.act("freePlay").click();
  // It runs from the beginning; here it goes event by event.
  await page.keyboard.press("Home");
  await expect(board.bar).toHaveValue("0");
  for (let step = 1; step <= 40; step += 1) await page.keyboard.press(".");
  await expect(board.bar).toHaveValue("40");
  const world = await digest(board);
  const hash = await copyLink(board);
  const elsewhere = await browser.newContext();
  const other = board.on(await elsewhere.newPage());
  await other.page.goto(`${baseURL ?? ""}${hash}`);
  await expect(other.html).toHaveAttribute("data-boot", "ready");
  expect(await digest(other)).toBe(world);
  await elsewhere.close();
});

test("another address opens while the board is open", async ({ open, board, page }) => {
  await open("#s=figure-8@1&at=a");
  await board.expectLedger(FIGURE_8.a.rows);
  await page.evaluate(() => {
    location.hash = "#s=figure-8@1&at=c";
  });
  await board.expectLedger(FIGURE_8.c.rows);
});

/** Another digest, another version byte, half of it. */
const otherEnd = RUN.slice(0, -4) + (RUN.at(-4) === "A" ? "B" : "A") + RUN.slice(-3);

for (const [what, hash, message] of [
  ["a run that is cut off", `#r=${RUN.slice(0, -40)}`, /damaged|incomplete/],
  ["a run cut off in the middle", `#r=${RUN.slice(0, RUN.length / 2)}`, /damaged|incomplete/],
  ["a run with a foreign character", `#r=${RUN.slice(0, 30)}%2B!${RUN.slice(32)}`, /damaged|incomplete/],
  ["an empty run", "#r=", /damaged|incomplete/],
  ["a run of another version", `#r=${RUN.replace(/^AR/, "Ch")}`, /another version/],
  ["a run whose end is another", `#r=${otherEnd}`, /another state|damaged/],
  ["a lesson there is not", "#s=figure-99@1", /no lesson/],
  ["a lesson of another version", "#s=figure-8@77&at=a", /another version/],
  ["a panel there is not", "#s=figure-8@1&at=zebra", /damaged|incomplete/],
  ["an event there is not", "#s=figure-8@1&at=99999", /damaged|incomplete/],
  ["something of another program", "#access_token=abc&state=1", /damaged|incomplete/],
  ["what is no text", "#%ff%fe%00", /damaged|incomplete/],
  ["very much", `#r=${"A".repeat(60_000)}`, /damaged|incomplete|another version/],
] as const) {
  test(`a link with ${what} is told, and the board works`, async ({ open, board, page }) => {
    await open(hash);
    await expect(board.notice).toContainText(message);
    await page.keyboard.press("Escape");
    await expect(board.notice).toHaveCount(0);
    // Whatever it opened, one can go on.
    await page.keyboard.press("Escape");
    await page.keyboard.press("Home");
    await board.choose("S2");
    await page.keyboard.press("o");
    expect((await board.rowOf("S2")).role).toBe("candidate");
  });
}

for (const [language, tooLong, damaged] of [
  ["en", /longer run than the board can play/, /damaged or incomplete/],
  ["zh-CN", /太长，无法播放/, /损坏|不完整/],
] as const) {
  test(`a link that is too long is told from one that is damaged, in ${language}`, async ({ open, board }) => {
    await open(`#r=${"A".repeat(200_001)}&lang=${language}`);
    await expect(board.notice).toContainText(tooLong);
    await board.page.evaluate((hash) => {
      location.hash = hash;
    }, `#r=${RUN.slice(0, -40)}&lang=${language}`);
    await expect(board.notice).toContainText(damaged);
    await expect(board.notice).not.toContainText(tooLong);
  });
}

test("a run that is too long for a link is told, and goes into a file", async ({ open, board, page }) => {
  await open("#s=figure-8&at=c&lang=en");
  await board.openFile("long.raft", `title long\nservers S1 S2 S3\nstepped\nelect S1\n${"request S1 x\n".repeat(20_000)}`);
  await expect(board.row("S4")).toHaveCount(0);
  await page.keyboard.press("End");
  await expect.poll(() => board.event()).toBeGreaterThan(20_000);
  await board.openPane("share");
  await board.act("copyLink").click();
  await expect(board.notice).toContainText(/too long for a link/);
  const [download] = await Promise.all([page.waitForEvent("download"), board.act("saveFile").click()]);
  expect(readFileSync(await download.path(), "utf8").length).toBeGreaterThan(200_000);
});

test("a link whose run ends otherwise is still replayed", async ({ open, board }) => {
  await open(`#r=${otherEnd}`);
  await board.expectLedger(FIGURE_8.c.rows);
});

test("a language alone is no damaged link", async ({ open, board }) => {
  await open("#lang=zh-CN");
  await expect(board.html).toHaveAttribute("lang", "zh-CN");
  await expect(board.notice).toHaveCount(0);
});

for (const hash of ["#r=damaged", "#s=figure-99", "#lang=en", "#top"]) {
  test(`${hash} opens nothing, and what somebody did here stays`, async ({ open, board, page, baseURL }) => {
    await open();
    await board.openFigure8();
    await board.openPanelHere("c");
    await board.choose("S4");
    await page.keyboard.press("o");
    const ledger = await board.ledger();
    // While the board is open, ...
    await page.evaluate((other) => {
      location.hash = other;
    }, hash);
    await expect(board.ownBranches).toHaveCount(1);
    await board.expectLedger(ledger);
    // ... and when it is opened anew.
    await page.goto("about:blank");
    await page.goto(`${baseURL ?? ""}${hash}`);
    await expect(board.html).toHaveAttribute("data-boot", "ready");
    await expect(board.ownBranches).toHaveCount(1);
    await board.expectLedger(ledger);
  });
}
