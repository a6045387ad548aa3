import { describe, expect, it } from "vitest";
import { parseMarkdown, type Node } from "./rules";

/** The tree as short text: strong(a) and so on. */
const show = (nodes: Node[] | string | undefined): string => typeof nodes === "string" || nodes === undefined ? nodes ?? ""
  : nodes.map((node) => node.type === "text" ? node.content as string : node.type === "lineBreak" ? "⏎"
    : node.type === "list" ? `${node.ordered ? "ol" : "ul"}(${(node.items as Node[][]).map(show).join("|")})`
      : `${node.type}(${node.content === undefined ? `${String(node.kind ?? node.name ?? node.style)}:${String(node.id ?? node.seconds)}` : show(node.content)})`).join("");
const parsed = (text: string) => show(parseMarkdown(text));

describe("markdown", () => {
  it.each([
    ["**bold** and *slanted* and _slanted_", "strong(bold) and emphasis(slanted) and emphasis(slanted)"],
    ["__under__ ~~gone~~ ||secret||", "underline(under) strike(gone) spoiler(secret)"],
    ["**bold *and* more**", "strong(bold emphasis(and) more)"],
    ["a_name_with_bars stays", "a_name_with_bars stays"],
    ["2 * 3 * 4", "2 * 3 * 4"],
    ["`code **not bold**`", "inlineCode(code **not bold**)"],
    ["\\*no\\*", "*no*"],
    ["# Title\nbody", "heading(Title)body"],
    ["-# small", "heading(small)"],
    ["not a # title", "not a # title"],
    ["> quoted **x**\nafter", "quote(quoted strong(x))after"],
    [">>> all\nof it", "quote(all⏎of it)"],
    ["- a\n- b\n  - c", "ul(a|bul(c))"],
    ["1. a\n2. b", "ol(a|b)"],
    ["<@123456> <@&234567> <#345678>", "mention(user:123456) mention(role:234567) mention(channel:345678)"],
    ["@everyone", "mention(everyone:everyone)"],
    ["<:party:123456>", "customEmoji(party:123456)"],
    ["<t:1700000000:R>", "timestamp(R:1700000000)"],
    ["see https://a.example/x_(y)).", "see link(https://a.example/x_(y)))."],
    ["[text](https://a.example)", "link(text)"],
    ["[text](javascript:alert)", "[text](javascript:alert)"],
    ["<https://a.example>", "link(https://a.example)"],
    ["<script>alert(1)</script>", "<script>alert(1)</script>"],
  ])("reads %s", (text, expected) => expect(parsed(text)).toBe(expected));

  it("keeps the language and the text of a code block", () => {
    expect(parseMarkdown("```ts\nlet a = 1;\n```")[0]).toMatchObject({ type: "codeBlock", lang: "ts", content: "let a = 1;" });
    expect(parseMarkdown("```one line```")[0]).toMatchObject({ type: "codeBlock", content: "one line" });
  });

  it.each(["*", "_", "**a", "[", "||", "> ", "`", "*a_b", "**_", "[a](http://", "\\*", "*a **b", "- ", "~~", "<@", "# "])("reads thousands of '%s' without harm", (piece) => {
    const text = piece.repeat(4000 / piece.length);
    expect(parseMarkdown(text).length).toBeGreaterThan(0);
  });
});
