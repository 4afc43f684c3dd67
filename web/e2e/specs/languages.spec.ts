// Both languages are complete: whatever is on the page is in the one that was chosen.

import { type Board, expect, test } from "../board";

/** What stays English in Chinese: names of RPCs and fields, of the paper's authors, of keys and of programs. */
const STAYS = [
  /\b(Raftboard|Raft|EN|RPC|AppendEntries|RequestVote|leader ?Commit|currentTerm|votedFor|log\[\]|null|true|false)\b/g,
  /\b(commitIndex|lastApplied|nextIndex|matchIndex|next|match|term|candidateId|leaderId|prevLogIndex|prevLogTerm)\b/g,
  /\b(lastLogIndex|lastLogTerm|voteGranted|success|entries\[\]|up-to-date|no-op|State Machine|broadcastTime|electionTimeout|MTBF)\b/g,
  /\b(Diego Ongaro|John Ousterhout|Ctrl|Alt|Meta|Space|PageDown|PageUp|PAGEDOWN|PAGEUP|HOME|END|Esc|MiB|ms)\b/g,
  // Servers, messages, terms T and U, commands and their letters, keys and answers of one letter.
  /\bS\d\b|\b[a-z]+[←=]\d+|\b[A-Za-z]\b/g,
  /`[^`]*`/g,
  /log\[\]|entries\[\]|\b\d+ ?ms\b|\bEnglish\b/g,
];

/** Everything on the page that is read or heard, but for scripts and code, which are the same in every language. */
async function texts(board: Board): Promise<string[]> {
  return board.page.evaluate(() => {
    const found = new Set<string>();
    const skipped = "code, kbd, ol[tabindex], textarea, [lang]:not(html), script, style, #boot, noscript";
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node.parentElement?.closest(skipped) === null) found.add(node.textContent ?? "");
    }
    for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], [aria-valuetext]")) {
      if (element.closest(skipped) !== null) continue;
      for (const name of ["aria-label", "title", "placeholder", "aria-valuetext"]) found.add(element.getAttribute(name) ?? "");
    }
    return [...found].filter((text) => text.trim() !== "");
  });
}

function english(all: string[]): string[] {
  const rest = (text: string) => STAYS.reduce((left, stays) => left.replace(stays, ""), text);
  return all.filter((text) => /[A-Za-z]{2,}/.test(rest(text)));
}

const chinese = (all: string[]) => all.filter((text) => /[\u4e00-\u9fff]/.test(text) && !text.includes("中文"));

async function expectChinese(board: Board, where: string): Promise<void> {
  expect(english(await texts(board)), `English at ${where}`).toEqual([]);
}

/** Steps back event by event to the start, within the page for speed, and returns every caption on the way. */
async function captionsBackToStart(board: Board): Promise<string[]> {
  const captions = await board.page.evaluate(async () => {
    const seen: string[] = [];
    const bar = document.querySelector<HTMLInputElement>("input[type=range]");
    while (bar !== null && Number(bar.value) > 0) {
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: ",", bubbles: true }));
      await new Promise((done) => setTimeout(done));
      seen.push(document.querySelector("p[aria-live]")?.textContent ?? "");
    }
    return seen;
  });
  expect(captions.length).toBeGreaterThan(20);
  return captions;
}

test("the first visit is in the browser's language", async ({ browser, baseURL }) => {
  for (const [locale, lang] of [
    ["zh-CN", "zh-CN"],
    ["zh", "zh-CN"],
    ["en-GB", "en"],
    ["fr-FR", "en"],
  ] as const) {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    await page.goto(baseURL ?? "");
    await expect(page.locator("html")).toHaveAttribute("lang", lang);
    await context.close();
  }
});

test("one press switches everything to Chinese, and one back", async ({ open, board }) => {
  await open();
  const before = await board.side.innerText();
  expect(chinese(await texts(board))).toEqual([]);
  await board.button("language").click();
  await expect(board.html).toHaveAttribute("lang", "zh-CN");
  await expectChinese(board, "the first visit");
  await board.button("language").click();
  await expect(board.html).toHaveAttribute("lang", "en");
  await expect(board.side).toHaveText(before.replace(/\n+/g, ""));
});

test("every pane, the menu and the help are Chinese in Chinese", async ({ open, board, page }) => {
  await open("#s=figure-8&at=c&lang=zh-CN");
  await board.expectAt("c");
  await expectChinese(board, "the question");
  await board.header.locator("summary").click();
  await expectChinese(board, "the menu of lessons");
  await board.header.locator("summary").click();
  for (const pane of ["proof", "rules", "script", "share", "settings"] as const) {
    await board.openPane(pane);
    await expectChinese(board, pane);
  }
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(board.help).toBeVisible();
  await expectChinese(board, "the help");
  await page.keyboard.press("Escape");
  for (const what of [board.server("S1"), board.server("S5"), board.messages("S3 → S1"), board.messages("S1 → S3")]) {
    await what.click();
    await expectChinese(board, "an inspector");
  }
  await board.button("properties").click();
  await expectChinese(board, "the properties");
  await page.keyboard.press("w");
  await page.keyboard.press("Escape");
  await board.openPanelHere("a");
  await board.side.locator("p").getByRole("button").first().click();
  await expectChinese(board, "a word of the glossary");
});

test("what goes wrong is told in Chinese", async ({ open, board, page }) => {
  await open("#s=figure-8&at=c&lang=zh-CN");
  await board.choose("S5");
  await board.act("timeOut").click({ force: true });
  await expect(board.notice).toBeVisible();
  await expectChinese(board, "a refused act");
  await page.keyboard.press("s");
  await board.act("edit").click();
  await board.editor.fill("title x\nservers S1 S2 S3\nstepped\nelekt S1\n");
  await board.act("runScript").click();
  await expect(board.side.getByRole("alert")).toBeVisible();
  await expectChinese(board, "an error in a script");
});

test("a clock that runs is Chinese, dials included", async ({ open, board }) => {
  await open("#s=free-play&lang=zh-CN");
  await expect(board.dials).toBeVisible();
  await expectChinese(board, "free play");
});

for (const slug of ["hello", "figure-8"]) {
  test(`every event and every panel of ${slug} is complete in both languages`, async ({ open, board, page }) => {
    await open(`#s=${slug}&lang=zh-CN`);
    const panels = await page.locator("[data-panel]").evaluateAll((all) => all.map((one) => one.getAttribute("data-panel") ?? ""));
    const expectRead = async (panel: string) => {
      await expect(board.side.getByRole("heading", { level: 1 })).not.toBeEmpty();
      await expectChinese(board, `${panel}: ${await board.caption.innerText()}`);
    };
    for (const panel of panels) {
      // On the way, at the panel, and where a question is asked, with its answer.
      if ((await board.panel(panel).getAttribute("aria-current")) !== "step") {
        await page.keyboard.press(".");
        await expectRead(`before ${panel}`);
        await board.pageDownTo(panel);
      }
      await expectRead(panel);
      if ((await board.question.count()) > 0) {
        await page.keyboard.press("PageDown");
        await expect(board.question).toHaveCount(0);
        await expectRead(`${panel}, answered`);
      }
    }
    const branches = slug === "hello" ? ["new-leader"] : ["c", "d-broken", "e"];
    for (const branch of branches) {
      await board.panel(branch).click();
      expect(english(await captionsBackToStart(board))).toEqual([]);
    }
    await board.button("language").click();
    await board.panel(branches.at(-1) ?? "").click();
    expect(chinese(await captionsBackToStart(board))).toEqual([]);
    expect(chinese(await texts(board))).toEqual([]);
  });
}
