// In front of a class: answers that stay hidden until the teacher shows them, and speaker notes.

import { type Board, expect, expectAccessible, test } from "../board";
import { answersGivenAway } from "../lessons";

async function hideAnswers(board: Board): Promise<void> {
  await board.openPane("settings");
  await board.side.getByRole("switch", { name: board.name("hideAnswers") }).click();
  await board.page.keyboard.press("Escape");
}

for (const language of ["en", "zh-CN"] as const) {
  test(`answers pressed by mistake show nothing, and the teacher shows the answer, in ${language}`, async ({ open, board, page }) => {
    await open(`#s=figure-8&at=c&lang=${language}`);
    await hideAnswers(board);
    await expect(board.question).toContainText("A");
    await expect(board.question.getByRole("listitem")).toHaveCount(3);
    await expectAccessible(page);
    for (const key of ["a", "b", "c", ".", "Space"]) {
      await page.keyboard.press(key);
      await expect(board.question, key).toBeVisible();
    }
    await board.question.getByRole("listitem").first().click();
    await expect(board.question).toBeVisible();
    await expect(board.ownBranches).toHaveCount(0);
    expect(answersGivenAway(language, await page.locator("body").innerText())).toEqual([]);
    await board.question.getByRole("button", { name: board.name("showAnswer") }).click();
    await expect(board.question).toHaveCount(0);
    await expect(board.side).toContainText(/B/);
    expect(answersGivenAway(language, await page.locator("body").innerText())).not.toEqual([]);
  });
}

test("a clicker shows the answer and goes on; the setting stays", async ({ open, board, page }) => {
  await open("#s=figure-8&at=c");
  await hideAnswers(board);
  await page.keyboard.press("PageDown");
  await expect(board.question).toHaveCount(0);
  await page.keyboard.press("PageDown");
  await board.expectAt("d");
  await page.reload();
  await board.openPane("settings");
  await expect(board.side.getByRole("switch", { name: board.name("hideAnswers") })).toHaveAttribute("aria-checked", "true");
});

test("why the chosen answer is wrong stands beside why the right one is right", async ({ open, board, page }) => {
  await open("#s=figure-8&at=c");
  await page.keyboard.press("a");
  const answered = board.side.getByRole("region", { name: board.name("answered") });
  await expect(answered.getByText("S5 can still win")).toBeVisible();
  await expect(answered.getByText(/^S1 counts copies only for entries .*own term/)).toBeVisible();
});

test("speaker notes are seen only by those who want them", async ({ open, board, page }) => {
  await open("#s=figure-8&at=c");
  const notes = board.side.getByRole("region", { name: board.name("speakerNotes") });
  await expect(notes).toHaveCount(0);
  await page.keyboard.press("n");
  await expect(notes).toContainText("Let the class raise hands");
  await expectAccessible(page);
  await board.openPanelHere("b");
  await expect(notes).toContainText("two different entries for index 2");
  // The setting stays, and so does the place, whatever the address says.
  await page.reload();
  await expect(notes).toContainText("two different entries for index 2");
  await board.openPanelHere("c");
  await expect(notes).toContainText("Let the class raise hands");
  await board.openPane("settings");
  await board.side.getByRole("switch", { name: board.name("speakerNotes") }).click();
  await page.keyboard.press("Escape");
  await expect(board.question).toBeVisible();
  await expect(notes).toHaveCount(0);
});
