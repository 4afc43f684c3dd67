// On every page nothing lies on anything else, nothing is cut off in silence, and everything can be reached.

import { launchOptions } from "../browser";
import { type Board, expect, test } from "../board";

/** From a phone to a projector, by width and height, with those that once covered the logs. */
const SIZES = [
  [360, 640], [390, 844], [768, 1024], [901, 600], [960, 540], [1024, 768], [1180, 560], [1280, 665], [1280, 720],
  [1366, 650], [1920, 940], [1920, 1080], [2560, 1300], [3840, 2160],
] as const;

/** A term of as many candidacies as it says, and then a leader with entries whose commands are short and long. */
function script(servers: number, term: number): string {
  const ids = Array.from({ length: servers }, (_, place) => `S${place + 1}`);
  const voters = ids.slice(1, servers / 2 + 1).join(" ");
  return [
    "title grid",
    `servers ${ids.join(" ")}`,
    "stepped",
    ...Array.from({ length: term - 1 }, () => "timeout S1\nlose rest"),
    `elect S1 by ${voters}`,
    "settle",
    ...["x=1", "WWWWWW=WWWWW", "值=八"].map((command) => `request S1 ${command}`),
    "replicate S1",
    ...["y=2", "z=3"].map((command) => `request S1 ${command}`),
  ].join("\n");
}

// Scroll bars take room, and are to be seen: Playwright hides them unless it is asked not to.
test.use({
  contextOptions: { reducedMotion: "reduce" },
  launchOptions: { ...launchOptions(), ignoreDefaultArgs: ["--hide-scrollbars"] },
});

/** Opens a script by the board's own editor, at its end. */
async function play(board: Board, text: string): Promise<void> {
  await board.openPane("script");
  await board.act("edit").click();
  await board.editor.fill(text);
  await board.act("runScript").click();
  await expect(board.editor).toHaveCount(0);
  await board.page.keyboard.press("Escape");
  await board.page.keyboard.press("End");
  // An entry that is pointed at grows over its neighbour.
  await board.page.mouse.move(2, 2);
}

/** What is wrong with the layout as it is now: each place in words. */
async function faults(board: Board): Promise<string[]> {
  return board.page.evaluate(() => {
    const found = new Set<string>();
    const name = (element: Element) =>
      `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""} "${(element.textContent ?? "").trim().slice(0, 30)}"`;
    const shown = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      getComputedStyle(element).clipPath === "none";
    const related = (one: Element, other: Element) => one.contains(other) || other.contains(one);

    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) found.add(`the page is ${root.scrollWidth} wide of ${root.clientWidth}`);

    // Everything that can be pressed, and every piece of text, is on top of whatever is there when it is scrolled to.
    const leaves = [...document.querySelectorAll("header *, main *")].filter(
      (element) =>
        !(element instanceof SVGElement) &&
        (element.matches("button, summary, select, input, textarea") ||
          [...element.childNodes].some((node) => node.nodeType === 3 && (node.textContent ?? "").trim() !== "")),
    );
    for (const leaf of leaves) {
      if (!shown(leaf) || leaf.closest("[hidden], option, .unseen, .contents") !== null) continue;
      const host = leaf.closest("button, summary, th, label") ?? leaf;
      leaf.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
      const box = leaf.getBoundingClientRect();
      if (box.width < 2 || box.height < 2) continue;
      const face = leaf.closest(".entry-face")?.getBoundingClientRect();
      // A command without room is below the edge of its entry, and not seen.
      if (face !== undefined && box.top >= face.bottom - 2) continue;
      const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 14)];
      if (x < 0 || y < 0 || x >= root.clientWidth || y >= root.clientHeight) {
        found.add(`cannot be reached: ${name(leaf)} at ${x.toFixed()},${y.toFixed()}`);
        continue;
      }
      const top = document.elementFromPoint(x, y);
      const lies = top !== null && !related(top, leaf) && !related(top, host) && getComputedStyle(top).position !== "fixed";
      const lit = top?.closest(".cell, .row-head, .bar-track, .fixed") === host.closest(".cell, .row-head, .bar-track, .fixed");
      if (lies && !(lit && host.closest(".cell, .row-head, .bar-track") !== null)) found.add(`${name(top)} lies on ${name(leaf)}`);
    }

    // What does not fit scrolls and shows its bar, or ends in an ellipsis and has its whole text at hand.
    for (const element of document.querySelectorAll<HTMLElement>("header *, main, main *")) {
      if (!shown(element) || !(element instanceof HTMLElement) || element.clientWidth < 2 || element.closest(".unseen, .contents") !== null) continue;
      const style = getComputedStyle(element);
      const wide = style.overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
      const high = style.overflowY !== "visible" && element.scrollHeight > element.clientHeight + 2;
      const scrolls = (way: string) => way === "auto" || way === "scroll";
      if (wide && scrolls(style.overflowX) && element.offsetHeight - element.clientHeight < 6 && !element.matches(".scrolls"))
        found.add(`does not say that it scrolls sideways: ${name(element)}`);
      if (wide && !scrolls(style.overflowX) && !element.matches(".entry-face")) {
        const whole = element.closest("[title]")?.getAttribute("title") ?? element.closest("button")?.textContent ?? "";
        if (style.textOverflow !== "ellipsis" || !whole.includes((element.textContent ?? "").trim()))
          found.add(`cut off: ${name(element)} ${element.scrollWidth} > ${element.clientWidth}`);
      }
      if (high && !scrolls(style.overflowY) && !element.matches(".entry-face, .entry-command"))
        found.add(`cut off: ${name(element)} ${element.scrollHeight} > ${element.clientHeight} high`);
    }

    // In the pictures no word lies on another, none leaves its picture, and none is too small.
    for (const picture of document.querySelectorAll("main svg[viewBox]")) {
      if (!shown(picture)) continue;
      const frame = picture.getBoundingClientRect();
      const words = [...picture.querySelectorAll("text")].filter((word) => (word.textContent ?? "").trim() !== "");
      const boxes = words.map((word) => word.getBoundingClientRect());
      for (const [place, box] of boxes.entries()) {
        const word = words[place];
        if (word === undefined) continue;
        if (box.left < frame.left - 2 || box.right > frame.right + 2 || box.top < frame.top - 3 || box.bottom > frame.bottom + 3)
          found.add(`leaves its picture: ${name(word)}`);
        const scale = word.getScreenCTM()?.a ?? 1;
        const px = Number.parseFloat(getComputedStyle(word).fontSize) * scale;
        if (px < 13.9) found.add(`${px.toFixed(1)} px: ${name(word)}`);
        for (const [other, second] of boxes.entries()) {
          if (other <= place) continue;
          const [width, height] = [
            Math.min(box.right, second.right) - Math.max(box.left, second.left),
            Math.min(box.bottom, second.bottom) - Math.max(box.top, second.top),
          ];
          // A line of text is higher than its letters.
          if (width > 2 * scale && height > 7 * scale) found.add(`${name(word)} lies on ${name(words[other] ?? word)}`);
        }
      }
    }
    window.scrollTo(0, 0);
    return [...found];
  });
}

/** Every entry of every log can be brought into sight, beside the names and below the numbers, which stay. */
async function hiddenEntries(board: Board): Promise<string[]> {
  return board.page.evaluate(() => {
    const hidden: string[] = [];
    for (const cell of document.querySelectorAll("tr[data-server] td button")) {
      cell.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
      const box = cell.getBoundingClientRect();
      // On a phone the buttons of time stay at the bottom of the page.
      if (box.bottom > document.documentElement.clientHeight - 70) {
        cell.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
      }
      const { left, right, top, bottom } = cell.getBoundingClientRect();
      const corners = [
        [left + 4, top + 4], [right - 4, top + 4], [left + 4, bottom - 4], [right - 4, bottom - 4],
      ] as const;
      const seen = corners.every(([x, y]) => document.elementFromPoint(x, y)?.closest("td") === cell.closest("td"));
      if (!seen) hidden.push(`${cell.closest("tr")?.getAttribute("data-server")}: ${cell.textContent}`);
    }
    window.scrollTo(0, 0);
    return hidden;
  });
}

for (const [width, height] of SIZES) {
  test.describe(`at ${width} by ${height}`, () => {
    test.use({ viewport: { width, height } });

    for (const [servers, term] of [[3, 1], [5, 120], [7, 12], [9, 2]] as const) {
      test(`${servers} servers in term ${term}: nothing covers anything, and everything can be reached`, async ({ open, board }) => {
        await open();
        await play(board, script(servers, term));
        await expect(board.row("S1").locator("td button")).toHaveCount(5);
        expect(await faults(board)).toEqual([]);
        expect(await hiddenEntries(board)).toEqual([]);
      });
    }

    for (const language of ["en", "zh-CN"]) {
      test(`Figure 8 and its answer: the same, in ${language}`, async ({ open, board, page }) => {
        await open(`#s=figure-8&at=c&lang=${language}`);
        expect(await faults(board), "before").toEqual([]);
        expect(await hiddenEntries(board), "before").toEqual([]);
        await page.keyboard.press("b");
        expect(await faults(board), "after").toEqual([]);
      });
    }

    test("something that is told covers nothing, and is in sight", async ({ open, board }) => {
      await open("#s=figure-8@77&at=c");
      await expect(board.notice).toBeInViewport({ ratio: 1 });
      expect(await faults(board)).toEqual([]);
    });

    for (const lesson of ["slow-disk", "partial-connectivity"]) {
      test(`a lesson with a clock, ${lesson}: the same, and its strip is whole`, async ({ open, board, page }) => {
        await open(`#s=${lesson}`);
        expect(await faults(board)).toEqual([]);
        const strip = await page.locator("#strip").evaluate((one) => {
          const [last] = [...one.querySelectorAll(".node-box, .node-caption")].sort(
            (a, b) => b.getBoundingClientRect().bottom - a.getBoundingClientRect().bottom,
          );
          return {
            room: one.clientHeight,
            // As far as one row of it needs.
            needs: Math.min(one.scrollHeight, 88),
            rest: Math.round(one.getBoundingClientRect().bottom - (last?.getBoundingClientRect().bottom ?? 0)),
          };
        });
        expect(strip.room, "room").toBeGreaterThanOrEqual(strip.needs);
        expect(strip.rest, "dead space").toBeLessThan(60);
      });
    }

    test("a running clock and Figure 7: the same", async ({ open, board }) => {
      await open("#s=free-play");
      expect(await faults(board), "free play").toEqual([]);
      await open("#s=figure-7&at=terms-4-to-6");
      expect(await faults(board), "Figure 7").toEqual([]);
      expect(await hiddenEntries(board), "Figure 7").toEqual([]);
    });
  });
}

test("on a phone the ticks of nine servers leave the terms free, and what clients know is not cut", async ({ open, board, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open();
  await play(board, `${script(9, 12)}\n${"request S1 y=2\n".repeat(3)}`);
  await expect(board.row("S1").locator("td button")).toHaveCount(8);
  await expect(board.row("S9").getByRole("img")).toHaveCount(3);
  const covered = await page.evaluate(() => {
    const found: string[] = [];
    for (const term of document.querySelectorAll("tr[data-server] .entry-term")) {
      const range = document.createRange();
      range.selectNodeContents(term);
      term.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
      const box = range.getBoundingClientRect();
      for (const [across, down] of [[0.1, 0.3], [0.5, 0.3], [0.9, 0.3], [0.9, 0.5], [0.9, 0.75]] as const) {
        const top = document.elementFromPoint(box.left + box.width * across, box.top + box.height * down);
        if (top?.classList.contains("entry-tick") === true) found.push(`${term.closest("tr")?.getAttribute("data-server") ?? ""}: ${term.textContent}`);
      }
    }
    return found;
  });
  expect(covered).toEqual([]);
  const cut = await board.clients.locator(".client").evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).length);
  expect(cut).toBe(0);
  expect(await board.clients.evaluate((line) => line.scrollWidth <= line.clientWidth + 1)).toBe(true);
});

test("logs open with their entries in sight, also where columns do not all fit", async ({ open, board, page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await open("#s=figure-8&at=c");
  for (const cell of await board.row("S1").locator("td button").all()) await expect(cell).toBeInViewport({ ratio: 0.95 });
});

test("type and cells grow with the room of a projector", async ({ open, board, page }) => {
  const cell = async () => (await board.row("S1").locator("td button").first().boundingBox())?.height ?? 0;
  await open("#s=figure-8&at=c");
  const usual = await cell();
  for (const [width, height, times] of [[1920, 1080, 1.5], [2560, 1440, 2], [3840, 2160, 3]] as const) {
    await page.setViewportSize({ width, height });
    await expect.poll(async () => (await cell()) / usual).toBeCloseTo(times, 1);
  }
});

test("a command that is cut is seen in full when it is pointed at or reached", async ({ open, board, page }) => {
  await open();
  await play(board, script(5, 1));
  const entry = board.row("S1").locator("td button", { hasText: "WWWWWW" });
  const command = entry.locator("span span").last();
  const cut = () => command.evaluate((word) => word.scrollWidth > word.clientWidth + 1);
  expect(await cut(), "at rest").toBe(true);
  await expect(entry).toHaveAttribute("title", /WWWWWW←WWWWW/);
  await entry.hover();
  expect(await cut(), "pointed at").toBe(false);
  await page.mouse.move(2, 2);
  await entry.focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowRight");
  await expect(entry).toBeFocused();
  expect(await cut(), "reached").toBe(false);
});

test("the strip is as wide as its words, and fades at the side where there is more", async ({ open, page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await open("#s=figure-9");
  const strip = page.locator("#strip");
  await expect.poll(() => strip.evaluate((one) => one.scrollWidth > one.clientWidth)).toBe(true);
  const fade = () => strip.evaluate((one) => getComputedStyle(one).getPropertyValue("--fade-right"));
  await strip.evaluate((one) => one.scrollTo(0, 0));
  await expect.poll(fade).toBe("36px");
  await strip.evaluate((one) => one.scrollTo(9999, 0));
  await expect.poll(fade).toBe("0px");
});

test("the legend is one key away and has every sign", async ({ open, board, page }) => {
  await open("#s=figure-8&at=c");
  await page.keyboard.press("?");
  const legend = board.help.getByRole("region", { name: /^Legend$/ });
  await expect(legend.getByRole("listitem")).toHaveCount(18);
  await expect(legend.getByRole("listitem").first()).toBeInViewport({ ratio: 1 });
  await expect(legend.getByRole("listitem").last()).toBeInViewport({ ratio: 1 });
  await expect(legend).toContainText("knows that it is committed");
});

test("servers, messages, entries, facts and checks tell what they are when pointed at", async ({ open, board, page }) => {
  await open("#s=figure-8&at=c");
  await expect(board.server("S1").locator("title")).toHaveText(/S1, ★ term 4, leader/);
  await expect(board.messages("S1 → S3").locator("title")).toHaveText("AppendEntries [2 4], S1 → S3, term 4");
  await expect(board.row("S2").locator("td button").first()).toHaveAttribute("title", /^x←1 · index 1, term 1 · .*committed/);
  await expect(page.locator("thead button", { hasText: "on 3 of 5" })).toHaveAttribute("title", "on 3 of 5");
  await expect(page.getByRole("button", { name: /properties hold/ })).toHaveAttribute("title", /^✓ Election Safety\n(✓ .*\n){3}✓ State Machine Safety$/);
});

test("a small ledger without entries shows its servers and the newest term", async ({ open, board }) => {
  await open("#s=hello&at=elected");
  await expect(board.panel("elected").locator("circle")).toHaveCount(6);
  await expect(board.panel("elected")).toContainText("term 1");
  await expect(board.panel("replicated").locator("circle")).toHaveCount(0);
});

test("with forced colours in the dark words are lighter than what they stand on", async ({ open, board, page }) => {
  await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
  await open("#s=figure-8&at=c");
  const light = (selector: string, property: string) =>
    page.locator(selector).first().evaluate((one, name) => {
      const parts = getComputedStyle(one).getPropertyValue(name).match(/\d+/g)?.map(Number) ?? [];
      return parts.slice(0, 3).reduce((sum, part) => sum + part, 0) / 3;
    }, property);
  for (const [word, ground] of [
    ["[data-server=S1] .server-name", "[data-server=S1] .server-disc"],
    ["[data-message] text", "[data-message] .envelope-entry"],
    [".node-label", ".node-box"],
  ] as const) {
    expect(await light(word, "fill"), word).toBeGreaterThan((await light(ground, "fill")) + 120);
  }
  expect(await light(".message-tick", "stroke")).toBeGreaterThan((await light("[data-message] .envelope", "fill")) + 120);
  await expect(board.server("S1")).toBeVisible();
});
