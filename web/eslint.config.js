import js from "@eslint/js";
import hooks from "eslint-plugin-react-hooks";
import ts from "typescript-eslint";

export default ts.config(
  { ignores: ["dist", "node_modules", "test-results", "playwright-report"] },
  js.configs.recommended,
  ...ts.configs.strict,
  {
    plugins: { "react-hooks": hooks },
    rules: {
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      "max-lines": ["error", { max: 400 }],
      "no-restricted-properties": ["error", { property: "dangerouslySetInnerHTML" }],
      "no-restricted-syntax": ["error", {
        selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
        message: "Render React elements; raw HTML never enters the page.",
      }],
      "@typescript-eslint/no-unused-vars": ["error", { varsIgnorePattern: "^_", argsIgnorePattern: "^_" }],
      "no-eval": "error",
      "no-new-func": "error",
      "no-console": "error",
    },
  },
  { files: ["public/**"], languageOptions: { globals: { localStorage: "readonly", matchMedia: "readonly", document: "readonly" } } },
  { files: ["scripts/**", "e2e/**", "test-support/**"], languageOptions: { globals: { console: "readonly", process: "readonly", Buffer: "readonly", URL: "readonly", Response: "readonly", setTimeout: "readonly", setInterval: "readonly" } }, rules: { "no-console": "off" } },
);
