// Lectures: chosen from the menu, followed by "next", kept over a reload; and the page of the properties.

import { expect, expectAccessible, test } from "../board";

test("a lecture is chosen from the menu, goes on with next, and is there again after a reload", async ({ open, board, page }) => {
  await open("#s=free-play");
  const menu = board.header.locator("summary");
  await board.tabTo(menu);
  await page.keyboard.press("Enter");
  const lecture = board.header.getByRole("button", { name: "45 min: Safety, §5.4" });
  await board.tabTo(lecture);
  await page.keyboard.press("Enter");
  await expect(menu).toContainText("Raft in two minutes");
  const pill = board.header.getByRole("button", { name: /^Lecture: 45 min/ });
  await expect(pill).toHaveText("part 1 of 7");

  for (let press = 0; press < 12; press += 1) {
    if ((await pill.innerText()) === "part 2 of 7") break;
    await page.keyboard.press("PageDown");
  }
  await expect(pill).toHaveText("part 2 of 7");
  await expect(menu).toContainText("The returning follower");

  await menu.click();
  const part = board.header.getByRole("button", { name: /^The commit rule 28′/ });
  await expect(board.header.getByRole("button", { name: /^The returning follower 3′/ })).toHaveAttribute("aria-current", "step");
  await expectAccessible(page);
  await part.click();
  await expect(pill).toHaveText("part 5 of 7");
  await page.waitForTimeout(500);
  await page.reload();
  await expect(pill).toHaveText("part 5 of 7");
  await expect(menu).toContainText("The commit rule");

  await menu.click();
  await board.header.getByRole("button", { name: "Leave the lecture" }).click();
  await expect(pill).toBeHidden();
});

test("the page of the properties is reached from the menu and from the properties, and each part opens a run", async ({ open, board, page }) => {
  await open("#s=figure-8&at=c");
  await board.header.locator("summary").click();
  await board.header.getByRole("button", { name: "How the five properties rest on each other" }).click();
  const title = board.side.getByRole("heading", { level: 1 });
  await expect(title).toHaveText("How the five properties rest on each other");
  await expectAccessible(page);
  const parts = board.side.locator(".ground");
  await expect(parts).toHaveCount(5);
  await board.side.getByRole("button", { name: /^election restriction/ }).click();
  await expect(board.header.locator("summary")).toContainText("election restriction");

  await board.button("properties").click();
  await board.side.getByRole("button", { name: "How the five properties rest on each other" }).click();
  await board.side.getByRole("button", { name: "See it: Leader Completeness" }).click();
  await expect(board.header.locator("summary")).toContainText("Figure 9");
});

test("the page of the properties fits: nothing is cut, in both languages", async ({ open, board, page }) => {
  for (const [width, height] of [[1280, 720], [390, 844]] as const) {
    for (const language of ["en", "zh-CN"]) {
      await page.setViewportSize({ width, height });
      await open(`#s=figure-8&at=d-broken&lang=${language}`);
      await board.header.locator("summary").click();
      await board.header.getByRole("button", { name: /^(How the five properties|五条性质)/ }).click();
      const boxes = board.side.locator(".ground-rule, .ground-box");
      await expect(boxes).toHaveCount(12);
      const cut = await boxes.evaluateAll((all) =>
        all.filter((box) => box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1).map((box) => box.textContent),
      );
      expect(cut).toEqual([]);
      await page.goto("about:blank");
    }
  }
});
