// A panic in the program, or whatever else stops it: nothing that somebody did may be lost in it.

import { readFileSync } from "node:fs";
import { asFile, type Board, expect, expectAccessible, test } from "../board";
import type { Row } from "../paper";

type Stop = (board: Board) => Promise<void>;

const panic: Stop = (board) => board.page.evaluate(() => void window.dispatchEvent(new Event("raftboard-panic")));

/** Too deep a recursion, as of a program whose stack is full. */
const overflow: Stop = (board) =>
  board.page.evaluate(() => {
    const deeper = (): number => 1 + deeper();
    setTimeout(deeper);
  });

/** All memory that a wasm can have is taken, and then the program needs some. */
const outOfMemory: Stop = async (board) => {
  const chooser = await board.chooseFile();
  await board.page.evaluate(() => {
    const { memory } = globalThis as unknown as { memory: WebAssembly.Memory };
    for (let pages = 65536; pages > 0; ) {
      try {
        memory.grow(pages);
      } catch {
        pages >>= 1;
      }
    }
  });
  await chooser.setFiles(asFile("long.raft", `title long\nservers S1 S2 S3\nstepped\n${"# a comment\n".repeat(80_000)}`));
};

/** Keeps the memory of the program, which it tells no one. */
const watchMemory = () => {
  const { instantiate, instantiateStreaming } = WebAssembly;
  const keep = (result: WebAssembly.WebAssemblyInstantiatedSource) => {
    Object.assign(globalThis, { memory: result.instance.exports["memory"] });
    return result;
  };
  Object.assign(WebAssembly, {
    instantiate: async (bytes: BufferSource, imports: WebAssembly.Imports) => keep(await instantiate(bytes, imports)),
    instantiateStreaming: async (answer: Response, imports: WebAssembly.Imports) => keep(await instantiateStreaming(answer, imports)),
  });
};

/** Something of one's own on the board, and then it stops. Returns what the ledger was. */
async function crash(board: Board, stop: Stop = panic): Promise<Row[]> {
  await board.openFigure8();
  await board.openPanelHere("c");
  await board.choose("S4");
  await board.page.keyboard.press("o");
  await expect(board.ownBranches).toHaveCount(1);
  const ledger = await board.ledger();
  await stop(board);
  await expect(board.html).toHaveAttribute("data-boot", "crashed");
  return ledger;
}

test.beforeEach(async ({ open, page }) => {
  await page.addInitScript(watchMemory);
  await open();
});

test.afterEach(({ troubles }) => {
  // The cause itself is told on the console.
  expect(troubles.splice(0).join()).toMatch(/panic|RangeError|RuntimeError/);
});

test("a panic shows the crash screen in both languages, with what happened", async ({ board, page }) => {
  await crash(board);
  const screen = page.getByRole("alert");
  await expect(screen).toContainText("has stopped");
  await expect(screen).toContainText("停止运行");
  await expect(page.getByText("a test asked for a panic")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Reload/ })).toBeVisible();
  await expectAccessible(page);
});

for (const [what, stop] of Object.entries({ "a panic": panic, "too deep a recursion": overflow, "running out of memory": outOfMemory })) {
  test(`after ${what} the run is offered as a file, and opening that file brings it back`, async ({ board, page, context, baseURL }) => {
    const ledger = await crash(board, stop);
    await expect(page.getByRole("alert")).toContainText("has stopped");
    const link = page.getByRole("link", { name: /^Save the run/ });
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    const file = readFileSync(await download.path());
    expect(file.toString("utf8")).toMatch(/^raftboard-session/);

    const other = await context.newPage();
    await other.addInitScript(() => localStorage.clear());
    await other.goto(baseURL ?? "");
    await expect(other.locator("html")).toHaveAttribute("data-boot", "ready");
    const fresh = board.on(other);
    await fresh.openFile("run.raftboard", file);
    await expect(fresh.ownBranches).toHaveCount(1);
    await fresh.expectLedger(ledger);
  });
}

test("a reload brings the run back", async ({ board, page }) => {
  const ledger = await crash(board);
  await page.getByRole("button", { name: /^Reload/ }).click();
  await expect(board.html).toHaveAttribute("data-boot", "ready");
  await expect(board.ownBranches).toHaveCount(1);
  await board.expectLedger(ledger);
});

test("one can start afresh, if what is stored is what crashes", async ({ board, page }) => {
  await crash(board);
  await page.getByRole("button", { name: /^Start again/ }).click();
  await expect(board.html).toHaveAttribute("data-boot", "ready");
  await expect(board.act("hello")).toBeVisible();
});
