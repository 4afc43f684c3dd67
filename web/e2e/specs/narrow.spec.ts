// Phones, and the screen the board is made for: what must be seen at once is seen at once.

import { type Board, expect, test } from "../board";

/** The panels where everything must fit, and whether their question is answered. */
const PLACES = [
  ...["start", "elected", "replicated", "crashed", "new-leader"].map((panel) => ["hello", panel] as const),
  ...["a", "b", "c", "d", "d-broken", "e"].map((panel) => ["figure-8", panel] as const),
];

/** Visible text that is smaller on the screen than it should be: SVG text is scaled by its picture. */
async function smallText(board: Board, least: number): Promise<string[]> {
  return board.page.evaluate((limit) => {
    const found = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      const text = (node.textContent ?? "").trim();
      if (parent === null || text === "" || parent.closest("script, style, title, noscript, option") !== null) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (!parent.checkVisibility({ visibilityProperty: true }) || box.width <= 1 || box.height <= 1) continue;
      const scale = parent instanceof SVGGraphicsElement ? (parent.getScreenCTM()?.a ?? 1) : 1;
      const px = Number.parseFloat(getComputedStyle(parent).fontSize) * scale;
      if (px < limit - 0.05) found.add(`${px.toFixed(1)} px: ${text.slice(0, 40)}`);
    }
    return [...found];
  }, least);
}

/** What can be pressed and is smaller than it should be. */
async function smallTargets(board: Board, least: number): Promise<string[]> {
  return board.page.evaluate((limit) => {
    const all = document.querySelectorAll<HTMLElement | SVGElement>("button, summary, select, input, [role=button]");
    const small: string[] = [];
    for (const element of all) {
      // A word within a sentence may be as high as its line.
      const inText = element.closest("p") !== null && getComputedStyle(element).display.startsWith("inline");
      const box = element.getBoundingClientRect();
      if (inText || !element.checkVisibility({ visibilityProperty: true }) || box.width === 0) continue;
      if (Math.min(box.width, box.height) < limit - 0.01) {
        const name = element.getAttribute("aria-label") ?? element.textContent ?? element.tagName;
        small.push(`${name.slice(0, 40)}: ${box.width.toFixed(0)}×${box.height.toFixed(0)}`);
      }
    }
    return small;
  }, least);
}

/** Areas whose contents do not fit, and whether the page itself scrolls. */
async function overflowing(board: Board): Promise<string[]> {
  return board.page.evaluate(() => {
    const found: string[] = [];
    const page = document.documentElement;
    if (page.scrollHeight > page.clientHeight) found.push(`page: ${page.scrollHeight} > ${page.clientHeight} high`);
    if (page.scrollWidth > page.clientWidth) found.push(`page: ${page.scrollWidth} > ${page.clientWidth} wide`);
    for (const area of document.querySelectorAll("main section, main section *")) {
      const name = area.closest("section[aria-label]")?.getAttribute("aria-label") ?? "";
      const { overflowX, overflowY } = getComputedStyle(area);
      // The slack is what a rounded line height may add.
      if (overflowY !== "visible" && area.scrollHeight > area.clientHeight + 1 && area.clientHeight > 1)
        found.push(`${name}: ${area.scrollHeight} > ${area.clientHeight} high`);
      if (overflowX !== "visible" && area.scrollWidth > area.clientWidth + 1 && area.clientWidth > 1)
        found.push(`${name}: ${area.scrollWidth} > ${area.clientWidth} wide`);
    }
    return [...new Set(found)];
  });
}

test.use({ contextOptions: { reducedMotion: "reduce" } });

test.describe("at 1280 by 720", () => {
  for (const language of ["en", "zh-CN"]) {
    for (const [slug, panel] of PLACES) {
      test(`${slug} ${panel} is seen without scrolling, before and after its question, in ${language}`, async ({ open, board, page }) => {
        await open(`#s=${slug}&at=${panel}&lang=${language}`);
        await board.expectAt(panel);
        const found = [...(await overflowing(board))];
        if (await board.question.isVisible()) {
          for (const answer of ["b", "a", "c"]) {
            // Only the first counts; each is looked at on a page of its own.
            await page.evaluate(() => localStorage.clear());
            await page.goto("about:blank");
            await open(`#s=${slug}&at=${panel}&lang=${language}`);
            await page.keyboard.press(answer);
            await expect(board.question).toHaveCount(0);
            found.push(...(await overflowing(board)).map((one) => `answered ${answer}: ${one}`));
          }
        }
        expect(found).toEqual([]);
      });
    }

    test(`the first visit is seen without scrolling in ${language}`, async ({ open, board }) => {
      await open(`#lang=${language}`);
      expect(await overflowing(board)).toEqual([]);
    });

    test(`no text is smaller than 14 px in ${language}`, async ({ open, board }) => {
      await open(`#s=figure-8&at=c&lang=${language}`);
      expect(await smallText(board, 14)).toEqual([]);
      await board.choose("S1");
      expect(await smallText(board, 14)).toEqual([]);
    });

    test(`what is essential is at least 18 px in ${language}`, async ({ open, board }) => {
      await open(`#s=figure-8&at=c&lang=${language}`);
      // The caption, the lesson with its question, the names of servers, terms and commands in the logs.
      const essential = await board.page.evaluate(() => {
        const places = ["p[aria-live]", "main section:nth-of-type(3) p", "main section:nth-of-type(3) li", "tbody td span", "g[data-server] text"];
        const scaled = (element: Element) =>
          element instanceof SVGGraphicsElement ? (element.getScreenCTM()?.a ?? 1) : 1;
        return places.flatMap((place) =>
          [...document.querySelectorAll(place)]
            .filter((one) => one.childElementCount === 0 && (one.textContent ?? "").trim().length > 1)
            .map((one) => ({ one, px: Number.parseFloat(getComputedStyle(one).fontSize) * scaled(one) }))
            .filter(({ px }) => px < 17.95)
            .map(({ one, px }) => `${px.toFixed(1)} px: ${place}: ${(one.textContent ?? "").slice(0, 24)}`),
        );
      });
      expect([...new Set(essential)]).toEqual([]);
    });
  }

  test("the argument's text is not smaller either", async ({ open, board, page }) => {
    await open("#s=figure-9&at=picture");
    await page.keyboard.press("p");
    await expect(board.step(5)).toBeVisible();
    expect(await smallText(board, 14)).toEqual([]);
    // Nine panels stand in the strip, which scrolls sideways.
    expect((await overflowing(board)).filter((one) => !one.startsWith("Timeline"))).toEqual([]);
  });

  test("what can be pressed is at least 24 px", async ({ open, board }) => {
    await open("#s=figure-8&at=c");
    expect(await smallTargets(board, 24)).toEqual([]);
    for (const pane of ["proof", "rules", "script", "share", "settings"] as const) {
      await board.openPane(pane);
      expect(await smallTargets(board, 24), pane).toEqual([]);
    }
    await board.choose("S1");
    expect(await smallTargets(board, 24), "an inspector").toEqual([]);
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  for (const language of ["en", "zh-CN"]) {
    test(`caption, lesson and ledger are there, time is at the bottom, in ${language}`, async ({ open, board, page }) => {
      await open(`#s=figure-8&at=c&lang=${language}`);
      await expect(board.caption).toBeInViewport();
      await expect(board.question).toBeInViewport();
      await expect(board.row("S1")).toBeVisible();
      const forward = board.button("forward");
      await expect(forward).toBeInViewport({ ratio: 1 });
      const box = (await forward.boundingBox()) ?? { y: 0, height: 0 };
      expect(box.y + box.height).toBeGreaterThan(844 - 64);
      await page.mouse.wheel(0, 3000);
      await expect(forward).toBeInViewport({ ratio: 1 });
      await board.row("S5").scrollIntoViewIfNeeded();
      await expect(board.row("S5")).toBeInViewport();
    });

    test(`nothing is wider than the phone in ${language}`, async ({ open, board, page }) => {
      const wide = async () => page.evaluate(() => document.documentElement.scrollWidth);
      await open(`#s=figure-8&at=c&lang=${language}`);
      expect(await wide()).toBe(390);
      await page.keyboard.press("b");
      await board.openPanelHere("d-broken");
      expect(await wide()).toBe(390);
      for (const pane of ["proof", "rules", "script", "share", "settings"] as const) {
        await board.openPane(pane);
        expect(await wide(), pane).toBe(390);
      }
      await board.choose("S5");
      expect(await wide(), "an inspector").toBe(390);
      await page.keyboard.press("?");
      expect(await wide(), "the help").toBe(390);
    });
  }

  test("what can be pressed is at least 24 px, and no text is smaller than 14 px", async ({ open, board }) => {
    await open("#s=figure-8&at=c");
    expect(await smallTargets(board, 24)).toEqual([]);
    // The small ledgers of the strip scroll sideways rather than shrink.
    expect(await smallText(board, 14)).toEqual([]);
  });

  test("the server's column stays in sight when the logs scroll sideways", async ({ open, board, page }) => {
    await open("#s=hello&at=replicated");
    const head = board.row("S1").getByRole("rowheader");
    await board.row("S1").scrollIntoViewIfNeeded();
    await page.locator("#ledger-scroll").evaluate((scroller) => scroller.scrollBy(400, 0));
    await expect(head).toBeInViewport({ ratio: 0.9 });
  });

  test("the cluster is a chip a server and a chip a message", async ({ open, board, page }) => {
    await open("#s=figure-8&at=c");
    for (const id of ["S1", "S2", "S3", "S4", "S5"]) await expect(board.server(id)).toBeVisible();
    await expect(board.server("S1")).toContainText("★ term 4");
    await expect(board.server("S5")).toContainText("down");
    await expect(board.stage.locator("svg")).toHaveCount(0);
    await board.messages(/S3 → S1/).click();
    await expect(board.side).toContainText("success");
    // On a wider page it is a picture again.
    await page.setViewportSize({ width: 1280, height: 720 });
    await expect(board.stage.locator("circle").first()).toBeVisible();
  });

  test("one can go through Figure 8 by thumb", async ({ open, board }) => {
    await open();
    await board.openFigure8();
    // (b) asks: the first press there shows the answer.
    for (const name of ["a", "b", "b", "c"]) {
      await board.button("next").click();
      await board.expectAt(name);
    }
    await board.question.getByRole("button", { name: /^B/ }).click();
    await board.button("next").click();
    await board.expectAt("d");
  });
});
