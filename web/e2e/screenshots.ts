// The pictures of the README, taken from a community that is made for them through the public API.
import { test, type Page } from "@playwright/test";
import { mkdirSync } from "node:fs";
import { buildDemo, type Demo } from "./support/demo";

const folder = process.env.SCREENSHOTS ?? "../docs/images";
let demo: Demo;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  demo = await buildDemo();
});
test.afterAll(() => demo?.close());

async function enter(page: Page, theme: "dark" | "light", channel = demo.channel): Promise<void> {
  await page.addInitScript(([token, chosen]) => {
    localStorage.setItem("guildhall.token", JSON.stringify(token));
    localStorage.setItem("guildhall.preferences", JSON.stringify({ theme: chosen }));
  }, [demo.me.token, theme] as const);
  await page.goto(`/channels/${demo.guild}/${channel}`);
  await page.getByText("there will be cake").waitFor({ timeout: 15_000 });
  await page.waitForTimeout(1200);
}

for (const theme of ["dark", "light"] as const) {
  test(`desktop, ${theme}`, async ({ page }) => {
    await enter(page, theme);
    await page.screenshot({ path: `${folder}/desktop-${theme}.png` });
  });
}

test("phone", async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, colorScheme: "dark" });
  const page = await context.newPage();
  await enter(page, "dark");
  await page.screenshot({ path: `${folder}/phone.png` });
  if (process.env.MORE_SCREENSHOTS) {
    await page.getByRole("button", { name: "Open navigation" }).click();
    await page.waitForTimeout(500);
    await page.screenshot({ path: `${folder}/phone-drawer.png` });
  }
  await context.close();
});

test("developer pages, consent and directory", async ({ page, browser }) => {
  const { call } = await import("./support/api");
  const id = await furnishApplications(demo.me.token, call);
  const pages: [string, string][] = [
    ["developers", `/developers/applications/${id}/bot`], ["developers-install", `/developers/applications/${id}/installation`],
    ["authorize", `/oauth2/authorize?client_id=${id}&scope=bot+applications.commands&permissions=277025459200&guild_id=${demo.guild}`], ["bot-directory", "/application-directory"],
  ];
  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, colorScheme: "dark" });
  const small = await phone.newPage();
  for (const [on, size] of [[page, ""], [small, "-phone"]] as const) {
    await on.addInitScript((token) => localStorage.setItem("guildhall.token", JSON.stringify(token)), demo.me.token);
    for (const [name, path] of pages) {
      if (size && name === "developers-install") continue;
      await on.goto(path);
      await on.getByRole("heading", { level: 1 }).waitFor();
      await on.waitForTimeout(900);
      await on.screenshot({ path: `${folder}/${name}${size}.png` });
    }
  }
  await phone.close();
});

/** Applications worth looking at; answers the id of the first. */
async function furnishApplications(token: string, call: typeof import("./support/api").call): Promise<string> {
  const known = await call<{ id: string; name: string }[]>(token, "GET", "/applications");
  const list: [string, string, string[]][] = [
    ["Harbourmaster", "Tells the tide, books the slip, and keeps the log of who is out on the water.", ["weather", "boats", "calendar"]],
    ["Quartermaster", "Keeps count of epoxy, screws and biscuits, and says when to order.", ["stock"]],
    ["Shanty", "Plays songs of the sea while you sand.", ["music", "fun"]],
    ["Bosun", "Moderates with a whistle: warnings, timeouts, and a log of both.", ["moderation"]],
  ];
  const ids: string[] = [];
  for (const [name, description, tags] of list) {
    const id = known.find((one) => one.name === name)?.id ?? (await call<{ id: string }>(token, "POST", "/applications", { name })).id;
    const params = { oauth2_install_params: { scopes: ["bot", "applications.commands"], permissions: "277025459200" } };
    await call(token, "PATCH", `/applications/${id}`, { description, tags, integration_types_config: { 0: params } });
    await call(token, "PATCH", `/applications/${id}`, { discoverability_state: 3 });
    ids.push(id);
  }
  return ids[0] ?? "";
}

test("more views", async ({ page, browser }) => {
  test.skip(!process.env.MORE_SCREENSHOTS, "only when asked for");
  const shot = async (name: string, on: Page = page) => {
    await on.waitForTimeout(450);
    await on.screenshot({ path: `${folder}/${name}.png` });
  };
  await enter(page, "dark");
  await page.getByText("Yes. I'll open up").hover();
  await page.getByRole("button", { name: "Add a reaction" }).first().click();
  await page.waitForTimeout(700);
  await shot("emoji");
  await page.keyboard.press("Escape");
  await page.locator(".member").nth(1).click();
  await shot("profile");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await shot("switcher");
  await page.keyboard.press("Escape");
  await page.getByLabel("Message #build-logs").fill("Thanks @to");
  await shot("mention");
  await page.getByLabel("Message #build-logs").fill("");
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  await shot("settings-profile");
  await page.getByRole("tab", { name: "Appearance" }).click();
  await shot("settings-appearance");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Tidewater Boatworks" }).last().click();
  await shot("guild-menu");
  await page.getByRole("menuitem", { name: "Guild settings" }).click();
  await page.getByRole("tab", { name: "Roles" }).click();
  await shot("settings-roles");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Pinned messages" }).click();
  await shot("pins");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Home" }).click();
  await shot("home");
  const fresh = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: "light" });
  const guest = await fresh.newPage();
  await guest.goto("/login");
  await shot("login", guest);
  const { call } = await import("./support/api");
  const invite = await call<{ code: string }>(demo.me.token, "POST", `/channels/${demo.channel}/invites`, { max_age: 0, unique: true });
  await guest.goto(`/invite/${invite.code}`);
  await guest.getByLabel("Your name").fill("Nadia Quist");
  await shot("invite", guest);
  await fresh.close();
});
