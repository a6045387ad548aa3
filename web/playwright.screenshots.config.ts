import base from "./playwright.config";

// `npm run screenshots`: fills communities through the public API and takes the pictures of the README and of the guides.
export default { ...base, testMatch: /screenshots\.ts$|commandPictures\.ts$|callPictures\.ts$/, timeout: 180_000 };
