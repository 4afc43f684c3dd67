// What the lessons say, read from their sources, for tests that look for it on the page.

import { readFileSync } from "node:fs";

function lesson(language: string, slug: string): string {
  return readFileSync(new URL(`../../lessons/${language}/${slug}.md`, import.meta.url), "utf8");
}

/** The parts of Figure 8's lesson that answer its question: on the page none may be seen before. */
export function figure8Answers(language: "en" | "zh-CN"): string[] {
  const sections = lesson(language, "figure-8").split(/^## /m);
  const after = sections.filter((section) => /^panel (d|d-broken|e)\n/.test(section));
  const ask = sections.filter((section) => section.startsWith("ask "));
  const titles = after.flatMap((section) => [...section.matchAll(/^(?:title|short): (.+)$/gm)]);
  const reveal = ask.flatMap((section) => [...section.matchAll(/^(?:answered: | {2})(.+)$/gm)]);
  return [...titles, ...reveal].map((match) => match[1] ?? "").filter((text) => text !== "");
}

/** Which of them are in this text. */
export function answersGivenAway(language: "en" | "zh-CN", text: string): string[] {
  const answers = figure8Answers(language);
  if (answers.length < 9) throw new Error("the lesson is written otherwise than this reads it");
  return answers.filter((answer) => text.includes(answer));
}
