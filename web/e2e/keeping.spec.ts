// Running a guild: channels, roles, permissions, and people who go.
import { expect, test } from "@playwright/test";
import { arrive, composer, createGuild, inviteLink, joinBy, message, register, say, someName } from "./support/people";

test("a channel is created, closed to the others, and opened again by a role", async ({ browser }) => {
  const ada = await arrive(browser);
  const bob = await arrive(browser);
  const bobName = someName("Bob");
  await register(ada.page, someName("Ada"));
  await createGuild(ada.page, "Workshop");
  await joinBy(bob.page, await inviteLink(ada.page), bobName);

  await ada.page.getByRole("button", { name: "Workshop" }).last().click();
  await ada.page.getByRole("menuitem", { name: "Create channel" }).click();
  await ada.page.getByLabel("Name").fill("Back Room");
  await ada.page.getByRole("switch", { name: "Private" }).click();
  await ada.page.getByRole("button", { name: "Create", exact: true }).click();
  await expect(ada.page.getByRole("heading", { name: "back-room", exact: true })).toBeVisible();
  await say(ada.page, "nobody else hears this");
  await expect(bob.page.getByRole("link", { name: /back-room/ })).toHaveCount(0);

  await ada.page.getByRole("button", { name: "Workshop" }).last().click();
  await ada.page.getByRole("menuitem", { name: "Guild settings" }).click();
  await ada.page.getByRole("tab", { name: "Roles" }).click();
  await ada.page.getByRole("button", { name: "New role" }).click();
  await ada.page.getByLabel("Role name").fill("Keyholders");
  await ada.page.getByRole("button", { name: "Save" }).click();
  await expect(ada.page.getByRole("button", { name: "Save" })).toHaveCount(0);
  await ada.page.keyboard.press("Escape");

  await expect(ada.page.locator(".member", { hasText: bobName })).toHaveCount(0);
  await ada.page.getByRole("link", { name: "general" }).click();
  await ada.page.locator(".member", { hasText: bobName }).click();
  await ada.page.getByRole("button", { name: "Give a role" }).click();
  await ada.page.getByRole("menuitem", { name: "Keyholders" }).click();
  await expect(ada.page.locator(".chip", { hasText: "Keyholders" })).toBeVisible();
  await ada.page.keyboard.press("Escape");

  await ada.page.getByRole("link", { name: /back-room/ }).click();
  await ada.page.getByRole("button", { name: "Channel settings" }).click();
  await ada.page.getByRole("tab", { name: "Permissions" }).click();
  await ada.page.getByRole("button", { name: "Role or person" }).click();
  await ada.page.getByRole("menuitem", { name: "Keyholders" }).click();
  await ada.page.getByRole("radiogroup", { name: "See channels" }).getByRole("radio", { name: "Allow" }).click();
  await ada.page.getByRole("button", { name: "Save" }).click();
  await bob.page.getByRole("link", { name: /back-room/ }).click();
  await expect(message(bob.page, "nobody else hears this")).toBeVisible();
  await ada.context.close();
  await bob.context.close();
});

test("who is kicked is shown out, and can come back", async ({ browser }) => {
  const ada = await arrive(browser);
  const bob = await arrive(browser);
  const bobName = someName("Bob");
  await register(ada.page, someName("Ada"));
  await createGuild(ada.page, "Tavern");
  const link = await inviteLink(ada.page);
  await joinBy(bob.page, link, bobName);
  await ada.page.locator(".member", { hasText: bobName }).click({ button: "right" });
  await ada.page.getByRole("menuitem", { name: `Kick ${bobName}` }).click();
  await ada.page.getByRole("button", { name: "Kick", exact: true }).click();
  await expect(bob.page.getByText("This guild isn't here")).toBeVisible();
  await expect(ada.page.locator(".member", { hasText: bobName })).toHaveCount(0);
  await bob.page.goto(new URL(link).pathname);
  await bob.page.getByRole("button", { name: "Join Tavern" }).click();
  await expect(composer(bob.page)).toBeVisible();
  await ada.context.close();
  await bob.context.close();
});

test("what is unread shows, a mention counts, and reading clears it", async ({ browser }) => {
  const ada = await arrive(browser);
  const bob = await arrive(browser);
  const bobName = someName("Bob");
  await register(ada.page, someName("Ada"));
  await createGuild(ada.page, "Post Office");
  await joinBy(bob.page, await inviteLink(ada.page), bobName);
  await ada.page.getByRole("button", { name: "New channel" }).click();
  await ada.page.getByLabel("Name").fill("letters");
  await ada.page.getByRole("button", { name: "Create", exact: true }).click();
  await expect(ada.page.getByRole("heading", { name: "letters", exact: true })).toBeVisible();
  await expect(bob.page.getByRole("link", { name: "letters" })).toBeVisible();
  await say(ada.page, "a letter has come");
  await expect(bob.page.getByRole("link", { name: "letters, unread" })).toBeVisible();
  await composer(ada.page).fill(`for you, @${bobName.toLowerCase().replace(" ", ".")} `);
  await composer(ada.page).press("Enter");
  await expect(bob.page.getByRole("link", { name: "letters, 1 mentions" })).toBeVisible();
  await bob.page.getByRole("link", { name: /letters/ }).click();
  await expect(message(bob.page, "a letter has come")).toBeVisible();
  await bob.page.bringToFront();
  await expect(bob.page.getByRole("link", { name: "letters", exact: true })).toBeVisible();
  await ada.context.close();
  await bob.context.close();
});
