// Discord's dialect of markdown as rules for simple-markdown: text in, a small tree out.
import SimpleMarkdown from "@khanacademy/simple-markdown";

export interface Node {
  type: string;
  content?: Node[] | string;
  [field: string]: unknown;
}

interface State {
  inline?: boolean;
  inQuote?: boolean;
  inLink?: boolean;
  depth?: number;
  prevCapture?: string[] | null;
}
type Capture = string[];
type Parse = (source: string, state: State) => Node[];
interface Rule {
  order: number;
  match: (source: string, state: State, previous: string) => Capture | null;
  parse: (capture: Capture, parse: Parse, state: State) => Node | Node[];
}

/** Deeper nesting than any person writes is read as plain text, which bounds the work on hostile input. */
const MaxDepth = 12;

const atLineStart = (previous: string) => previous === "" || previous.endsWith("\n");
const inline = (pattern: RegExp) => (source: string) => pattern.exec(source);

function nested(parse: Parse, source: string, state: State, change: Partial<State> = {}): Node[] {
  const depth = (state.depth ?? 0) + 1;
  if (depth > MaxDepth) return [{ type: "text", content: source }];
  // prevCapture belongs to the level it was made on: a nested level begins at a line of its own.
  return parse(source, { ...state, ...change, depth, prevCapture: null });
}

const span = (type: string, order: number, pattern: RegExp): Rule => ({
  order,
  match: inline(pattern),
  parse: (capture, parse, state) => ({ type, content: nested(parse, capture[1] ?? "", { ...state }, {}) }),
});

const rules: Record<string, Rule> = {
  codeBlock: {
    order: 1,
    match: inline(/^```(?:([a-zA-Z0-9_+\-.#]{1,24})\n)?\n*([^\n](?:[^`]|`(?!``))*?)\n*```/),
    parse: (capture) => ({ type: "codeBlock", lang: capture[1] ?? "", content: capture[2] ?? "" }),
  },
  quote: {
    order: 2,
    match: (source, state, previous) => {
      if (state.inQuote || !atLineStart(previous)) return null;
      return /^>>> ([\s\S]+)/.exec(source) ?? /^(?:> ?[^\n]*(?:\n|$))+/.exec(startsQuote(source) ? source : "");
    },
    parse: (capture, parse, state) => {
      const whole = capture[0] ?? "";
      const text = capture[1] !== undefined ? capture[1] : whole.replace(/^> ?/gm, "").replace(/\n$/, "");
      return { type: "quote", content: nested(parse, text, state, { inQuote: true }) };
    },
  },
  heading: {
    order: 3,
    match: (source, _state, previous) => atLineStart(previous) ? /^(#{1,3}|-#) +([^\n]+?)[ \t]*(?:\n|$)/.exec(source) : null,
    parse: (capture, parse, state) => ({
      type: "heading", level: capture[1] === "-#" ? 0 : capture[1]?.length ?? 1, content: nested(parse, capture[2] ?? "", state),
    }),
  },
  list: {
    order: 4,
    match: (source, _state, previous) => atLineStart(previous) ? /^(?: {0,8}(?:[-*]|\d{1,9}\.) +[^\n]+(?:\n|$))+/.exec(source) : null,
    parse: (capture, parse, state) => parseList((capture[0] ?? "").replace(/\n$/, "").split("\n"), parse, state),
  },
  escape: {
    order: 5,
    match: inline(/^\\([^0-9A-Za-z\s])/),
    parse: (capture) => ({ type: "text", content: capture[1] ?? "" }),
  },
  inlineCode: {
    order: 6,
    match: inline(/^(`{1,2})(?!`)((?:[^`]|`(?!\1))+?)\1(?!`)/),
    parse: (capture) => ({ type: "inlineCode", content: (capture[2] ?? "").replace(/^ (?=`)|(?<=`) $/g, "") }),
  },
  maskedLink: {
    order: 7,
    match: (source, state) => state.inLink ? null : /^\[((?:[^[\]\\\n]|\\.){1,500})\]\((https?:\/\/[^\s<>()]{1,2000}(?:\([^\s<>()]{0,200}\)[^\s<>()]{0,200})?)\)/.exec(source),
    parse: (capture, parse, state) => ({
      type: "link", target: capture[2] ?? "", masked: true, content: nested(parse, capture[1] ?? "", state, { inLink: true }),
    }),
  },
  angledLink: {
    order: 8,
    match: (source, state) => state.inLink ? null : /^<(https?:\/\/[^\s<>]{1,2000})>/.exec(source),
    parse: (capture) => ({ type: "link", target: capture[1] ?? "", content: [{ type: "text", content: capture[1] ?? "" }] }),
  },
  url: {
    order: 9,
    match: (source, state) => state.inLink ? null : matchUrl(source),
    parse: (capture) => ({ type: "link", target: capture[0] ?? "", content: [{ type: "text", content: capture[0] ?? "" }] }),
  },
  mention: {
    order: 10,
    match: inline(/^<(@!?|@&|#)(\d{5,20})>/),
    parse: (capture) => ({
      type: "mention", kind: capture[1] === "#" ? "channel" : capture[1] === "@&" ? "role" : "user", id: capture[2] ?? "",
    }),
  },
  everyone: {
    order: 11,
    match: inline(/^@(everyone|here)\b/),
    parse: (capture) => ({ type: "mention", kind: "everyone", id: capture[1] ?? "" }),
  },
  customEmoji: {
    order: 12,
    match: inline(/^<(a?):(\w{2,32}):(\d{5,20})>/),
    parse: (capture) => ({ type: "customEmoji", animated: capture[1] === "a", name: capture[2] ?? "", id: capture[3] ?? "" }),
  },
  timestamp: {
    order: 13,
    match: inline(/^<t:(-?\d{1,13})(?::([tTdDfFR]))?>/),
    parse: (capture) => ({ type: "timestamp", seconds: Number(capture[1]), style: capture[2] ?? "f" }),
  },
  spoiler: span("spoiler", 14, /^\|\|((?:[^|]|\|(?!\|))+)\|\|/),
  strong: span("strong", 15, /^\*\*((?:\\.|[^*\\]|\*(?!\*))+?)\*\*(?!\*)/s),
  underline: span("underline", 16, /^__((?:\\.|[^_\\]|_(?!_))+?)__(?!_)/s),
  emphasisStar: {
    order: 17,
    match: inline(/^\*(?![\s*])((?:\\.|\*\*(?:[^*]|\*(?!\*))*\*\*|[^*\\])+?)\*(?!\*)/s),
    parse: (capture, parse, state) => ({ type: "emphasis", content: nested(parse, capture[1] ?? "", state) }),
  },
  emphasisBar: {
    order: 18,
    match: inline(/^_(?!_)((?:\\.|__(?:[^_]|_(?!_))*__|[^_\\])+?)_(?![_A-Za-z0-9])/s),
    parse: (capture, parse, state) => ({ type: "emphasis", content: nested(parse, capture[1] ?? "", state) }),
  },
  strike: span("strike", 19, /^~~((?:[^~]|~(?!~))+)~~/),
  lineBreak: {
    order: 20,
    match: inline(/^\n/),
    parse: () => ({ type: "lineBreak" }),
  },
  text: {
    order: 30,
    // Up to the next character that could begin something: a line start, a mark, a link, a mention.
    match: inline(/^(?:[0-9A-Za-z\u00c0-\uffff ,.;?!'"()]+?(?=https?:\/\/)|[0-9A-Za-gi-z\u00c0-\uffff ,.;?!'"()h]+|[\s\S])/),
    parse: (capture) => ({ type: "text", content: capture[0] ?? "" }),
  },
};

function startsQuote(source: string): boolean {
  return source.startsWith("> ") || source.startsWith(">\n");
}

function matchUrl(source: string): Capture | null {
  const found = /^https?:\/\/[^\s<>]{1,2000}/.exec(source)?.[0];
  if (!found) return null;
  let url = found.replace(/[.,:;!?'"*_~|]+$/, "");
  while (url.endsWith(")") && count(url, ")") > count(url, "(")) url = url.slice(0, -1);
  return url.length > 8 ? [url] : null;
}

const count = (text: string, char: string) => text.split(char).length - 1;

function parseList(lines: string[], parse: Parse, state: State): Node {
  const indentOf = (line: string) => /^ */.exec(line)?.[0].length ?? 0;
  const base = indentOf(lines[0] ?? "");
  const ordered = /^ *\d/.test(lines[0] ?? "");
  const start = Number(/^ *(\d+)/.exec(lines[0] ?? "")?.[1] ?? 1);
  const items: Node[][] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? "";
    const text = line.replace(/^ *(?:[-*]|\d+\.) +/, "");
    const deeper: string[] = [];
    while (i + 1 < lines.length && indentOf(lines[i + 1] ?? "") > base) deeper.push(lines[++i] ?? "");
    const item = nested(parse, text, state);
    if (deeper.length > 0 && (state.depth ?? 0) < MaxDepth) {
      item.push(parseList(deeper, parse, { ...state, depth: (state.depth ?? 0) + 1 }));
    }
    items.push(item);
  }
  return { type: "list", ordered, start, items };
}

// The library's types are looser than these rules; this is the one place where the two meet.
const parser = SimpleMarkdown.parserFor(rules as unknown as Parameters<typeof SimpleMarkdown.parserFor>[0], { inline: true }) as unknown as (
  source: string, state?: State) => Node[];

export function parseMarkdown(source: string): Node[] {
  return mergeText(parser(source, { inline: true }));
}

function mergeText(nodes: Node[]): Node[] {
  const merged: Node[] = [];
  for (const node of nodes) {
    const last = merged[merged.length - 1];
    if (node.type === "text" && last?.type === "text") last.content = `${last.content as string}${node.content as string}`;
    else merged.push(Array.isArray(node.content) ? { ...node, content: mergeText(node.content) } : node);
  }
  return merged;
}
