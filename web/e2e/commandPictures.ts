// The pictures of docs/guides/slash-commands.md: a bot of discord.js and a person who uses it.
import { expect, test, type Browser, type BrowserContextOptions, type Page } from "@playwright/test";
import { mkdirSync } from "node:fs";
import { call, register, unique, type Account } from "./support/api";
import { hasDiscordJs, startBot, type RunningBot } from "./support/bot";
import { answerAsHarbour, harbourCommands } from "./support/harbour";

const folder = process.env.SCREENSHOTS ?? "../docs/images";
let bot: RunningBot;
let ada: Account;
let guild: string;
let channel: string;

test.skip(!hasDiscordJs, "needs discord.js: npm ci in tests/conformance-js");
test.beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  const tag = process.env.DEMO_PLAIN_NAMES ? "" : `.${unique()}`;
  ada = await register(`ada.quayle${tag}`, "Ada Quayle");
  guild = (await call<{ id: string }>(ada.token, "POST", "/guilds", { name: "Tidewater Harbour" })).id;
  channel = (await call<{ id: string }>(ada.token, "POST", `/guilds/${guild}/channels`, { name: "harbour-office", type: 0, topic: "Ask the harbour master." })).id;
  bot = await startBot(ada.token, guild, "Harbour Master", harbourCommands.filter((command) => command.name !== "silence"), answerAsHarbour);
});
test.afterAll(() => bot?.stop());

async function enter(browser: Browser, theme: "dark" | "light", options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1180, height: 760 }, colorScheme: theme, ...options });
  const page = await context.newPage();
  await page.addInitScript(([token, chosen]) => {
    localStorage.setItem("guildhall.token", JSON.stringify(token));
    localStorage.setItem("guildhall.preferences", JSON.stringify({ theme: chosen, membersShown: false }));
  }, [ada.token, theme] as const);
  await page.goto(`/channels/${guild}/${channel}`);
  await expect(page.locator("#composer")).toBeVisible();
  return page;
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.mouse.move(2, 2);
  await page.waitForTimeout(500);
  await page.screenshot({ path: `${folder}/${name}.png` });
}

async function run(page: Page, words: string): Promise<void> {
  await page.locator("#composer").fill(`/${words}`);
  await expect(page.locator(".slash__row--active", { hasText: `/${words}` })).toBeVisible();
  await page.locator("#composer").press("Enter");
}

test("commands on a desktop", async ({ browser }) => {
  const page = await enter(browser, "dark");
  await page.locator("#composer").fill("/");
  await expect(page.getByRole("option").first()).toBeVisible();
  await shoot(page, "commands-picker");
  await run(page, "berth");
  await expect(page.getByRole("option")).toHaveCount(5);
  await shoot(page, "commands-options");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.type("4");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Log a trip" }).click();
  const form = page.getByRole("dialog", { name: "Log a trip" });
  await form.getByLabel("Destination").fill("Skellig Rock");
  await form.getByRole("button", { name: "Boat" }).click();
  await page.getByRole("option", { name: "Puffin" }).click();
  await form.getByText("Fair").click();
  await shoot(page, "commands-form");
  await form.getByRole("button", { name: "Submit" }).click();
  await expect(page.getByText("Only you can see this")).toBeVisible();
  await shoot(page, "commands-answer");
  await page.context().close();
});

test("a layout, light and on a phone", async ({ browser }) => {
  const page = await enter(browser, "light");
  await run(page, "report");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Harbour report" })).toBeVisible();
  await shoot(page, "commands-layout");
  await page.context().close();
  const phone = await enter(browser, "dark", { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 });
  await expect(phone.getByRole("heading", { name: "Harbour report" })).toBeVisible();
  await shoot(phone, "commands-phone");
  await phone.context().close();
});
