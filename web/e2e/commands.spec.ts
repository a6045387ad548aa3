// A bot written with discord.js and a person at a browser: commands, autocomplete, buttons, forms, and what only one person sees.
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Browser, type BrowserContextOptions, type Page } from "@playwright/test";
import { call, register, unique, type Account } from "./support/api";
import { hasDiscordJs, startBot, type RunningBot } from "./support/bot";
import { answerAsHarbour, harbourCommands } from "./support/harbour";
import { arrive, composer, message, picture, say } from "./support/people";

test.skip(!hasDiscordJs, "needs discord.js: npm ci in tests/conformance-js");

let bot: RunningBot;
let ada: Account;
let ben: Account;
let guild: string;
let channel: string;

test.beforeAll(async () => {
  ada = await register(`ada.${unique()}`, "Ada");
  ben = await register(`ben.${unique()}`, "Ben");
  const made = await call<{ id: string }>(ada.token, "POST", "/guilds", { name: "Harbour" });
  guild = made.id;
  const channels = await call<{ id: string; type: number }[]>(ada.token, "GET", `/guilds/${guild}/channels`);
  channel = channels.find((one) => one.type === 0)?.id ?? "";
  const invite = await call<{ code: string }>(ada.token, "POST", `/channels/${channel}/invites`, { max_age: 0 });
  await call(ben.token, "POST", `/invites/${invite.code}`, {});
  bot = await startBot(ada.token, guild, "Harbour Master", harbourCommands, answerAsHarbour);
});
test.afterAll(() => bot?.stop());
test.afterEach(() => expect(bot.errors).toEqual([]));

async function enter(browser: Browser, who: Account, options: BrowserContextOptions = {}) {
  const arrived = await arrive(browser, options);
  await arrived.page.addInitScript((token) => localStorage.setItem("guildhall.token", JSON.stringify(token)), who.token);
  await arrived.page.goto(`/channels/${guild}/${channel}`);
  await expect(composer(arrived.page)).toBeVisible();
  return arrived;
}

const option = (page: Page, name: string) => page.locator(`[data-option="${name}"]`);
const latest = (page: Page) => page.locator("article.message:not(.message--sending)").last();
const ephemeral = (page: Page, text: string) => page.locator("article.message--ephemeral").filter({ hasText: text });

async function run(page: Page, words: string): Promise<void> {
  await composer(page).fill(`/${words}`);
  await expect(page.locator(".slash__row--active", { hasText: `/${words}` })).toBeVisible();
  await composer(page).press("Enter");
  await page.getByRole("group", { name: `Command ${words}` }).waitFor();
}

async function problems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]).analyze();
  return violations.flatMap((found) => found.nodes.map((node) => `${found.id} (${found.impact ?? ""}): ${String(node.target[0])} ${node.any[0]?.message ?? ""}`));
}

test("a person runs a command with autocomplete, presses a button, fills in a form, and alone sees the answer", async ({ browser }) => {
  const me = await enter(browser, ada);
  const other = await enter(browser, ben);
  const { page } = me;

  await composer(page).fill("/");
  await expect(page.getByRole("listbox", { name: "Commands" }).getByRole("group", { name: "Harbour Master" })).toBeVisible();
  await expect(page.getByRole("option")).toHaveCount(8);
  await picture(page, "commands-picker");
  await page.keyboard.type("ber");
  await expect(page.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");

  await expect(option(page, "boat")).toBeFocused();
  await expect(page.getByRole("option")).toHaveCount(5);
  await page.keyboard.type("puf");
  await expect(page.getByRole("option")).toHaveText(["Puffin"]);
  await picture(page, "commands-autocomplete");
  await page.keyboard.press("Enter");
  await expect(option(page, "nights")).toBeFocused();
  await page.keyboard.type("40");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toHaveText("Not more than 14.");
  await picture(page, "commands-invalid");
  await page.keyboard.press("Backspace");
  await page.getByRole("button", { name: "4 optional" }).click();
  await page.getByRole("menuitem", { name: /side/ }).click();
  await expect(option(page, "side")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");

  await expect(latest(page)).toContainText("Berth for puffin, 4 nights, pontoon.");
  await expect(latest(page)).toContainText("Ada used /berth");
  await expect(latest(other.page)).toContainText("Berth for puffin");
  await expect(composer(page)).toBeFocused();
  await picture(page, "commands-answer");

  await page.getByRole("button", { name: "Log a trip" }).click();
  const form = page.getByRole("dialog", { name: "Log a trip" });
  await expect(form).toContainText("A form of Harbour Master");
  await form.getByRole("button", { name: "Submit" }).click();
  await expect(form.getByRole("alert").first()).toHaveText("This is needed.");
  await expect(form.getByLabel("Destination")).toBeFocused();
  await picture(page, "commands-form-invalid");
  await page.keyboard.type("Skellig Rock");
  await form.getByRole("button", { name: "Boat" }).click();
  await page.getByRole("option", { name: "Puffin" }).click();
  await form.getByText("Foul").click();
  await form.getByRole("button", { name: "Submit" }).click();
  await expect(form).toBeHidden();

  const note = ephemeral(page, "Noted: Skellig Rock with puffin.");
  await expect(note).toContainText("Only you can see this");
  await picture(page, "commands-ephemeral");
  await say(other.page, "did anything happen?");
  await expect(other.page.getByText("Noted:")).toHaveCount(0);
  await note.getByRole("button", { name: "Dismiss message" }).click();
  await expect(note).toHaveCount(0);

  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(message(page, "The berth is yours.")).toBeVisible();
  await expect(message(other.page, "The berth is yours.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Log a trip" })).toHaveCount(0);
  expect(me.troubles).toEqual([]);
  await me.context.close();
  await other.context.close();
});

test("a promise to answer is shown until it is kept, and silence is called by its name", async ({ browser }) => {
  const { page, context } = await enter(browser, ada);
  await run(page, "tide");
  await page.keyboard.press("Enter");
  await expect(page.locator("article").getByText(/^Harbour Master.* is thinking…$/)).toBeVisible();
  await expect(message(page, "High water at 14:20")).toBeVisible();
  await expect(page.locator("article").getByText("is thinking…")).toHaveCount(0);

  await run(page, "silence");
  await page.keyboard.press("Enter");
  await expect(page.locator("article").getByText("The application did not respond.")).toBeVisible();
  await picture(page, "commands-silence");
  await page.getByRole("button", { name: "Dismiss" }).click();
  await expect(page.locator("article").getByText("The application did not respond.")).toHaveCount(0);
  await context.close();
});

test("a layout shows its texts, pictures and files, and its buttons work", async ({ browser }) => {
  const { page, context, troubles } = await enter(browser, ada);
  await run(page, "report");
  await page.keyboard.press("Enter");
  const report = latest(page);
  await expect(report.getByRole("heading", { name: "Harbour report" })).toBeVisible();
  await expect(report.getByText("tides.txt")).toBeVisible();
  const loaded = () => report.locator("img[alt^='The'], img[alt^='Nets']").evaluateAll((images) => images.filter((image) => (image as HTMLImageElement).naturalWidth > 0).length);
  await expect.poll(loaded).toBe(3);
  await picture(page, "commands-layout");
  await report.getByRole("button", { name: "Refresh" }).click();
  await expect(report.getByRole("button", { name: "Refresh" })).toBeEnabled();
  await report.getByRole("button", { name: "Open picture The quay at dawn" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(report.getByRole("link", { name: "Chart" })).toHaveAttribute("rel", /noopener/);
  expect(troubles).toEqual([]);
  await context.close();
});

test("selects of every kind are driven by keys and by touch", async ({ browser }) => {
  const { page, context } = await enter(browser, ada);
  await run(page, "watch");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Which nights?" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("listbox", { name: "Which nights?" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Choose at least 2.")).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await picture(page, "commands-select");
  await page.getByRole("button", { name: "Done" }).click();
  await expect(ephemeral(page, "days: monday, tuesday")).toBeVisible();

  await page.getByRole("button", { name: "Who?" }).click();
  await page.getByRole("combobox", { name: "Search: Who?" }).fill("ben");
  await page.getByRole("option", { name: /Ben/ }).click();
  await expect(ephemeral(page, `people: ${ben.id}`)).toBeVisible();
  await page.getByRole("button", { name: "Where?" }).click();
  await page.getByRole("option").first().click();
  await expect(ephemeral(page, "place: ")).toBeVisible();
  await context.close();
});

test("files, people and ticks go along with commands and forms", async ({ browser }) => {
  const { page, context } = await enter(browser, ada);
  await run(page, "berth");
  await page.keyboard.type("fulmar");
  await expect(page.getByRole("option")).toHaveText(["Fulmar"]);
  await page.keyboard.press("Tab");
  await page.keyboard.type("3");
  for (const [name, choose] of [["skipper", "Ben"], ["power", "True"]] as const) {
    await page.getByRole("button", { name: /optional/ }).click();
    await page.getByRole("menuitem", { name: new RegExp(`^${name}`) }).click();
    await expect(option(page, name)).toBeFocused();
    await page.keyboard.type(choose.slice(0, 2));
    await page.getByRole("option", { name: choose }).click();
  }
  await page.getByRole("button", { name: /optional/ }).click();
  await page.getByRole("menuitem", { name: /^papers/ }).click();
  await page.locator('.command-form input[type="file"]').setInputFiles({ name: "insurance.txt", mimeType: "text/plain", buffer: Buffer.from("insured") });
  await page.getByRole("button", { name: "Send" }).click();
  await expect(latest(page)).toContainText("Berth for fulmar, 3 nights, with insurance.txt, skipper @Ben, with power.");

  await run(page, "papers");
  await page.keyboard.press("Enter");
  const form = page.getByRole("dialog", { name: "Hand in papers" });
  await form.locator('input[type="file"]').setInputFiles({ name: "virus.exe", mimeType: "application/octet-stream", buffer: Buffer.from("x") });
  await form.getByRole("button", { name: "Submit" }).click();
  await expect(form.getByRole("alert")).toHaveText("Only .png, .txt.");
  await form.getByRole("button", { name: "Remove virus.exe" }).click();
  await form.locator('input[type="file"]').setInputFiles({ name: "chart.txt", mimeType: "text/plain", buffer: Buffer.from("here be dragons") });
  await form.getByRole("button", { name: "Crew" }).click();
  await page.getByRole("option", { name: "Ben" }).click();
  await page.getByRole("button", { name: "Done" }).click();
  await form.getByText("Radio").click();
  await form.getByText("Raft").click();
  await expect(form.getByLabel("Flares")).toBeDisabled();
  await form.getByText("I have told the harbour master").click();
  await picture(page, "commands-papers");
  await form.getByRole("button", { name: "Submit" }).click();
  await expect(ephemeral(page, "1 files, crew of 1, gear radio,raft, told true.")).toBeVisible();
  await context.close();
});

test("people and messages have the apps' own entries in their menus", async ({ browser }) => {
  const { page, context } = await enter(browser, ada);
  const text = `put this away ${unique()}`;
  await say(page, text);
  await message(page, text).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Apps" }).click();
  await page.getByRole("menuitem", { name: "Save to logbook" }).click();
  await expect(ephemeral(page, "It is in the logbook.")).toBeVisible();

  await page.locator(".member", { hasText: "Ben" }).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Apps" }).hover();
  await expect(page.getByRole("menuitem", { name: "Show berth" })).toBeVisible();
  await picture(page, "commands-menu");
  await page.getByRole("menuitem", { name: "Show berth" }).click();
  await expect(ephemeral(page, "@Ben lies at the pontoon.")).toBeVisible();
  await context.close();
});

test("a command that nobody has is an ordinary message, and Escape leads back", async ({ browser }) => {
  const { page, context } = await enter(browser, ada);
  const text = `/shrug-${unique()}`;
  await composer(page).fill(text);
  await expect(page.getByText("No command fits")).toBeVisible();
  await composer(page).press("Enter");
  await expect(message(page, text)).toBeVisible();
  await run(page, "alerts add");
  await page.keyboard.press("Escape");
  await expect(composer(page)).toBeFocused();
  await composer(page).fill("/alerts add ");
  await expect(option(page, "channel")).toBeFocused();
  await page.keyboard.press("Backspace");
  await expect(composer(page)).toHaveValue("/alerts add");
  await context.close();
});

test("on a phone everything is within reach", async ({ browser }) => {
  const { page, context } = await enter(browser, ben, { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  await composer(page).fill("/ber");
  await page.getByRole("option").first().tap();
  await page.getByRole("option", { name: "Kittiwake" }).tap();
  await expect(page.locator(".popup--choices")).toHaveCount(0);
  await option(page, "nights").fill("2");
  await picture(page, "commands-phone-options");
  await page.getByRole("button", { name: "Send" }).tap();
  await expect(latest(page)).toContainText("Berth for kittiwake, 2 nights.");
  await page.getByRole("button", { name: "Log a trip" }).last().tap();
  await expect(page.getByRole("dialog", { name: "Log a trip" })).toBeVisible();
  await picture(page, "commands-phone-form");
  expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
  const small = await page.locator(".part-button:visible, .select-part:visible, .dialog button:visible").evaluateAll((buttons) => buttons.map((one) => one.getBoundingClientRect()).filter((box) => box.height < 43).length);
  expect(small).toBe(0);
  await context.close();
});

for (const colorScheme of ["dark", "light"] as const) {
  test(`none of it has known barriers, ${colorScheme}`, async ({ browser }) => {
    const { page, context } = await enter(browser, ada, { colorScheme, reducedMotion: "reduce" });
    await composer(page).fill("/");
    await expect(page.getByRole("option").first()).toBeVisible();
    expect.soft(await problems(page), "picker").toEqual([]);
    await run(page, "berth");
    await expect(page.getByRole("option")).toHaveCount(5);
    expect.soft(await problems(page), "options").toEqual([]);
    await page.keyboard.press("Escape");
    await expect(composer(page)).toBeFocused();
    await run(page, "report");
    await page.keyboard.press("Enter");
    await expect(latest(page).getByRole("heading", { name: "Harbour report" })).toBeVisible();
    await run(page, "watch");
    await page.keyboard.press("Enter");
    await expect(latest(page)).toContainText("Who keeps watch");
    expect.soft(await problems(page), "components").toEqual([]);
    await latest(page).getByRole("button", { name: "Which nights?" }).click();
    expect.soft(await problems(page), "select").toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Log a trip" }).last().click();
    await expect(page.getByRole("dialog", { name: "Log a trip" })).toBeVisible();
    expect.soft(await problems(page), "form").toEqual([]);
    await context.close();
  });
}
