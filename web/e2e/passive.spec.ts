// Guilds that are not on screen: little comes of them, and nothing is missing once they are opened.
import { expect, test, type Page } from "@playwright/test";
import { register as registerByApi, unique } from "./support/api";
import { arrive, composer, createGuild, inviteLink, joinBy, message, picture, register, say, someName } from "./support/people";

/** The dispatches that a page has been sent, by name, and what it has sent. */
function listen(page: Page): { names: string[]; said: string[] } {
  const heard = { names: [] as string[], said: [] as string[] };
  page.on("websocket", (socket) => {
    socket.on("framesent", ({ payload }) => heard.said.push(String(payload)));
    socket.on("framereceived", ({ payload }) => {
      const name = /"t":"([A-Z_0-9]+)"/.exec(String(payload))?.[1];
      if (name) heard.names.push(name);
    });
  });
  return heard;
}

/** A guild that was left behind goes quiet after fifteen seconds, which pass at once: until the server has heard it. */
async function goesQuiet(page: Page, said: string[], guild: string): Promise<void> {
  await page.clock.fastForward(16_000);
  await expect.poll(() => said.some((frame) => frame.includes(`"${guild}":{"typing":false`))).toBe(true);
  // What is said next comes back the same way, behind it. On a phone Enter begins a line.
  await composer(page).fill("is anybody there?");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(message(page, "is anybody there?")).toBeVisible();
}

const guildOf = (page: Page) => new URL(page.url()).pathname.split("/")[2] ?? "";

/** Makes a guild and goes there; on a phone the drawer with the rail closes behind it. */
async function addGuild(page: Page, name: string): Promise<void> {
  const before = guildOf(page);
  await page.getByRole("navigation", { name: "Guilds" }).getByRole("button", { name: "Create a guild" }).click();
  await page.getByLabel("Guild name").fill(name);
  await page.getByRole("button", { name: "Create guild" }).click();
  await expect.poll(() => guildOf(page)).not.toBe(before);
  await expect(composer(page)).toBeVisible();
}

const rail = (page: Page, name: string | RegExp) => page.getByRole("navigation", { name: "Guilds" }).getByRole("button", { name });

test("a guild that is not on screen is marked unread, says little, and is whole when it is opened", async ({ browser }) => {
  const ada = await arrive(browser);
  const bob = await arrive(browser);
  const heard = listen(bob.page);
  await bob.page.clock.install();
  await register(ada.page, someName("Ada"));
  await createGuild(ada.page, "Harbour");
  await joinBy(bob.page, await inviteLink(ada.page), someName("Bob"));
  await say(bob.page, "I am here");
  const harbour = guildOf(bob.page);
  await addGuild(bob.page, "Attic");
  await expect(rail(bob.page, "Attic")).toBeVisible();
  await goesQuiet(bob.page, heard.said, harbour);
  const before = heard.names.length;
  for (let index = 0; index < 8; index++) await say(ada.page, `while you are away ${index}`);
  await expect(rail(bob.page, /Harbour, unread/)).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => heard.names.slice(before), { timeout: 30_000 }).toContain("PASSIVE_UPDATE_V2");
  expect(heard.names.slice(before)).not.toContain("MESSAGE_CREATE");
  await picture(bob.page, "passive-unread");

  await rail(bob.page, /Harbour/).click();
  await expect(message(bob.page, "while you are away 7")).toBeVisible();
  await expect(message(bob.page, "while you are away 0")).toBeVisible();
  await say(ada.page, "and now you hear me at once");
  await expect(message(bob.page, "and now you hear me at once")).toBeVisible();
  await picture(bob.page, "passive-opened");
  expect(bob.troubles).toEqual([]);
  await Promise.all([ada.context.close(), bob.context.close()]);
});

test("on a phone the same holds, and the other guild's mark is in the drawer", async ({ browser }) => {
  const ada = await arrive(browser);
  await register(ada.page, someName("Ada"));
  await createGuild(ada.page, "Lighthouse");
  const bob = await arrive(browser, { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  const heard = listen(bob.page);
  await bob.page.clock.install();
  await joinBy(bob.page, await inviteLink(ada.page), someName("Bob"));
  const lighthouse = guildOf(bob.page);
  await bob.page.getByRole("button", { name: "Open navigation" }).tap();
  await addGuild(bob.page, "Shed");
  await goesQuiet(bob.page, heard.said, lighthouse);
  await say(ada.page, "the lamp is lit");
  await bob.page.getByRole("button", { name: "Open navigation" }).tap();
  await expect(rail(bob.page, /Lighthouse, unread/)).toBeVisible({ timeout: 30_000 });
  await picture(bob.page, "passive-phone");
  await rail(bob.page, /Lighthouse/).tap();
  await expect(message(bob.page, "the lamp is lit")).toBeVisible();
  await Promise.all([ada.context.close(), bob.context.close()]);
});

test("the members of a large guild are shown by range", async ({ browser }) => {
  const ada = await arrive(browser);
  await register(ada.page, someName("Ada"));
  await createGuild(ada.page, "Crowd");
  const code = (await inviteLink(ada.page)).split("/").at(-1) ?? "";
  for (let index = 0; index < 256; index += 8) {
    await Promise.all(Array.from({ length: 8 }, (_, step) => registerByApi(`crowd_${unique()}`, `Member ${String(index + step).padStart(3, "0")}`, code)));
  }
  await ada.page.reload();
  const list = ada.page.getByRole("complementary", { name: "Members" });
  await expect(list.getByRole("button", { name: /Member 000/ })).toBeVisible();
  await picture(ada.page, "range-top");
  await list.locator(".member-list__rows").evaluate((rows) => rows.scrollTo(0, rows.scrollHeight));
  await expect(list.getByRole("button", { name: /Member 255/ })).toBeVisible();
  await expect(list.locator(".member--awaited:visible")).toHaveCount(0);
  await picture(ada.page, "range-bottom");
  await ada.context.close();
});
