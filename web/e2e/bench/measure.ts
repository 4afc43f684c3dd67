// What the benchmarks have in common: the board under the debugger's eyes.

import type { CDPSession, Page } from "@playwright/test";

/** The metrics of the debugger, in seconds, bytes or counts. */
export async function metrics(session: CDPSession): Promise<Record<string, number>> {
  const { metrics: all } = await session.send("Performance.getMetrics");
  return Object.fromEntries(all.map(({ name, value }) => [name, value]));
}

/** A session with the debugger that measures. */
export async function debuggerOf(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  return session;
}

/** Waits until the board is drawn. */
export async function ready(page: Page): Promise<void> {
  await page.waitForSelector("html[data-boot=ready]");
}

/** The middle of some numbers. */
export function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** A row of figures, as the benchmarks print them. */
export function report(name: string, figures: Record<string, number | string>): void {
  const shown = Object.entries(figures).map(([what, value]) =>
    typeof value === "number" ? `${what} ${Number.isInteger(value) ? value : value.toFixed(1)}` : `${what} ${value}`,
  );
  process.stdout.write(`${name}: ${shown.join(", ")}\n`);
}
