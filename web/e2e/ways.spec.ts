// Other ways in: a phone, the keyboard alone, light and dark.
import { expect, test } from "@playwright/test";
import { arrive, composer, createGuild, message, picture, register, say, someName } from "./support/people";

test("a phone shows one thing at a time, and drawers lead to the rest", async ({ browser }) => {
  const ada = await arrive(browser, { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  await register(ada.page, someName("Ada"));
  await ada.page.getByRole("button", { name: /Create a guild/ }).last().tap();
  await ada.page.getByLabel("Guild name").fill("Pocket Hall");
  await ada.page.getByRole("button", { name: "Create guild" }).tap();
  await expect(composer(ada.page)).toBeVisible();
  await composer(ada.page).fill("from my pocket");
  await ada.page.getByRole("button", { name: "Send" }).tap();
  await expect(message(ada.page, "from my pocket")).toBeVisible();

  await expect(ada.page.getByRole("navigation", { name: "Channels" })).toBeHidden();
  await ada.page.getByRole("button", { name: "Open navigation" }).tap();
  await expect(ada.page.getByRole("navigation", { name: "Channels" })).toBeVisible();
  await picture(ada.page, "phone-navigation");
  await ada.page.getByRole("link", { name: "general" }).tap();
  await expect(ada.page.getByRole("navigation", { name: "Channels" })).toBeHidden();
  await ada.page.getByRole("button", { name: /members/i }).tap();
  await expect(ada.page.getByRole("complementary", { name: "Members" })).toBeVisible();
  await ada.page.keyboard.press("Escape");

  const wide = await ada.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(wide).toBe(false);
  const small = await ada.page.locator(".channel-header button:visible, .composer__row button:visible").evaluateAll((buttons) =>
    buttons.map((button) => button.getBoundingClientRect()).filter((box) => box.width < 40 || box.height < 44).length);
  expect(small).toBe(0);
  await ada.context.close();
});

test("everything that matters works from the keyboard", async ({ browser }) => {
  const ada = await arrive(browser);
  const page = ada.page;
  await page.goto("/register");
  await expect(page.getByLabel("Your name")).toBeFocused();
  await page.keyboard.type(someName("Ada"));
  await page.keyboard.press("Tab");
  await page.keyboard.type("correct horse battery");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /Welcome/ })).toBeVisible();
  await page.getByRole("button", { name: /Create a guild/ }).last().focus();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Guild name")).toBeFocused();
  await page.keyboard.type("Keyboard Hall");
  await page.keyboard.press("Enter");
  await expect(composer(page)).toBeFocused();
  await page.keyboard.type("typed, not clicked");
  await page.keyboard.press("Enter");
  await expect(message(page, "typed, not clicked")).toBeVisible();

  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await page.locator(".messages__scroll").focus();
  await page.keyboard.press("ArrowUp");
  await expect(message(page, "typed, not clicked")).toBeFocused();
  await page.keyboard.press("r");
  await expect(page.getByText("Replying to")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText("Replying to")).toBeHidden();

  await page.keyboard.press("Control+k");
  await expect(page.locator("input:focus")).toHaveCount(1);
  await page.keyboard.type("keyboard");
  await expect(page.getByRole("option").first()).toContainText("Keyboard Hall");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("listbox")).toHaveCount(0);
  await ada.context.close();
});

test("the theme follows the device until one is chosen", async ({ browser }) => {
  const ada = await arrive(browser, { colorScheme: "light" });
  const theme = () => ada.page.evaluate(() => document.documentElement.dataset.theme);
  await register(ada.page, someName("Ada"));
  await createGuild(ada.page, "Day and Night");
  await say(ada.page, "good morning");
  expect(await theme()).toBe("light");
  await picture(ada.page, "light");
  await ada.page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(theme).toBe("dark");
  await ada.page.getByRole("button", { name: "Settings", exact: true }).click();
  await ada.page.getByRole("tab", { name: "Appearance" }).click();
  await ada.page.getByRole("radio", { name: "Light" }).click();
  await expect.poll(theme).toBe("light");
  await ada.page.reload();
  await expect(composer(ada.page)).toBeVisible();
  expect(await theme()).toBe("light");
  await ada.context.close();
});

test("a mistake in a form is shown where it was made", async ({ browser }) => {
  const ada = await arrive(browser);
  const name = someName("Ada");
  await register(ada.page, name);
  const other = await arrive(browser);
  await other.page.goto("/register");
  await other.page.getByLabel("Your name").fill(name);
  await other.page.getByLabel("Password").fill("correct horse battery");
  await other.page.getByRole("button", { name: "Create account" }).click();
  await expect(other.page.getByLabel("Your name")).toHaveAttribute("aria-invalid", "true");
  await expect(other.page.getByRole("alert")).toBeVisible();
  await ada.context.close();
  await other.context.close();
});
