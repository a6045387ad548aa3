// Writing a bot and letting it in: the developer pages, the question before it joins, and what people see of it.
import { expect, test, type Page } from "@playwright/test";
import { base, call, unique } from "./support/api";
import { arrive, createGuild, message, picture, register, someName } from "./support/people";

const rows = (page: Page, title: string) => page.getByRole("switch", { name: title });

async function makeApplication(page: Page, name: string): Promise<string> {
  await page.goto("/developers");
  await page.getByRole("button", { name: "New application" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Bot", exact: true })).toBeVisible();
  return new URL(page.url()).pathname.split("/")[3] ?? "";
}

async function newToken(page: Page): Promise<string> {
  await page.getByRole("button", { name: "New token" }).click();
  await page.getByRole("button", { name: "Make a new token" }).click();
  await page.getByRole("button", { name: "Copy token" }).click();
  await expect(page.getByRole("button", { name: "Copy token" })).toHaveText("Copied");
  return page.evaluate(() => navigator.clipboard.readText());
}

test("a bot is made, given its token and intents, let in, and talks", async ({ browser }) => {
  const ada = await arrive(browser, { permissions: ["clipboard-read", "clipboard-write"] });
  const page = ada.page;
  await register(page, someName("Ada"));
  await createGuild(page, "Harbour");
  const name = `Bosun ${unique()}`;
  const id = await makeApplication(page, name);

  const token = await newToken(page);
  const self = await call<{ id: string; username: string }>(`Bot ${token}`, "GET", "/users/@me");
  expect(self.id).toBe(id);
  await picture(page, "developers-token");
  await page.reload();
  await expect(page.getByRole("button", { name: "New token" })).toBeVisible();
  await expect(page.locator("body")).not.toContainText(token);

  await expect(rows(page, "Presence intent")).toHaveAttribute("aria-checked", "true");
  await rows(page, "Presence intent").click();
  await expect(rows(page, "Presence intent")).toHaveAttribute("aria-checked", "false");
  const { flags } = await call<{ flags: number }>(`Bot ${token}`, "GET", "/applications/@me");
  expect(flags & (1 << 12 | 1 << 13)).toBe(0);
  expect(flags & (1 << 18 | 1 << 19)).not.toBe(0);

  await page.getByRole("link", { name: "OAuth2" }).click();
  await page.getByRole("checkbox", { name: "Write messages" }).check();
  await page.getByRole("checkbox", { name: "Kick members" }).check();
  await page.getByRole("checkbox", { name: "See channels" }).check();
  const link = await page.getByRole("textbox", { name: "Generated link" }).inputValue();
  await page.goto(link);
  await expect(page.getByRole("heading", { name })).toBeVisible();
  await expect(page.getByText("Join a guild as a bot")).toBeVisible();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("checkbox", { name: "Kick members" }).uncheck();
  await page.getByRole("button", { name: "Allow" }).click();
  await expect(page.getByText("It has joined Harbour.")).toBeVisible();
  await page.getByRole("button", { name: "Go to Harbour" }).click();

  await expect(page.locator(".member", { hasText: self.username })).toBeVisible();
  const [, , guild, channel] = new URL(page.url()).pathname.split("/");
  await call(`Bot ${token}`, "POST", `/channels/${channel}/messages`, { content: "All hands on deck." });
  await expect(message(page, "All hands on deck.")).toBeVisible();
  const roles = await call<{ permissions: string; tags?: { bot_id?: string } }[]>(`Bot ${token}`, "GET", `/guilds/${guild}/roles`);
  expect(roles.find((role) => role.tags?.bot_id === id)?.permissions).toBe(String(1 << 10 | 1 << 11));
  expect(ada.troubles).toEqual([]);
  await ada.context.close();
});

test("a new token ends the old one, and deleting asks for the name", async ({ browser }) => {
  const ada = await arrive(browser, { permissions: ["clipboard-read", "clipboard-write"] });
  const page = ada.page;
  await register(page, someName("Ada"));
  const name = `Ferry ${unique()}`;
  await makeApplication(page, name);
  const first = await newToken(page);
  await page.reload();
  const second = await newToken(page);
  expect(second).not.toBe(first);
  await expect(call(`Bot ${first}`, "GET", "/users/@me")).rejects.toThrow("401");
  await page.getByRole("link", { name: "General" }).click();
  await page.getByRole("button", { name: "Delete application" }).click();
  const last = page.getByRole("button", { name: "Delete for good" });
  await expect(last).toBeDisabled();
  await page.getByLabel(/to confirm/).fill(name);
  await last.click();
  await expect(page.getByText("Your first bot starts here")).toBeVisible();
  await expect(call(`Bot ${second}`, "GET", "/users/@me")).rejects.toThrow("401");
  await ada.context.close();
});

test("what is complete is listed, found by others, and added from the directory", async ({ browser }) => {
  const ada = await arrive(browser);
  const bob = await arrive(browser);
  const name = `Almanac ${unique()}`;
  await register(ada.page, someName("Ada"));
  await makeApplication(ada.page, name);
  await ada.page.getByRole("link", { name: "Listing" }).click();
  await expect(rows(ada.page, "Show it in the directory")).toBeDisabled();
  await ada.page.getByRole("link", { name: "General" }).click();
  await ada.page.getByLabel("Description").fill("Knows the sunrise of every harbour.");
  await ada.page.getByLabel("Tags").fill("sun");
  await ada.page.getByLabel("Tags").press("Enter");
  await ada.page.getByRole("button", { name: "Save" }).click();
  await expect(ada.page.getByText("Saved.", { exact: true })).toBeVisible();
  await ada.page.getByRole("link", { name: "Installation" }).click();
  await ada.page.getByRole("radio", { name: /This house/ }).click();
  await ada.page.getByRole("checkbox", { name: "Write messages" }).check();
  await ada.page.getByRole("button", { name: "Save" }).click();
  await expect(ada.page.getByRole("button", { name: "Save" })).toHaveCount(0);
  await ada.page.getByRole("link", { name: "Listing" }).click();
  await rows(ada.page, "Show it in the directory").click();
  await expect(rows(ada.page, "Show it in the directory")).toHaveAttribute("aria-checked", "true");

  await register(bob.page, someName("Bob"));
  await createGuild(bob.page, "Lighthouse");
  await bob.page.goto("/application-directory");
  await bob.page.getByRole("searchbox").fill(`${name} harbour`);
  await bob.page.getByRole("link", { name }).click();
  await bob.page.getByRole("button", { name: "Add it" }).click();
  await bob.page.getByRole("button", { name: "Continue" }).click();
  await bob.page.getByRole("button", { name: "Allow" }).click();
  await bob.page.getByRole("button", { name: "Go to Lighthouse" }).click();
  await expect(bob.page.locator(".member", { hasText: name.split(" ")[0] ?? "" })).toBeVisible();
  await ada.page.reload();
  await expect(ada.page.locator(".directory-card")).toContainText("In 1 guild");
  await ada.context.close();
  await bob.context.close();
});

test("who is not signed in comes back to the question after signing in", async ({ browser }) => {
  const ada = await arrive(browser);
  await register(ada.page, someName("Ada"));
  const name = `Pilot ${unique()}`;
  const id = await makeApplication(ada.page, name);
  const bob = await arrive(browser);
  await bob.page.goto(`/oauth2/authorize?client_id=${id}&scope=bot&permissions=0`);
  await bob.page.getByRole("link", { name: "Create an account" }).click();
  await bob.page.getByLabel("Your name").fill(someName("Bob"));
  await bob.page.getByLabel("Password").fill("correct horse battery");
  await bob.page.getByRole("button", { name: "Create account" }).click();
  await expect(bob.page.getByRole("heading", { name })).toBeVisible();
  await expect(bob.page.getByText("You manage no guild")).toBeVisible();
  await expect(bob.page.getByRole("button", { name: "Allow" })).toBeDisabled();
  await bob.page.getByRole("button", { name: "Cancel" }).click();
  await expect(bob.page.getByRole("heading", { name: /Welcome/ })).toBeVisible();
  await ada.context.close();
  await bob.context.close();
});

test("who signs in elsewhere with this account sees it in the settings, and ends it there", async ({ browser }) => {
  const ada = await arrive(browser);
  const page = ada.page;
  await register(page, someName("Ada"));
  const name = `Chart ${unique()}`;
  const id = await makeApplication(page, name);
  const callback = "https://chart.example/callback";
  await page.getByRole("link", { name: "OAuth2" }).click();
  await page.getByRole("button", { name: "Add a redirect" }).click();
  await page.getByLabel("Redirect 1").fill(callback);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);
  await page.getByRole("button", { name: "New secret" }).click();
  await page.getByRole("button", { name: "Make a new secret" }).click();
  const secret = await page.getByRole("textbox", { name: "Client secret" }).inputValue();

  await page.route("https://chart.example/**", (route) => route.fulfill({ contentType: "text/html", body: "<h1>Back at the chart</h1>" }));
  const query = new URLSearchParams({ client_id: id, response_type: "code", redirect_uri: callback, scope: "identify guilds", state: "x&y" });
  await page.goto(`/oauth2/authorize?${query.toString()}`);
  await expect(page.getByText("See which guilds you are in")).toBeVisible();
  await expect(page.getByText("chart.example")).toBeVisible();
  await page.getByRole("button", { name: "Allow" }).click();
  await expect(page.getByRole("heading", { name: "Back at the chart" })).toBeVisible();
  const answer = new URL(page.url()).searchParams;
  expect(answer.get("state")).toBe("x&y");
  const redeemed = await fetch(`${base}/api/v10/oauth2/token`, {
    method: "POST", body: new URLSearchParams({ grant_type: "authorization_code", code: answer.get("code") ?? "", redirect_uri: callback, client_id: id, client_secret: secret }),
  });
  const { access_token: access } = (await redeemed.json()) as { access_token: string };
  expect((await call<{ id: string }>(`Bearer ${access}`, "GET", "/users/@me")).id).toBeTruthy();

  await page.goto("/channels/@me");
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  await page.getByRole("tab", { name: "Authorised apps" }).click();
  await expect(page.locator(".grant")).toContainText(name);
  await page.getByRole("button", { name: `End the access of ${name}` }).click();
  await page.getByRole("button", { name: "End access", exact: true }).click();
  await expect(page.getByText("Nothing is authorised")).toBeVisible();
  await expect(call(`Bearer ${access}`, "GET", "/users/@me")).rejects.toThrow("401");
  await page.goto(`/oauth2/authorize?${query.toString()}`);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("heading", { name: "Back at the chart" })).toBeVisible();
  expect(new URL(page.url()).searchParams.get("error")).toBe("access_denied");
  expect(ada.troubles).toEqual([]);
  await ada.context.close();
});

test("a SKU is made, given away for trying, and taken back", async ({ browser }) => {
  const ada = await arrive(browser, { permissions: ["clipboard-read", "clipboard-write"] });
  const page = ada.page;
  await register(page, someName("Ada"));
  const id = await makeApplication(page, `Chandler ${unique()}`);
  const token = await newToken(page);
  await page.getByRole("link", { name: "Premium" }).click();
  await page.getByLabel("New SKU").fill("Gold tier");
  await page.getByLabel("Kind").selectOption({ label: "Subscription of a person" });
  await page.getByRole("button", { name: "Make", exact: true }).click();
  await page.getByRole("button", { name: "Give", exact: true }).click();
  await expect(page.getByRole("button", { name: /Take Gold tier back/ })).toBeVisible();
  const owned = await call<{ type: number }[]>(`Bot ${token}`, "GET", `/applications/${id}/entitlements`);
  expect(owned.map((one) => one.type)).toEqual([8]);
  await page.getByRole("button", { name: /Take Gold tier back/ }).click();
  await page.getByRole("button", { name: "Take it back", exact: true }).click();
  await expect(page.getByRole("button", { name: /Take Gold tier back/ })).toHaveCount(0);
  expect(await call<unknown[]>(`Bot ${token}`, "GET", `/applications/${id}/entitlements`)).toEqual([]);
  await ada.context.close();
});

test("the pages fit a phone, in both themes, without barriers", async ({ browser }) => {
  const { default: AxeBuilder } = await import("@axe-core/playwright");
  for (const colorScheme of ["dark", "light"] as const) {
    const ada = await arrive(browser, { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, colorScheme, reducedMotion: "reduce" });
    const page = ada.page;
    await register(page, someName("Ada"));
    const id = await makeApplication(page, `Skiff ${unique()}`);
    const tabs = ["information", "bot", "installation", "oauth2", "commands", "webhooks", "usage", "premium", "listing"].map((tab) => `/developers/applications/${id}/${tab}`);
    for (const path of ["/developers", ...tabs, "/application-directory", `/oauth2/authorize?client_id=${id}&scope=bot&permissions=8`]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
      const wide = await page.evaluate(() => [document.documentElement, document.getElementById("page-main")].some((one) => (one?.scrollWidth ?? 0) > innerWidth));
      expect.soft(wide, `${path} is wider than the phone`).toBe(false);
      const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]).analyze();
      expect.soft(violations.flatMap((found) => found.nodes.map((node) => `${found.id}: ${String(node.target[0])}`)), `${colorScheme} ${path}`).toEqual([]);
    }
    await ada.context.close();
  }
});
