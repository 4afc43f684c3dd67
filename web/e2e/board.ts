// What every spec starts from: an opened board that is watched for errors, and the check for accessibility.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test as base, type Page } from "@playwright/test";
import type { AxeResults } from "axe-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Fixtures {
  /** Everything that went wrong in the page so far; a test that leaves something in it fails. */
  troubles: string[];
  /** Opens the board, at a hash such as `#s=figure-8` or as it is, and waits until it is ready. */
  open: (hash?: string) => Promise<void>;
}

export const test = base.extend<Fixtures>({
  troubles: [
    async ({ page }, use) => {
      const troubles: string[] = [];
      // A violation of the content-security policy is also an error on the console.
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") troubles.push(message.text());
      });
      page.on("pageerror", (error) => troubles.push(String(error)));
      page.on("requestfailed", (request) => troubles.push(`not loaded: ${request.url()}`));
      await use(troubles);
      expect(troubles, "errors in the page").toEqual([]);
    },
    { auto: true },
  ],
  open: async ({ page, baseURL }, use) => {
    await use(async (hash = "") => {
      await page.goto(`${baseURL ?? ""}${hash}`);
      await expect(page.locator("html")).toHaveAttribute("data-boot", "ready");
    });
  },
});

export { expect };

/** Expects the page as it is now to have no accessibility violations that axe can see. */
export async function expectAccessible(page: Page): Promise<void> {
  // Evaluated by the debugger, which the content-security policy does not govern.
  await page.evaluate(AXE);
  const results = await page.evaluate<AxeResults>("axe.run()");
  const violations = results.violations.map(({ id, help, nodes }) => ({
    id,
    help,
    places: nodes.map((node) => node.html),
  }));
  expect(violations, "accessibility violations").toEqual([]);
}
