// People at a browser: what the tests do again and again, in their words.
import { expect, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from "@playwright/test";
import { mkdirSync } from "node:fs";
import { base, unique } from "./api";

export const Password = "correct horse battery";

/** Opens a context of its own, as another device would. */
export async function arrive(browser: Browser, options: BrowserContextOptions = {}): Promise<{ context: BrowserContext; page: Page; troubles: string[] }> {
  const context = await browser.newContext({ baseURL: base, viewport: { width: 1440, height: 900 }, colorScheme: "dark", ...options });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) troubles.push(message.text());
  });
  return { context, page, troubles };
}

export async function register(page: Page, name: string): Promise<void> {
  await page.goto("/register");
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Password").fill(Password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: `Welcome, ${name}` })).toBeVisible();
}

export async function createGuild(page: Page, name: string): Promise<void> {
  await page.getByRole("main").getByRole("button", { name: /Create a guild/ }).click();
  await page.getByLabel("Guild name").fill(name);
  await page.getByRole("button", { name: "Create guild" }).click();
  await expect(composer(page)).toBeVisible();
}

export async function inviteLink(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Invite people" }).first().click();
  const box = page.getByLabel("Invite link");
  await expect(box).toHaveValue(/\/invite\/[\w-]+$/);
  const link = await box.inputValue();
  await page.keyboard.press("Escape");
  await expect(box).toBeHidden();
  return link;
}

/** The two steps of a newcomer: open the link, choose a name and a password. */
export async function joinBy(page: Page, link: string, name: string): Promise<void> {
  await page.goto(new URL(link).pathname);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Password").fill(Password);
  await page.getByRole("button", { name: /^Join / }).click();
  await expect(composer(page)).toBeVisible();
}

export const composer = (page: Page) => page.locator("#composer");

export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press("Enter");
  await expect(message(page, text)).toBeVisible();
}

/** The message with this text, once the server has confirmed it. */
export const message = (page: Page, text: string | RegExp) =>
  page.locator("article.message:not(.message--sending)").filter({ has: page.locator(".message__body", { hasText: text }) }).last();

export const someName = (name: string) => `${name} ${unique()}`;

/** Keeps a picture of this moment when SCREENSHOTS names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.SCREENSHOTS) return;
  mkdirSync(process.env.SCREENSHOTS, { recursive: true });
  await page.waitForTimeout(400);
  await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png` });
}
