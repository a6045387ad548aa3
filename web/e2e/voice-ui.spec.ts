// What people see of calls besides the call itself: making a room, who may come in, ringing somebody, settings, and no barriers.
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { call, register, unique, type Account } from "./support/api";
import { fakeDevices, openAs } from "./support/voice";

test.use({ launchOptions: { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", ...fakeDevices] } });

const Connect = 1n << 20n;

interface Hall { guild: string; ada: Account; bob: Account }

async function hall(): Promise<Hall> {
  const [ada, bob] = await Promise.all([register(`ada.${unique()}`, "Ada"), register(`bob.${unique()}`, "Bob")]);
  const { id: guild, system_channel_id: first } = await call<{ id: string; system_channel_id: string }>(ada.token, "POST", "/guilds", { name: "The Music Room" });
  const { code } = await call<{ code: string }>(ada.token, "POST", `/channels/${first}/invites`, {});
  await call(bob.token, "POST", `/invites/${code}`, {});
  return { guild, ada, bob };
}

const room = (guild: Hall, body: object) => call<{ id: string }>(guild.ada.token, "POST", `/guilds/${guild.guild}/channels`, { type: 2, ...body });

async function problems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]).analyze();
  return violations.flatMap((found) => found.nodes.map((node) => `${found.id}: ${String(node.target[0])} ${node.any[0]?.message ?? ""}`));
}

test("a room is made, and closed to those who may not connect", async ({ browser }) => {
  const at = await hall();
  const page = await openAs(browser, at.ada, `/channels/${at.guild}`);
  await page.locator(".category").first().hover();
  await page.getByRole("button", { name: /^Create a channel in/ }).first().click();
  await page.getByRole("radio", { name: "Voice" }).click();
  await page.getByLabel("Name").fill("Evening Session");
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await expect(page.getByRole("button", { name: "Join voice" })).toBeVisible();
  await expect(page.getByText("Nobody is here just now.")).toBeVisible();
  expect.soft(await problems(page), "the door of a voice channel").toEqual([]);

  const { id } = await room(at, { name: "Vault", permission_overwrites: [{ id: at.guild, type: 0, allow: "0", deny: String(Connect) }] });
  const bobs = await openAs(browser, at.bob, `/channels/${at.guild}/${id}`);
  await expect(bobs.getByText("You can see this channel, but not join it.")).toBeVisible();
  await expect(bobs.getByRole("link", { name: "Vault, voice channel, you may not join" })).toBeVisible();
  await expect(bobs.getByRole("button", { name: "Join voice" })).toHaveCount(0);
  await page.context().close();
  await bobs.context().close();
});

test("people are called by their card, and answer or decline", async ({ browser }) => {
  const at = await hall();
  const [page, bobs] = [await openAs(browser, at.ada, `/channels/${at.guild}`), await openAs(browser, at.bob, `/channels/${at.guild}`)];
  await page.locator(".member", { hasText: "Bob" }).click();
  await page.getByRole("button", { name: "Message", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Bob" })).toBeVisible();
  await page.getByRole("button", { name: "Start a call", exact: true }).click();
  const ringing = bobs.getByRole("alertdialog", { name: "Ada" });
  await expect(ringing).toBeVisible();
  await expect(ringing.getByRole("button", { name: "Answer" })).toBeFocused();
  expect.soft(await problems(bobs), "somebody calls").toEqual([]);
  await ringing.getByRole("button", { name: "Decline" }).click();
  await expect(ringing).toBeHidden();
  await expect(page.getByText("No one else is here")).toBeVisible();
  expect.soft(await problems(page), "a call").toEqual([]);
  await page.getByRole("main").getByRole("button", { name: "Leave the call" }).click();
  await expect(page.getByRole("button", { name: "Start a call", exact: true })).toBeVisible();
  await page.context().close();
  await bobs.context().close();
});

test("a request to speak is put aside, asked anew and granted", async ({ browser }) => {
  const at = await hall();
  const { id } = await room(at, { name: "Talks", type: 13 });
  const path = `/channels/${at.guild}/${id}`;
  const [page, bobs] = await Promise.all([openAs(browser, at.ada, path), openAs(browser, at.bob, path)]) as [Page, Page];
  for (const one of [page, bobs]) await one.getByRole("main").getByRole("button", { name: "Join the audience" }).click();
  await bobs.getByRole("button", { name: "Ask to speak" }).click();
  await page.getByRole("button", { name: "Requests to speak, 1" }).click();
  expect.soft(await problems(page), "requests on a stage").toEqual([]);
  // A notice stays for five seconds: whoever waits for it looks out before it can come.
  await Promise.all([
    expect(bobs.getByText("Your request to speak was put aside.")).toBeVisible(),
    page.getByRole("button", { name: "Put Bob's request aside" }).click(),
  ]);
  await expect(page.getByText("Nobody has raised a hand.")).toBeVisible();
  await bobs.getByRole("button", { name: "Ask to speak" }).click();
  await Promise.all([
    expect(bobs.getByText("You are on stage now.")).toBeVisible(),
    page.getByRole("button", { name: "Let Bob speak" }).click(),
  ]);
  await expect(page.getByRole("region", { name: "On stage" }).locator(".tile", { hasText: "Bob" })).toBeVisible();
  await page.context().close();
  await bobs.context().close();
});

test("friends make a group, name it, call each other in it and leave it", async ({ browser }) => {
  const { ada, bob } = await hall();
  const eve = await register(`eve.${unique()}`, "Eve");
  const [page, bobs] = await Promise.all([openAs(browser, ada, "/"), openAs(browser, bob, "/")]) as [Page, Page];
  await page.getByRole("button", { name: "Friends", exact: true }).click();
  await page.getByLabel("Ask somebody").fill(bob.username);
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page.getByRole("button", { name: "Take the request to Bob back" })).toBeVisible();
  await bobs.getByRole("button", { name: "Friends, 1 asks you" }).click();
  await bobs.getByRole("button", { name: "Accept Ada" }).click();
  await expect(page.getByRole("button", { name: "Call Bob" })).toBeVisible();
  expect.soft(await problems(page), "friends").toEqual([]);
  await bobs.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await call(ada.token, "PUT", `/users/@me/relationships/${eve.id}`, {});
  await call(eve.token, "PUT", `/users/@me/relationships/${ada.id}`, {});

  await page.getByRole("button", { name: "New group" }).click();
  await page.getByRole("checkbox", { name: "Bob" }).click();
  await expect(page.getByRole("button", { name: "Make the group" })).toBeDisabled();
  await page.getByRole("checkbox", { name: "Eve" }).click();
  expect.soft(await problems(page), "choosing friends").toEqual([]);
  await page.getByRole("button", { name: "Make the group" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Bob, Eve" })).toBeVisible();
  await page.getByRole("button", { name: "The group, 3 people" }).click();
  await page.getByLabel("Name of the group").fill("Crew");
  expect.soft(await problems(page), "a group").toEqual([]);
  await page.getByRole("button", { name: "Save the name" }).click();

  await page.getByRole("button", { name: "Start a call", exact: true }).click();
  const ringing = bobs.getByRole("alertdialog", { name: "Crew" });
  await ringing.getByRole("button", { name: "Answer" }).click();
  for (const one of [page, bobs]) await expect(one.getByRole("main").locator(".tile")).toHaveCount(2);
  for (const one of [page, bobs]) await expect(one.getByRole("region", { name: "Voice", exact: true })).toHaveAttribute("data-phase", "connected");
  await bobs.getByRole("button", { name: "The group, 3 people" }).click();
  await bobs.getByRole("button", { name: "Leave", exact: true }).click();
  await bobs.getByRole("button", { name: "Leave the group" }).click();
  await expect(bobs.getByRole("region", { name: "Voice", exact: true })).toHaveCount(0);
  await expect(page.getByText("left the group.")).toBeVisible();
  await expect(page.getByRole("button", { name: "The group, 2 people" })).toBeVisible();
  await page.context().close();
  await bobs.context().close();
});

test("the settings of voice open a microphone and a camera, and learn a key", async ({ browser }) => {
  const at = await hall();
  const page = await openAs(browser, at.ada, `/channels/${at.guild}`);
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  await page.getByRole("tab", { name: "Voice & Video" }).click();
  await page.getByRole("button", { name: "Test the microphone" }).click();
  await expect(page.getByText("You would be heard.")).toBeVisible();
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await page.getByRole("button", { name: "Try the camera" }).click();
  await expect(page.getByLabel("Preview of your camera")).toBeVisible();
  await page.getByRole("radio", { name: "While I hold a key" }).click();
  await page.getByRole("button", { name: /^Push-to-talk key/ }).click();
  await page.keyboard.press("v");
  await expect(page.getByRole("button", { name: "Push-to-talk key: V. Change it" })).toBeVisible();
  expect.soft(await problems(page), "settings of voice").toEqual([]);
  await page.context().close();
});
