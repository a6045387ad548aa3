// The main job, whole: two people meet through an invite link and talk, and a bot joins in.
import { expect, test } from "@playwright/test";
import { call, createBot } from "./support/api";
import { arrive, composer, createGuild, inviteLink, joinBy, message, picture, register, say, someName } from "./support/people";
import { landscape } from "./support/png";

test("two people and a bot talk in one channel", async ({ browser }) => {
  const ada = await arrive(browser);
  const bob = await arrive(browser);
  const bobName = someName("Bob");
  await register(ada.page, someName("Ada"));
  await createGuild(ada.page, "The Reading Room");
  await joinBy(bob.page, await inviteLink(ada.page), bobName);

  await test.step("they see what the other says at once", async () => {
    await composer(ada.page).fill("Hello Bob, and **welcome**!");
    await composer(ada.page).press("Enter");
    await expect(message(bob.page, "Hello Bob, and welcome!").locator("strong")).toHaveText("welcome");
    await say(bob.page, "Thanks, glad to be here.");
    await expect(message(ada.page, "glad to be here")).toBeVisible();
  });

  await test.step("one sees the other typing", async () => {
    await composer(bob.page).pressSequentially("Hm", { delay: 20 });
    await expect(ada.page.getByText(`${bobName} is typing`)).toBeVisible();
    await composer(bob.page).fill("");
  });

  await test.step("reply", async () => {
    const target = message(ada.page, "glad to be here");
    await target.hover();
    await target.getByRole("button", { name: "Reply" }).click();
    await expect(ada.page.getByText("Replying to")).toBeVisible();
    await say(ada.page, "This is an answer");
    await expect(message(bob.page, "This is an answer").locator(".reply-line")).toContainText("glad to be here");
  });

  await test.step("react with the picker, and take it back", async () => {
    const target = message(bob.page, "This is an answer");
    await target.hover();
    await target.getByRole("button", { name: "Add a reaction" }).click();
    await bob.page.getByPlaceholder("Find an emoji").fill("tada");
    await expect(bob.page.locator(".emoji-panel__foot")).toContainText(":tada:");
    await bob.page.keyboard.press("Enter");
    const chip = message(ada.page, "This is an answer").getByRole("button", { name: /🎉, 1 reaction/ });
    await expect(chip).toBeVisible();
    await chip.click();
    await expect(message(bob.page, "This is an answer").getByRole("button", { name: /🎉, 2 reactions/ })).toBeVisible();
    await chip.page().getByRole("button", { name: /🎉, 2 reactions/ }).click();
    await expect(message(bob.page, "This is an answer").getByRole("button", { name: /🎉, 1 reaction/ })).toBeVisible();
  });

  await test.step("edit with ArrowUp, and delete", async () => {
    await say(bob.page, "Fisrt of all");
    await composer(bob.page).press("ArrowUp");
    await bob.page.getByLabel("Edit message").fill("First of all");
    await bob.page.getByLabel("Edit message").press("Enter");
    await expect(message(ada.page, "First of all")).toContainText("(edited)");
    await say(bob.page, "This should go away");
    const doomed = message(bob.page, "This should go away");
    await doomed.hover();
    await doomed.getByRole("button", { name: "More actions" }).click();
    await bob.page.getByRole("menuitem", { name: "Delete message" }).click();
    await bob.page.getByRole("button", { name: "Delete message" }).click();
    await expect(ada.page.locator("article.message", { hasText: "This should go away" })).toHaveCount(0);
  });

  await test.step("send a picture", async () => {
    await ada.page.locator("input[type=file]").setInputFiles({ name: "evening.png", mimeType: "image/png", buffer: landscape(320, 180) });
    await expect(ada.page.getByLabel("Files to send")).toContainText("evening.png");
    await say(ada.page, "Look at this light");
    const shown = message(bob.page, "Look at this light").locator("img[alt='evening.png']");
    await expect(shown).toBeVisible();
    await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(320);
    await shown.click();
    await expect(bob.page.locator(".lightbox img")).toBeVisible();
    await bob.page.keyboard.press("Escape");
  });

  await test.step("mention by completion", async () => {
    await composer(ada.page).pressSequentially("Over to you @bob", { delay: 15 });
    await expect(ada.page.getByRole("option").first()).toContainText(bobName);
    await ada.page.keyboard.press("Enter");
    await ada.page.keyboard.press("Enter");
    await expect(message(bob.page, "Over to you").locator(".mention--me")).toHaveText(`@${bobName}`);
  });

  await test.step("a bot takes part", async () => {
    const token = JSON.parse(await ada.page.evaluate(() => localStorage.getItem("guildhall.token") ?? "null")) as string;
    const [, , guild, channel] = new URL(ada.page.url()).pathname.split("/");
    const bot = await createBot(token, "Librarian", guild ?? "");
    await call(bot.token, "POST", `/channels/${channel}/messages`, { content: "Quiet, please.", embeds: [{ title: "House rules", description: "Be **kind**.", color: 0x4fcbb1 }] });
    await expect(message(bob.page, "Quiet, please.")).toContainText("BOT");
    await expect(message(bob.page, "Quiet, please.").locator(".embed")).toContainText("House rules");
    await say(bob.page, "Sorry, Librarian.");
    await expect.poll(async () => (await call<{ content: string }[]>(bot.token, "GET", `/channels/${channel}/messages?limit=1`))[0]?.content).toBe("Sorry, Librarian.");
  });

  await picture(ada.page, "talking-dark");
  expect([...ada.troubles, ...bob.troubles]).toEqual([]);
  await ada.context.close();
  await bob.context.close();
});
