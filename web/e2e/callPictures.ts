// The pictures of docs/guides/voice-calls.md: a call with cameras, a shared screen and a stage, between real browsers and a real server.
// The machine that takes them has no camera and no screen, so what they film is drawn; everything behind it is the way of any call.
import { expect, test, type Browser, type BrowserContextOptions, type Page } from "@playwright/test";
import { mkdirSync } from "node:fs";
import { call, register, unique, type Account } from "./support/api";
import { drawDevices } from "./support/drawnDevices";
import { emblem } from "./support/png";
import { fakeDevices } from "./support/voice";

const folder = process.env.SCREENSHOTS ?? "../docs/images";
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const people: [string, string][] = [["mira.quist", "Mira Quist"], ["tobias.r", "Tobias"], ["yuki.m", "Yuki"], ["samir.d", "Samir D."], ["lena.ost", "Lena"], ["oskar.l", "Oskar"], ["priya.s", "Priya"]];

test.use({ launchOptions: { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", ...fakeDevices] } });
test.describe.configure({ mode: "serial" });

const crew: Account[] = [];
let guild: string;
let lounge: string;
let stage: string;

const one = (index: number): Account => {
  const found = crew[index];
  if (!found) throw new Error(`nobody at ${index}`);
  return found;
};

test.beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  const tag = process.env.DEMO_PLAIN_NAMES ? "" : `.${unique()}`;
  for (const [username, name] of people) crew.push(await register(`${username}${tag}`, name));
  const { token } = one(0);
  const make = async (body: object) => (await call<{ id: string }>(token, "POST", `/guilds/${guild}/channels`, body)).id;
  const icon = `data:image/png;base64,${emblem(128, [18, 92, 84], [244, 248, 244], [224, 174, 69]).toString("base64")}`;
  guild = (await call<{ id: string }>(token, "POST", "/guilds", { name: "Tidewater Sailors", icon })).id;
  for (const old of await call<{ id: string }[]>(token, "GET", `/guilds/${guild}/channels`)) await call(token, "DELETE", `/channels/${old.id}`);
  const text = await make({ name: "The Dock", type: 4 });
  const first = await make({ name: "arrivals", type: 0, parent_id: text });
  await make({ name: "routes", type: 0, parent_id: text });
  const rooms = await make({ name: "Voice", type: 4 });
  lounge = await make({ name: "Lounge", type: 2, parent_id: rooms });
  await make({ name: "Chart table", type: 2, parent_id: rooms, user_limit: 6 });
  stage = await make({ name: "Saturday talks", type: 13, parent_id: rooms });
  const { code } = await call<{ code: string }>(token, "POST", `/channels/${first}/invites`, {});
  for (const other of crew.slice(1)) await call(other.token, "POST", `/invites/${code}`, {});
  for (const [who, content] of [[1, "Chart is up on my screen in a moment."], [4, "Can somebody read out the tide for Friday?"], [2, "High water 09:42, 2.1 m. Low at 15:58."], [4, "Perfect, thank you!"]] as const)
    await call(one(who).token, "POST", `/channels/${lounge}/messages`, { content });
});

const open: Page[] = [];
test.afterEach(async () => {
  for (const page of open.splice(0)) await page.context().close();
});

async function arrive(browser: Browser, who: number, channel: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: "dark", ...options });
  const page = await context.newPage();
  open.push(page);
  await page.addInitScript((token) => {
    localStorage.setItem("guildhall.token", JSON.stringify(token));
    localStorage.setItem("guildhall.preferences", JSON.stringify({ theme: "dark" }));
    localStorage.setItem("guildhall.voice", JSON.stringify({ noiseSuppression: false, autoSensitivity: false, thresholdDb: -70 }));
  }, one(who).token);
  await page.addInitScript(drawDevices, who);
  await page.goto(`/channels/${guild}/${channel}`);
  return page;
}

async function join(page: Page, name = "Join voice"): Promise<Page> {
  await page.getByRole("main").getByRole("button", { name }).click();
  await expect(page.getByRole("region", { name: "Voice", exact: true, includeHidden: true })).toHaveAttribute("data-phase", "connected");
  return page;
}

const press = (page: Page, name: string) => page.getByRole("main").getByRole("button", { name, exact: true }).click();

async function shoot(page: Page, name: string): Promise<void> {
  await page.mouse.move(2, 2);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: `${folder}/${name}.png` });
}

/** Every film that is shown has arrived. */
const filmed = (page: Page, count: number) => expect.poll(() => page.locator(".tile video").evaluateAll((films) => films.filter((film) => (film as HTMLVideoElement).videoWidth > 0).length), { timeout: 60_000 }).toBeGreaterThanOrEqual(count);

test("a call with cameras, and a shared screen", async ({ browser }) => {
  test.setTimeout(240_000);
  const mine = await join(await arrive(browser, 0, lounge));
  const others: Page[] = [];
  for (const who of [1, 2, 3, 4]) others.push(await join(await arrive(browser, who, lounge, { viewport: { width: 900, height: 640 } })));
  const [tobias, yuki, samir, lena] = others;
  if (!tobias || !yuki || !samir || !lena) return;
  for (const page of [tobias, yuki, lena, mine]) await press(page, "Turn the camera on");
  await press(samir, "Mute");
  await press(lena, "Mute");
  await call(one(0).token, "PUT", `/channels/${lounge}/voice-status`, { status: "Planning Friday's crossing" });
  await filmed(mine, 4);
  await shoot(mine, "call");

  await tobias.getByRole("main").getByRole("button", { name: "Share your screen" }).click();
  await tobias.getByRole("menuitem", { name: "Sharp: text, slides, code" }).click();
  await filmed(mine, 5);
  await shoot(mine, "call-screen");
  await mine.context().close();
  open.splice(open.indexOf(mine), 1);

  const small = await join(await arrive(browser, 0, lounge, phone));
  await filmed(small, 4);
  await shoot(small, "call-screen-phone");
  await press(tobias, "Stop sharing");
  await expect(small.locator(".tile[data-kind=screen]")).toHaveCount(0);
  await press(small, "Turn the camera on");
  await filmed(small, 4);
  await shoot(small, "call-phone");
});

test("a stage", async ({ browser }) => {
  test.setTimeout(240_000);
  const mine = await join(await arrive(browser, 0, stage), "Join the audience");
  await mine.getByRole("button", { name: "Go on stage" }).click();
  const others: Page[] = [];
  for (const who of [1, 2, 3, 4, 5, 6]) others.push(await join(await arrive(browser, who, stage, { viewport: { width: 900, height: 640 } }), "Join the audience"));
  for (const who of [1, 2]) await call(one(0).token, "PATCH", `/guilds/${guild}/voice-states/${one(who).id}`, { channel_id: stage, suppress: false });
  await call(one(0).token, "POST", "/stage-instances", { channel_id: stage, topic: "Sails for a light breeze: an evening with Tobias", privacy_level: 2 });
  const [tobias, , samir, , oskar] = others;
  if (!tobias || !samir || !oskar) return;
  await press(tobias, "Turn the camera on");
  for (const page of [samir, oskar]) await press(page, "Ask to speak");
  await filmed(mine, 1);
  await expect(mine.locator(".listener__hand")).toHaveCount(2);
  await shoot(mine, "call-stage");
  const audience = others[5];
  if (audience) {
    await audience.context().close();
    open.splice(open.indexOf(audience), 1);
  }
  const small = await join(await arrive(browser, 6, stage, phone), "Join the audience");
  await filmed(small, 1);
  await shoot(small, "call-stage-phone");
});
