// Two people talk and see each other in a voice channel; an unmodified bot plays to both and hears them.
import { expect, test, type Page } from "@playwright/test";
import { call, createBot, register, unique, type Account } from "./support/api";
import { energyWithin, fakeDevices, heardBy, noBot, openAs, playBot, relayOf, startRelay } from "./support/voice";

test.use({ launchOptions: { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", ...fakeDevices] } });

interface Place { guild: string; channel: string; ada: Account; bob: Account }

async function place(): Promise<Place> {
  const [ada, bob] = [await register(`ada.${unique()}`, "Ada"), await register(`bob.${unique()}`, "Bob")];
  const { id: guild } = await call<{ id: string }>(ada.token, "POST", "/guilds", { name: "The Music Room" });
  const { id: channel } = await call<{ id: string }>(ada.token, "POST", `/guilds/${guild}/channels`, { name: "Evening", type: 2 });
  const { code } = await call<{ code: string }>(ada.token, "POST", `/channels/${channel}/invites`, {});
  await call(bob.token, "POST", `/invites/${code}`, {});
  return { guild, channel, ada, bob };
}

const panel = (page: Page) => page.getByRole("region", { name: "Voice" });
const tile = (page: Page, name: string) => page.locator(".tile", { hasText: name });
const control = (page: Page, name: string) => page.getByRole("main").getByRole("button", { name, exact: true });

async function join(page: Page): Promise<void> {
  await page.getByRole("main").getByRole("button", { name: "Join voice" }).click();
  await expect(panel(page)).toHaveAttribute("data-phase", "connected");
}

/** Sound comes out of the page: waits as long as a busy machine needs. */
const hears = (page: Page) => expect.poll(() => energyWithin(page, 300), { timeout: 30_000 }).toBeGreaterThan(1e-4);
const hearsNothing = (page: Page) => expect.poll(() => energyWithin(page, 1_300), { timeout: 30_000 }).toBeLessThan(1e-7);

test("two people and a bot in one call", async ({ browser }) => {
  test.setTimeout(240_000);
  const { guild, channel, ada, bob } = await place();
  const [adas, bobs] = await Promise.all([ada, bob].map((who) => openAs(browser, who, `/channels/${guild}/${channel}`))) as [Page, Page];

  await test.step("they join and hear each other", async () => {
    await join(adas);
    await expect(bobs.getByText("Ada is here.")).toBeVisible();
    await join(bobs);
    await Promise.all([hears(adas), hears(bobs)]);
  });

  await test.step("each sees who speaks", async () => {
    await expect(tile(adas, "Bob")).toHaveAttribute("data-speaking", "true");
    await expect(tile(bobs, "Ada")).toHaveAttribute("data-speaking", "true");
    await expect(tile(bobs, "Bob")).toHaveAttribute("data-speaking", "true");
  });

  await test.step("the numbers of the connection are those that the browser counts", async () => {
    await panel(adas).getByRole("button", { name: /Show the numbers$/ }).click();
    const numbers = adas.getByRole("dialog", { name: "Connection" });
    await expect(numbers.getByRole("row", { name: /^Codecs/ })).toContainText(/Opus.*Opus/);
    await expect(numbers.getByRole("row", { name: /^Rate/ })).toContainText(/\d+ kbit\/s.*\d+ kbit\/s/);
    await expect(numbers.getByRole("row", { name: /^Lost/ })).toContainText(/%.*%/);
    await expect(numbers.getByText("UDP, direct")).toBeVisible();
    await adas.keyboard.press("Escape");
  });

  await test.step("who is muted is not heard", async () => {
    await control(bobs, "Mute").click();
    await expect(tile(adas, "Bob").getByRole("button", { name: /^Bob, muted/ })).toBeVisible();
    await expect(tile(adas, "Bob")).not.toHaveAttribute("data-speaking");
    await hearsNothing(adas);
  });

  await test.step("a camera is seen", async () => {
    await control(adas, "Turn the camera on").click();
    await expect(tile(adas, "Ada").locator("video")).toBeVisible();
    const film = tile(bobs, "Ada").locator("video");
    await expect.poll(() => film.evaluate((video: HTMLVideoElement) => video.videoWidth), { timeout: 30_000 }).toBeGreaterThan(0);
    await expect.poll(async () => (await heardBy(bobs)).frames).toBeGreaterThan(5);
    await control(adas, "Turn the camera off").click();
    await expect(film).toHaveCount(0);
  });

  // Which mode is taken is the bot's choice: a library without AES-GCM takes the other.
  const jukebox = await createBot(ada.token, "Jukebox", guild);
  for (const mode of ["aead_aes256_gcm_rtpsize", "aead_xchacha20_poly1305_rtpsize"] as const) {
    await test.step(`a bot plays to both and hears who speaks, ${mode}`, async () => {
      if (noBot) return void test.info().annotations.push({ type: "no bot", description: noBot });
      const bot = await playBot(jukebox, guild, channel, mode);
      try {
        expect(bot.mode).toBe(mode);
        await expect(tile(adas, "Jukebox")).toHaveAttribute("data-speaking", "true");
        await control(adas, "Mute").click();
        if (await control(bobs, "Mute").isVisible()) await control(bobs, "Mute").click();
        // Both are silent now: what is heard is the bot's.
        await expect(tile(adas, "Bob")).not.toHaveAttribute("data-speaking");
        await expect(tile(bobs, "Ada")).not.toHaveAttribute("data-speaking");
        await Promise.all([hears(adas), hears(bobs)]);
        await control(adas, "Unmute").click();
        await control(bobs, "Unmute").click();
        for (const person of [ada, bob]) await expect.poll(() => bot.heard()[person.id] ?? 0, { timeout: 30_000 }).toBeGreaterThan(20);
        expect(bot.errors).toEqual([]);
      } finally {
        await bot.stop();
      }
      await expect(tile(adas, "Jukebox")).toHaveCount(0);
    });
  }

  await test.step("who leaves is gone for the others", async () => {
    await control(bobs, "Leave the call").click();
    await expect(panel(bobs)).toHaveCount(0);
    await expect(tile(adas, "Bob")).toHaveCount(0);
    await hearsNothing(adas);
    await adas.close();
  });
});

test("somebody behind a wall for UDP takes part through a relay", async ({ browser }) => {
  const relay = relayOf(process.env.GUILDHALL_TURN);
  test.skip(!relay, "the server under test names no relay, or coturn is not installed");
  if (!relay) return;
  const stop = await startRelay(relay);
  try {
    const { guild, channel, ada, bob } = await place();
    const path = `/channels/${guild}/${channel}`;
    const [walled, free] = await Promise.all([openAs(browser, ada, path, "relay"), openAs(browser, bob, path)]);
    await join(walled);
    await join(free);
    await Promise.all([hears(walled), hears(free)]);
    await Promise.all([walled.close(), free.close()]);
  } finally {
    await stop();
  }
});
