// From opening the page to the board, and every way this can fail.

import { readFileSync } from "node:fs";
import { expect, expectAccessible, test } from "../board";

test("the board opens without errors and is accessible", async ({ page, open }) => {
  await open();
  await expect(page).toHaveTitle(/Raftboard/);
  await expect(page.getByRole("main")).toBeVisible();
  await expect(page.locator("#boot")).toBeHidden();
  await expectAccessible(page);
});

test("the policy lets no other code run", async ({ page, open, troubles }) => {
  await open();
  const policy = page.locator('meta[http-equiv="Content-Security-Policy"]');
  await expect(policy).toHaveAttribute("content", /default-src 'none'/);
  await expect(policy).not.toHaveAttribute("content", /'unsafe-(inline|eval)'/);
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "document.title = 'broken into'";
    document.body.append(script);
  });
  await expect(page).toHaveTitle(/Raftboard/);
  expect(troubles.splice(0).join()).toContain("Content Security Policy");
});

test("every file of a first visit is loaded once, and nothing from elsewhere", async ({ page, open, baseURL }) => {
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(request.url()));
  await open();
  await page.waitForLoadState("networkidle");
  const files = loaded.filter((address) => !address.startsWith("data:"));
  expect(files).toEqual([...new Set(files)]);
  const home = baseURL?.startsWith("http") ? baseURL : "file:";
  expect(files.filter((address) => !address.startsWith(home ?? ""))).toEqual([]);
  // `cargo xtask` weighs the files that the page names, the words and the first lesson: no others are loaded.
  const source = readFileSync(new URL("../../../dist/index.html", import.meta.url), "utf8");
  const names = files.map((address) => new URL(address).pathname.split("/").at(-1) ?? "");
  const others = names.filter((name) => name !== "raftboard.html" && !source.includes(name));
  const expected = [/^en\.[0-9a-f]{8}\.txt$/, /^hello\.[0-9a-f]{8}\.txt$/].map((name) => expect.stringMatching(name));
  expect(others).toEqual(baseURL?.startsWith("http") ? expected : []);
});

test("a browser without WebAssembly is told so", async ({ page, baseURL, troubles }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
  await page.goto(baseURL ?? "");
  await expect(page.getByRole("alert")).toHaveCount(1);
  await expect(page.getByRole("alert")).toContainText("too old");
  await expect(page.getByRole("alert")).toContainText("版本太旧");
  await expectAccessible(page);
  troubles.splice(0);
});

test("wasm that cannot start is reported with its reason and a way out", async ({ page, baseURL, troubles }) => {
  await page.addInitScript(() => {
    const refuse = () => Promise.reject(new Error("no wasm today"));
    Object.assign(WebAssembly, { instantiate: refuse, instantiateStreaming: refuse });
  });
  await page.goto(baseURL ?? "");
  await expect(page.getByRole("alert")).toContainText("could not be loaded");
  await expect(page.getByRole("alert")).toContainText("无法加载");
  await expect(page.getByText("no wasm today")).toBeVisible();
  await expect(page.getByRole("button", { name: "Reload" })).toBeVisible();
  await expectAccessible(page);
  troubles.splice(0);
});

test("a file that is missing on the host is reported", async ({ page, baseURL, troubles }, { project }) => {
  test.skip(project.name === "file", "the single file needs no other");
  for (const missing of [/_bg\.bin$/, /\.js$/]) {
    await page.route(missing, (route) => route.fulfill({ status: 404, body: "" }));
    await page.goto(baseURL ?? "");
    await expect(page.getByRole("alert")).toContainText("could not be loaded");
    await page.unrouteAll();
  }
  troubles.splice(0);
});

for (const [damage, body] of [["empty", ""], ["another page", "<!doctype html><p>404</p>"], ["cut off", undefined]] as const) {
  test(`a program that comes ${damage} is reported`, async ({ page, baseURL, troubles }, { project }) => {
    test.skip(project.name === "file", "the single file needs no other");
    await page.route(/_bg\.bin$/, async (route) => {
      const whole = await (await route.fetch()).body();
      await route.fulfill({ body: body ?? whole.subarray(0, whole.length - 9) });
    });
    await page.goto(baseURL ?? "");
    await expect(page.getByRole("alert")).toContainText("could not be loaded");
    await expect(page.getByText("damaged on its way")).toBeVisible();
    troubles.splice(0);
  });
}

test("an error in the running wasm shows the crash screen", async ({ page, open, troubles }) => {
  await open();
  await page.evaluate(() => {
    setTimeout(() => {
      throw new WebAssembly.RuntimeError("unreachable");
    });
  });
  await expect(page.getByRole("alert")).toContainText("has stopped");
  await expect(page.getByRole("alert")).toContainText("停止运行");
  await expect(page.locator("#board")).toBeHidden();
  await expectAccessible(page);
  troubles.splice(0);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the page says what it needs", async ({ page, baseURL, troubles }) => {
    await page.goto(baseURL ?? "");
    const message = page.locator("noscript p");
    await expect(message).toContainText(["needs JavaScript", "需要 JavaScript"]);
    await expect(message.first()).toBeVisible();
    await expect(page.getByText("is loading")).toBeHidden();
    // The files that are named to be loaded early are given up.
    troubles.splice(0);
  });
});
