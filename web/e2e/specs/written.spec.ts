// A lesson in one file: dropped on the page, played there with its prose and questions, and sent as a link.

import { readFileSync } from "node:fs";
import { expect, test } from "../board";
import { raftboard } from "../command-line";

const LESSON = readFileSync(new URL("../../../docs/two-leaders.raft", import.meta.url), "utf8");

/** Drops a file on the middle of the page, as somebody would who drags it there. */
async function drop(page: import("@playwright/test").Page, name: string, text: string): Promise<void> {
  const taken = await page.evaluate(
    ([name, text]) => {
      const dragged = new DataTransfer();
      dragged.items.add(new File([text], name));
      const target = document.elementFromPoint(innerWidth / 2, innerHeight / 2) ?? document.body;
      const event = (kind: string) =>
        new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: dragged });
      // What is not prevented here would be opened by the browser in place of the board.
      return !target.dispatchEvent(event("dragover")) && !target.dispatchEvent(event("drop"));
    },
    [name, text] as const,
  );
  expect(taken).toBe(true);
}

test.beforeEach(async ({ open, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open();
});

test("a lesson is dropped on the page and plays with everything in it", async ({ board, page }) => {
  await drop(page, "two-leaders.raft", LESSON);
  const lesson = board.side;
  await expect(lesson.getByRole("heading", { level: 1 })).toHaveText("Two leaders at once?");
  await expect(lesson).toContainText("the network is about to split");
  await expect(board.header).toContainText("Two leaders at once?");
  await board.openPanelHere("split");
  await expect(lesson.getByRole("heading", { level: 1 })).toHaveText("The network splits");
  await page.keyboard.press("a");
  await expect(lesson).toContainText("S1 hears nothing of the election");
  await lesson.getByRole("button", { name: /^B/ }).click();
  await expect(lesson).toContainText("There are now two leaders, but not in the same term.");
  await board.openPanelHere("healed");
  await expect(lesson).toContainText("only one of them reaches a majority");
  // In the other language, and back.
  await board.header.getByRole("button", { name: /中文/ }).click();
  await expect(lesson.getByRole("heading", { level: 1 })).toHaveText("网络恢复");
});

test("it is sent as a link and opened from it, at the moment that was shown", async ({ board, page }) => {
  await drop(page, "two-leaders.raft", LESSON);
  await board.openPanelHere("split");
  await board.openPane("share");
  await board.act("copyLink").click();
  await expect(board.notice).toBeVisible();
  const link = await board.clipboard();
  await page.evaluate(() => localStorage.clear());
  await page.goto("about:blank");
  await page.goto(link);
  await expect(board.side.getByRole("heading", { level: 1 })).toHaveText("The network splits");
  await board.openPane("script");
  await board.act("copyScript").click();
  await expect(board.notice).toBeVisible();
  const text = await board.clipboard();
  expect(text).toBe(LESSON);
  expect(raftboard("check", text).status).toBe(0);
});

test("signs in its texts are shown, and nothing is made of them", async ({ board, page }) => {
  const odd = "<img src=x onerror=alert(1)> **bold** `code` &lt; [word](#committed)";
  await drop(page, "odd.raft", `title odd "${odd}"\nservers S1 S2 S3\nstepped\nsay "${odd}"\npanel start\nsay "${odd}"\n`);
  await expect(board.side.getByText(odd).first()).toBeVisible();
  await expect(board.header.getByText(odd).first()).toBeVisible();
  expect(await page.locator("main img, main b:has-text('bold'), header img").count()).toBe(0);
});

test("a mistake in its words is told with its place", async ({ board, page }) => {
  await drop(page, "slip.raft", LESSON.replace('right "Yes, in term 2"', 'wrong "Yes, in term 2"'));
  await expect(board.side.getByRole("alert")).toContainText("none of the answers is right");
  await expect(board.editor).toHaveValue(/Two leaders at once/);
});
