// Connections come and go; nothing that was said may be lost or doubled.
import { expect, test } from "@playwright/test";
import { arrive, composer, createGuild, inviteLink, joinBy, message, register, say, someName } from "./support/people";

test("what was missed offline is there after the connection resumes", async ({ browser }) => {
  const ada = await arrive(browser);
  const bob = await arrive(browser);
  await register(ada.page, someName("Ada"));
  await createGuild(ada.page, "Harbour");
  await joinBy(bob.page, await inviteLink(ada.page), someName("Bob"));
  await say(ada.page, "before the storm");
  await expect(message(bob.page, "before the storm")).toBeVisible();

  const sent: string[] = [];
  bob.page.on("websocket", (socket) => socket.on("framesent", (frame) => sent.push(String(frame.payload))));
  await bob.context.setOffline(true);
  await expect(bob.page.getByText("No connection.")).toBeVisible();
  for (const text of ["first in the storm", "second in the storm", "third in the storm"]) await say(ada.page, text);
  await bob.context.setOffline(false);
  for (const text of ["first in the storm", "second in the storm", "third in the storm"]) {
    await expect(message(bob.page, text)).toBeVisible();
    await expect(bob.page.locator("article.message", { hasText: text })).toHaveCount(1);
  }
  await expect(bob.page.getByText("No connection.")).toBeHidden();
  expect(sent.some((frame) => frame.includes('"op":6'))).toBe(true);
  expect(sent.some((frame) => frame.includes('"op":2'))).toBe(false);
  await ada.context.close();
  await bob.context.close();
});

test("a message that could not leave is kept, and sent once on retry", async ({ browser }) => {
  const ada = await arrive(browser);
  await register(ada.page, someName("Ada"));
  await createGuild(ada.page, "Harbour");
  await say(ada.page, "all is well");
  await ada.page.route("**/messages", (route) => route.request().method() === "POST" ? route.abort() : route.continue());
  await composer(ada.page).fill("into the void");
  await composer(ada.page).press("Enter");
  await expect(ada.page.getByRole("button", { name: "Try again" })).toBeVisible();
  await ada.page.unroute("**/messages");
  await ada.page.getByRole("button", { name: "Try again" }).click();
  await expect(message(ada.page, "into the void")).toBeVisible();
  await expect(ada.page.getByRole("button", { name: "Try again" })).toHaveCount(0);
  await ada.page.reload();
  await expect(message(ada.page, "into the void")).toBeVisible();
  await expect(ada.page.locator("article.message", { hasText: "into the void" })).toHaveCount(1);
  await ada.context.close();
});

test("a draft waits in its channel, also over a reload", async ({ browser }) => {
  const ada = await arrive(browser);
  await register(ada.page, someName("Ada"));
  await createGuild(ada.page, "Harbour");
  await composer(ada.page).fill("half a thought");
  await ada.page.reload();
  await expect(composer(ada.page)).toHaveValue("half a thought");
  await ada.context.close();
});

test("history is walked page by page, and one jump leads back", async ({ browser }) => {
  const ada = await arrive(browser);
  await register(ada.page, someName("Ada"));
  await createGuild(ada.page, "Archive");
  const { call } = await import("./support/api");
  const token = JSON.parse(await ada.page.evaluate(() => localStorage.getItem("guildhall.token") ?? "null")) as string;
  const channel = new URL(ada.page.url()).pathname.split("/")[3] ?? "";
  for (let index = 1; index <= 160; index++) await call(token, "POST", `/channels/${channel}/messages`, { content: `line ${String(index).padStart(3, "0")}` });
  await expect(message(ada.page, "line 160")).toBeVisible();
  await ada.page.reload();
  await expect(message(ada.page, "line 160")).toBeVisible();
  await ada.page.locator(".messages__scroll").hover();
  await expect(async () => {
    await ada.page.mouse.wheel(0, -2500);
    await expect(ada.page.getByText("line 001")).toBeVisible({ timeout: 200 });
  }).toPass({ timeout: 120_000 });
  await expect(ada.page.getByRole("heading", { name: /Welcome to #/ })).toBeVisible();
  await ada.page.getByRole("button", { name: /Latest messages|Jump to the present/ }).click();
  await expect(message(ada.page, "line 160")).toBeVisible();
  await ada.context.close();
});
