// What every spec starts from: an opened board that is watched for errors, where everything on it
// is found, and the check for accessibility.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type FileChooser, test as base, type Locator, type Page } from "@playwright/test";
import type { AxeResults } from "axe-core";
import { NAMES, type Name } from "./names";
import type { Row } from "./paper";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Fixtures {
  /** Everything that went wrong in the page so far; a test that leaves something in it fails. */
  troubles: string[];
  /** Opens the board, at a hash such as `#s=figure-8` or as it is, and waits until it is ready. */
  open: (hash?: string) => Promise<void>;
  /** Where everything on the page is. */
  board: Board;
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
  board: async ({ page }, use) => {
    await use(new Board(page));
  },
});

export { expect };

/** Where everything on the page is: roles, names and data- attributes, no classes. */
export class Board {
  constructor(readonly page: Page) {}

  /** The board on another page. */
  on(page: Page): Board {
    return new Board(page);
  }

  // ---- The areas.

  get html(): Locator {
    return this.page.locator("html");
  }
  get stage(): Locator {
    return this.page.getByRole("group", { name: NAMES.cluster });
  }
  get side(): Locator {
    return this.page.getByRole("region", { name: NAMES.side });
  }
  get question(): Locator {
    return this.page.getByRole("region", { name: NAMES.question });
  }
  get caption(): Locator {
    return this.page.locator("p[aria-live]");
  }
  get bar(): Locator {
    return this.page.getByRole("slider");
  }
  /** The line below the cluster that says what clients know. */
  get clients(): Locator {
    return this.page.getByRole("button", { name: NAMES.clients });
  }
  get dials(): Locator {
    return this.page.getByRole("group", { name: NAMES.dials });
  }
  get header(): Locator {
    return this.page.getByRole("banner");
  }
  get help(): Locator {
    return this.page.getByRole("dialog");
  }
  get editor(): Locator {
    return this.side.locator("textarea");
  }
  get digest(): Locator {
    return this.page.locator("#digest");
  }
  /** Whatever the board has to tell; it has a button that closes it. */
  get notice(): Locator {
    return this.page
    .getByRole("status")
    .filter({ has: this.page.getByRole("button", { name: NAMES.close }) });
  }
  /** How the argument ends, at its top. */
  get outcome(): Locator {
    return this.side.getByRole("status");
  }
  /** A step of the argument, from 0. */
  step(number: number): Locator {
    return this.side.getByRole("list", { name: NAMES.steps }).getByRole("button", { name: new RegExp(`^${number} ?\\D`) });
  }
  /** The line of the script that made the event that is shown. */
  get currentLine(): Locator {
    return this.side.locator("li[aria-current]");
  }

  /** The button of this name. */
  button(name: Name): Locator {
    return this.page.getByRole("button", { name: NAMES[name] });
  }

  /** The button of this name on the right. */
  act(name: Name): Locator {
    return this.side.getByRole("button", { name: NAMES[name] });
  }

  /** Anything with this text. */
  name(name: Name): RegExp {
    return NAMES[name];
  }

  /** A server in the cluster. */
  server(id: string): Locator {
    return this.stage.locator(`[data-server="${id}"]`);
  }

  /** A server's row in the ledger. */
  row(id: string): Locator {
    return this.page.locator(`tr[data-server="${id}"]`);
  }

  /** The messages under way whose description has this in it, such as `S3 → S1`. */
  messages(what: string | RegExp = ""): Locator {
    return this.stage.locator("[data-message]").and(this.page.getByRole("button", { name: what }));
  }

  /** A panel's or an own branch's small ledger in the strip. */
  panel(name: string): Locator {
    return this.page.locator(`[data-panel="${name}"]`);
  }

  /** The small ledgers of the branches that somebody made. */
  get ownBranches(): Locator {
    return this.page.locator('[data-panel^="branch-"]');
  }

  // ---- What they say.

  /** The ledger as it is on the page: row heads, terms, and which cells are known to be committed. */
  async ledger(): Promise<Row[]> {
    return this.page.locator("tr[data-server]").evaluateAll((rows) =>
      rows.map((shown) => {
        // What is lit up as evidence is no part of the logs.
        const row = shown.cloneNode(true) as Element;
        for (const note of row.querySelectorAll("[role=note]")) note.remove();
        const head = row.querySelector("th")?.textContent ?? "";
        const down = /down|已宕机/.test(head);
        const leads = /leader|领导者/.test(head);
        const stands = /candidate|候选人/.test(head);
        const cells = [...row.querySelectorAll("td")].map((cell) => {
          const now = cell.cloneNode(true) as Element;
          for (const gone of now.querySelectorAll("del")) gone.remove();
          return { text: now.textContent ?? "", known: now.querySelector("[role=img]") !== null };
        });
        const entries = cells.filter((cell) => cell.text !== "");
        return {
          id: row.getAttribute("data-server") ?? "",
          role: down ? "down" : leads ? "leader" : stands ? "candidate" : "follower",
          term: Number(/(?:term|任期) (\d+)/.exec(head)?.[1]),
          log: entries.map((cell) => Number.parseInt(cell.text)),
          known: entries.flatMap((cell, place) => (cell.known ? [place + 1] : [])),
        };
      }),
    );
  }

  /** Waits until the ledger is this. */
  async expectLedger(rows: Row[]): Promise<void> {
    await expect.poll(() => this.ledger(), "the ledger").toEqual(rows);
  }

  /** A server's row, read from the page. */
  async rowOf(id: string): Promise<Row> {
    const row = (await this.ledger()).find((one) => one.id === id);
    if (row === undefined) throw new Error(`no row for ${id}`);
    return row;
  }

  /** What stands over each column: `committed`, `on 3 of 5`, or nothing. */
  async facts(): Promise<string[]> {
    const texts = await this.page.locator("table thead tr").first().locator("td").allInnerTexts();
    return texts.slice(1).map((text) => text.trim());
  }

  /** The number of the event that is shown. */
  async event(): Promise<number> {
    return Number(await this.bar.inputValue());
  }

  /** Waits until this is the panel that is shown. */
  async expectAt(panel: string): Promise<void> {
    await expect(this.panel(panel)).toHaveAttribute("aria-current", "step");
  }

  // ---- What one does.

  /** From the first visit to Figure 8, by mouse. */
  async openFigure8(): Promise<void> {
    await this.act("figure8").click();
    await expect(this.panel("c")).toBeVisible();
  }

  /** From the first visit to a panel of Figure 8, with the question answered where it must be. */
  async openPanel(name: string): Promise<void> {
    await this.openFigure8();
    if (!["a", "b", "c"].includes(name)) {
      await this.panel("c").click();
      await this.page.keyboard.press("b");
    }
    await this.openPanelHere(name);
  }

  /** Opens a lesson from the list, by its English or Chinese title. */
  async openLesson(title: RegExp): Promise<void> {
    await this.header.locator("summary").click();
    await this.header.getByRole("button", { name: title }).click();
  }

  /** As with a clicker: PageDown plays to this panel, and a second press goes there at once. */
  async pageDownTo(panel: string): Promise<void> {
    await this.page.keyboard.press("PageDown");
    // Without motion it is there already, and a second press would go on.
    if ((await this.panel(panel).getAttribute("aria-current")) !== "step" && (await this.button("pause").count()) > 0) {
      await this.page.keyboard.press("PageDown");
    }
    await this.expectAt(panel);
  }

  /** To a panel of the lesson that is open. */
  async openPanelHere(name: string): Promise<void> {
    await this.panel(name).click();
    await this.expectAt(name);
  }

  /** The rows of the stored runs; their pane is open. */
  get runs(): Locator {
    return this.side.getByRole("list", { name: NAMES.yourRuns }).getByRole("listitem");
  }

  /** Opens the list of stored runs. */
  async openRuns(): Promise<void> {
    if (await this.notice.isVisible()) await this.notice.getByRole("button", { name: NAMES.close }).click();
    await this.openPane("share");
    await this.act("yourRuns").click();
    await expect(this.side.getByRole("heading", { name: NAMES.yourRuns })).toBeVisible();
  }

  /** Waits until a record is stored that says this in its first line. */
  async expectStored(what: RegExp): Promise<void> {
    await expect.poll(() => this.records(), "the records").toContainEqual(expect.stringMatching(what));
  }

  /** The first lines of the stored records. */
  async records(): Promise<string[]> {
    return this.page.evaluate(() =>
      Object.entries(localStorage)
        .filter(([name]) => name.startsWith("raftboard.run."))
        .map(([, text]) => String(text).split("\n")[0] ?? ""),
    );
  }

  /** Opens a pane by its button in the header. */
  async openPane(name: "proof" | "rules" | "script" | "share" | "settings"): Promise<void> {
    const button = this.header.getByRole("button", { name: NAMES[name] });
    await button.click();
    await expect(button).toHaveAttribute("aria-pressed", "true");
  }

  /** Chooses a server in the cluster. */
  async choose(id: string): Promise<void> {
    await this.server(id).click();
    await expect(this.server(id)).toHaveAttribute("aria-pressed", "true");
  }

  /** Waits until something that is done changes what has just happened. */
  async expectChange(act: () => Promise<void>): Promise<void> {
    const before = await this.caption.innerText();
    await act();
    await expect(this.caption).not.toHaveText(before);
  }

  /** Presses Tab until this has the focus: what a person without a mouse does. */
  async tabTo(target: Locator): Promise<void> {
    await expect(target).toBeVisible();
    for (let presses = 0; presses < 80; presses += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press("Tab");
    }
    throw new Error("Tab does not get there");
  }

  /** The text of the clipboard. */
  async clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Opens a file through the board's own button. */
  async openFile(name: string, content: string | Buffer): Promise<void> {
    const chooser = await this.chooseFile();
    await chooser.setFiles(asFile(name, content));
  }

  /** Asks to open a file. What it gives waits for one. */
  async chooseFile(): Promise<FileChooser> {
    await this.openPane("share");
    const [chooser] = await Promise.all([this.page.waitForEvent("filechooser"), this.act("openFile").click()]);
    return chooser;
  }
}

/** A text as a file to choose. */
export function asFile(name: string, content: string | Buffer): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: "text/plain", buffer: Buffer.from(content) };
}

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
