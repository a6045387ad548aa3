import base from "./playwright.config";

// `npm run screenshots`: fills a demo community through the public API and takes the README's pictures.
export default { ...base, testMatch: "screenshots.ts", timeout: 180_000 };
