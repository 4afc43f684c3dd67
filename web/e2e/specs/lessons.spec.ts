// Every panel of every lesson, in both languages: the lesson's text fits beside the cluster without scrolling, its
// question too, nothing on the board tells the answer before, and on a phone nothing is wider than the screen.

import { readFileSync, readdirSync } from "node:fs";
import { type Board, expect, test } from "../board";

const LESSONS = new URL("../../../lessons/", import.meta.url);

interface Place {
  panel: string;
  title: string;
  asks: boolean;
  /** What would tell the answer. */
  tells: string[];
}

/** The panels of a lesson with their titles, whether something is asked there, and what would tell the answer. */
function places(language: string, slug: string): Place[] {
  const text = readFileSync(new URL(`${language}/${slug}.md`, LESSONS), "utf8");
  const found: Place[] = [];
  for (const [, kind, name, field, more] of text.matchAll(/^## (panel|ask) (\S+)\n\w+: (.+)\n(?:answered: .+\ntells: (.+))?/gm)) {
    const last = found.at(-1);
    if (kind === "panel") found.push({ panel: name ?? "", title: field ?? "", asks: false, tells: [] });
    else if (last !== undefined) Object.assign(last, { asks: true, tells: more?.split(" | ") ?? [] });
  }
  return found;
}

const SLUGS = readdirSync(new URL("en/", LESSONS))
  .map((name) => name.replace(/\.md$/, ""))
  .filter((slug) => !["glossary", "rules", "free-play"].includes(slug));

/** All that is written on the page or said of it, but for the open question and its answers. */
async function besides(board: Board): Promise<string> {
  return board.question.evaluate((question) => {
    // The menu is closed: the titles in it name much. So does the line that names the five properties.
    const unsaid = "script, style, #boot, details:not([open]) > :not(summary), button[title^='✓ ']";
    const others = [...document.body.querySelectorAll("*")].filter((one) => !question.contains(one) && one.closest(unsaid) === null);
    const said = others.flatMap((one) => [
      one.getAttribute("aria-label"),
      one.getAttribute("title"),
      ...[...one.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent),
    ]);
    return said.join("\n").toLowerCase();
  });
}

/** By how much the lesson is higher than its area, and the page wider than the window. */
async function excess(board: Board): Promise<{ high: number; wide: number }> {
  return board.side.evaluate((side) => {
    // Words for those who hear them are in boxes of one pixel.
    const areas = [side, ...side.querySelectorAll("*:not(.unseen)")].filter((one) => getComputedStyle(one).overflowY !== "visible");
    const high = Math.max(0, ...areas.map((one) => one.scrollHeight - one.clientHeight));
    const page = document.documentElement;
    return { high, wide: Math.max(page.scrollWidth - page.clientWidth, side.scrollWidth - side.clientWidth) };
  });
}

test.use({ contextOptions: { reducedMotion: "reduce" } });

for (const language of ["en", "zh-CN"]) {
  for (const slug of SLUGS) {
    test(`${slug} is read without scrolling in ${language}`, async ({ open, board, page }) => {
      test.setTimeout(120_000);
      const found: string[] = [];
      for (const { panel, title, asks, tells } of places(language, slug)) {
        await page.setViewportSize({ width: 1280, height: 720 });
        await page.goto("about:blank");
        await open(`#s=${slug}&at=${panel}&lang=${language}`);
        // The text is there, and not only the name of the lesson.
        await expect(board.side.getByRole("heading", { level: 1 })).toContainText(title.replaceAll("C_", "C "));
        if (asks) {
          await expect(board.question).toBeVisible();
          const shown = await besides(board);
          expect(tells.length, `${panel} says what would tell its answer`).toBeGreaterThan(0);
          found.push(...tells.filter((tell) => shown.includes(tell.toLowerCase())).map((tell) => `${panel}: the board tells ${tell}`));
        }
        const { high, wide } = await excess(board);
        // The slack is what a rounded line height may add.
        if (high > 1) found.push(`${panel}: ${high} px too high`);
        if (wide > 1) found.push(`${panel}: ${wide} px too wide`);
        await page.setViewportSize({ width: 390, height: 844 });
        const phone = await excess(board);
        if (phone.wide > 1) found.push(`${panel}, on a phone: ${phone.wide} px too wide`);
      }
      expect(found).toEqual([]);
    });
  }
}
