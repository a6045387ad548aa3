// Changing who one is, and what a guild is called; lifting a ban; ordering roles.
import { expect, test } from "@playwright/test";
import { arrive, composer, createGuild, inviteLink, joinBy, message, register, say, someName } from "./support/people";
import { emblem } from "./support/png";

test("a new name and picture show for everybody", async ({ browser }) => {
  const ada = await arrive(browser);
  const bob = await arrive(browser);
  await register(ada.page, someName("Ada"));
  await createGuild(ada.page, "Portraits");
  await joinBy(bob.page, await inviteLink(ada.page), someName("Bob"));
  await say(bob.page, "who am I");
  await bob.page.getByRole("button", { name: "Settings", exact: true }).click();
  await bob.page.getByLabel("Name").fill("Captain Bob");
  await bob.page.getByLabel("About me").fill("I sail.");
  await bob.page.locator("input[type=file][accept]").setInputFiles({ name: "me.png", mimeType: "image/png", buffer: emblem(96, [120, 60, 40], [250, 250, 240], [60, 160, 150]) });
  await bob.page.getByRole("button", { name: "Save" }).click();
  await expect(bob.page.getByText("Saved.", { exact: true })).toBeVisible();
  await expect(ada.page.locator(".member", { hasText: "Captain Bob" })).toBeVisible();
  const picture = ada.page.locator(".member", { hasText: "Captain Bob" }).locator("img");
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await ada.page.locator(".member", { hasText: "Captain Bob" }).click();
  await expect(ada.page.getByText("I sail.")).toBeVisible();
  await ada.context.close();
  await bob.context.close();
});

test("a guild is renamed, someone is banned, and the ban is lifted", async ({ browser }) => {
  const ada = await arrive(browser);
  const bob = await arrive(browser);
  const bobName = someName("Bob");
  await register(ada.page, someName("Ada"));
  await createGuild(ada.page, "Old Name");
  const link = await inviteLink(ada.page);
  await joinBy(bob.page, link, bobName);
  await say(bob.page, "hello there");
  await ada.page.locator(".member", { hasText: bobName }).click({ button: "right" });
  await ada.page.getByRole("menuitem", { name: `Ban ${bobName}` }).click();
  await ada.page.getByLabel("Delete their messages").selectOption("3600");
  await ada.page.getByRole("button", { name: "Ban", exact: true }).click();
  await expect(bob.page.getByText("This guild isn't here")).toBeVisible();
  await expect(ada.page.locator("article.message", { hasText: "hello there" })).toHaveCount(0);

  await ada.page.getByRole("button", { name: "Old Name" }).last().click();
  await ada.page.getByRole("menuitem", { name: "Guild settings" }).click();
  await ada.page.getByLabel("Guild name").fill("New Name");
  await ada.page.getByRole("button", { name: "Save" }).click();
  await expect(ada.page.getByRole("heading", { name: "New Name" })).toBeVisible();
  await ada.page.getByRole("tab", { name: "Bans" }).click();
  await ada.page.getByRole("button", { name: "Lift the ban" }).click();
  await expect(ada.page.getByText("Nobody is banned")).toBeVisible();
  await ada.page.keyboard.press("Escape");
  await bob.page.goto(new URL(link).pathname);
  await bob.page.getByRole("button", { name: "Join New Name" }).click();
  await expect(composer(bob.page)).toBeVisible();
  await ada.context.close();
  await bob.context.close();
});

test("a pinned message is found again, and a timeout silences", async ({ browser }) => {
  const ada = await arrive(browser);
  const bob = await arrive(browser);
  const bobName = someName("Bob");
  await register(ada.page, someName("Ada"));
  await createGuild(ada.page, "Notice Board");
  await joinBy(bob.page, await inviteLink(ada.page), bobName);
  await say(ada.page, "read this first");
  await message(ada.page, "read this first").click({ button: "right" });
  await ada.page.getByRole("menuitem", { name: "Pin to channel" }).click();
  await expect(bob.page.getByRole("button", { name: /pinned a message/ })).toBeVisible();
  await bob.page.getByRole("button", { name: "Pinned messages" }).click();
  await expect(bob.page.locator(".pins")).toContainText("read this first");
  await bob.page.keyboard.press("Escape");

  await ada.page.locator(".member", { hasText: bobName }).click({ button: "right" });
  await ada.page.getByRole("menuitem", { name: "Time out" }).click();
  await ada.page.getByRole("button", { name: "Time out", exact: true }).click();
  await expect(bob.page.getByText("You are in a timeout.")).toBeVisible();
  await ada.page.locator(".member", { hasText: bobName }).click({ button: "right" });
  await ada.page.getByRole("menuitem", { name: "End timeout" }).click();
  await expect(composer(bob.page)).toBeVisible();
  await ada.context.close();
  await bob.context.close();
});

test("a role moves up, and a channel settings change is seen", async ({ browser }) => {
  const { page, context } = await arrive(browser);
  await register(page, someName("Ada"));
  await createGuild(page, "Order");
  await page.getByRole("button", { name: "Order" }).last().click();
  await page.getByRole("menuitem", { name: "Guild settings" }).click();
  await page.getByRole("tab", { name: "Roles" }).click();
  for (const name of ["Lower", "Upper"]) {
    await page.getByRole("button", { name: "New role" }).click();
    await expect(page.getByLabel("Role name")).toHaveValue("new role");
    await page.getByLabel("Role name").fill(name);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);
  }
  const order = () => page.locator(".roles__row .truncate").allTextContents();
  await page.locator(".roles__row", { hasText: "Lower" }).getByRole("button").first().click();
  const before = await order();
  const direction = before.indexOf("Lower") > before.indexOf("Upper") ? "Move up" : "Move down";
  await page.getByRole("button", { name: direction }).click();
  await expect.poll(order).toEqual([before[1], before[0], before[2]]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Channel settings" }).click();
  await page.getByLabel("Topic").fill("Everything in its place");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Everything in its place" })).toBeVisible();
  await context.close();
});
