// What a checker can tell about accessibility, in both themes.
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { arrive, createGuild, message, register, say, someName } from "./support/people";

async function problems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]).analyze();
  return violations.flatMap((found) => found.nodes.map((node) => `${found.id} (${found.impact ?? ""}): ${String(node.target[0])} ${node.any[0]?.message ?? ""}`));
}

for (const colorScheme of ["dark", "light"] as const) {
  test(`the main views have no known barriers, ${colorScheme}`, async ({ browser }) => {
    const { page, context } = await arrive(browser, { colorScheme, reducedMotion: "reduce" });
    await page.goto("/login");
    await expect(page.getByRole("heading")).toBeVisible();
    expect.soft(await problems(page), "login").toEqual([]);
    await register(page, someName("Ada"));
    expect.soft(await problems(page), "home").toEqual([]);
    await createGuild(page, "Open House");
    await say(page, "hello world");
    await say(page, "@everyone see https://example.org");
    await message(page, "hello world").hover();
    expect.soft(await problems(page), "channel").toEqual([]);
    await page.getByRole("button", { name: "Settings", exact: true }).click();
    await expect(page.getByRole("tab", { name: "Appearance" })).toBeVisible();
    expect.soft(await problems(page), "settings").toEqual([]);
    await page.keyboard.press("Escape");
    await page.locator(".member").first().click();
    await expect(page.getByText("On Guildhall since")).toBeVisible();
    expect.soft(await problems(page), "profile").toEqual([]);
    await context.close();
  });
}
