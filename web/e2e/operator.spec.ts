// The figures are for operators alone; the server of these tests has none.
import { expect, test } from "@playwright/test";
import { arrive, register } from "./support/people";

test("whoever is not an operator does not find the figures", async ({ browser }) => {
  const { page, context } = await arrive(browser);
  await register(page, "Olive");

  await page.goto("/operator");

  await expect(page.getByRole("alert")).toHaveText("Only the operators of this server see its figures.");
  await context.close();
});
