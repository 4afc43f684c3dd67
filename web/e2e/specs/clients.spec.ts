// What clients know of their requests, beside what is true.

import { type Board, expect, expectAccessible, test } from "../board";

/** A request in the list: its chip, whom it asked, the event, and the status. */
function request(board: Board, command: string) {
  return board.side.getByRole("listitem").filter({ hasText: new RegExp(`^.${command}`) });
}

/** What the line below the cluster says: `x←1 acknowledged, y←2 unknown`. */
function line(said: string): RegExp {
  return new RegExp(`^(Clients|客户端)\\s+${said.split(", ").join("\\s*[,、]\\s*")}[,、]?\\s*$`);
}

test("in (c) of Figure 8 one client has its answer, and three know nothing", async ({ open, board, page }) => {
  await open("#s=figure-8&at=c");
  await expect(board.clients).toHaveAccessibleName(line("x←1 acknowledged, y←2 unknown, y←3 unknown, z←4 unknown"));
  await page.keyboard.press("q");
  await expect(board.side.getByRole("listitem")).toHaveCount(4);
  await expect(request(board, "x←1")).toContainText(/acknowledged\s*S3 has applied it/);
  await expect(request(board, "y←2")).toContainText(/S1.*unknown\s*S1 no longer leads term 2/);
  await expect(request(board, "y←2")).toContainText("In truth: on S1, S2 and S3, not committed");
  await expect(request(board, "z←4")).toContainText("S1 may still answer");
  await expectAccessible(page);
  // Each request leads to the event in which it was made.
  const asked = await request(board, "y←2").getByRole("button").first().innerText();
  await request(board, "y←2").getByRole("button").first().click();
  await expect(board.bar).toHaveValue(asked.replace(/\D/g, ""));
  await expect(board.clients).toHaveAccessibleName(line("x←1 acknowledged, y←2 unknown"));
  await expect(board.clients).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("q");
  await expect(board.clients).toHaveAttribute("aria-pressed", "false");
});

test("what is committed in (e) is not known to the client whose leader had crashed", async ({ open, board }) => {
  await open("#s=figure-8&at=e");
  await board.clients.click();
  await expect(request(board, "y←2")).toContainText(/unknown[^]*In truth: committed/);
  await expect(request(board, "y←3")).toContainText(/superseded[^]*y←2 is committed at index 2/);
  await expect(request(board, "z←4")).toContainText(/acknowledged/);
});

test("in (d′) what was committed is lost, though nobody had told its client", async ({ open, board, page }) => {
  await open("#s=figure-8&at=d-broken");
  await expect(board.clients).toHaveAccessibleName(line("x←1 acknowledged, y←2 superseded, y←3 unknown, z←4 unknown"));
  await board.clients.click();
  await expect(request(board, "y←2")).toContainText(/S1 has not answered[^]*In truth: it was committed, and then y←3 was/);
  await expectAccessible(page);
});

test("without the election restriction an answer that was given is lost", async ({ open, board, page }) => {
  await open();
  const script = [
    "title lost", "servers S1 S2 S3", "stepped", "rule election-restriction off", "elect S1", "lose rest",
    "request S1 a=1", "replicate S1 to S2", "lose rest", "elect S3 by S2", "request S3 b=2", "replicate S3 to S2", "",
  ];
  await board.openFile("lost.raft", script.join("\n"));
  await page.keyboard.press("End");
  await expect(board.clients).toHaveAccessibleName(line("a←1 acknowledged, and lost, b←2 acknowledged"));
  await board.clients.click();
  await expect(request(board, "a←1")).toContainText("acknowledged, and lost");
  const alarm = await request(board, "a←1").locator("b").last().evaluate((word) => getComputedStyle(word).color);
  const fine = await request(board, "b←2").locator("b").last().evaluate((word) => getComputedStyle(word).color);
  expect(alarm).not.toBe(fine);
});

test("the view is there in Chinese, in the dark and on a phone", async ({ open, board, page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 390, height: 844 });
  await open("#s=figure-8&at=d-broken&lang=zh-CN");
  await expect(board.clients).toHaveAccessibleName(line("x←1 已答复, y←2 已被取代, y←3 未知, z←4 未知"));
  await board.clients.click();
  await expect(board.side).toContainText("事实：它曾已提交，后来提交了 y←3");
  await expectAccessible(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide).toBe(0);
});

test("a command that is too long for the line is cut, and is there", async ({ open, board, page }) => {
  await open();
  await board.openFile("long.raft", "title long\nservers S1 S2 S3\nstepped\nelect S1\nsettle\nrequest S1 a=1\nrequest S1 WWWWWWWWWWWW\n");
  await page.keyboard.press("Escape");
  await page.keyboard.press("End");
  await expect(board.clients).toHaveAccessibleName(line("WWWWWWWWWWWW unknown"));
  const beyond = await board.clients.evaluate((one) => one.scrollWidth - one.clientWidth);
  expect(beyond).toBeLessThanOrEqual(1);
});
