// Where we are: the address bar as a value. Paths follow the links people already share.
import type { Id } from "../wire/types";
import { Value } from "./reactive";

export type Route =
  | { page: "login" }
  | { page: "register" }
  | { page: "invite"; code: string }
  | { page: "home" }
  | { page: "developers"; applicationId: Id | null; tab: string | null }
  | { page: "directory"; applicationId: Id | null }
  | { page: "authorize"; query: string }
  | { page: "operator" }
  | { page: "channel"; guildId: Id; channelId: Id | null; messageId: Id | null };

/** Stands where a guild's id would, for channels that belong to none. */
export const DirectMessages = "@me";

export function parsePath(path: string, search = ""): Route {
  const parts = path.split("/").filter(Boolean);
  if (parts[0] === "login") return { page: "login" };
  if (parts[0] === "register") return { page: "register" };
  if (parts[0] === "invite" && parts[1]) return { page: "invite", code: decodeURIComponent(parts[1]) };
  if (parts[0] === "channels" && parts[1] && (parts[1] !== DirectMessages || parts[2])) {
    return { page: "channel", guildId: parts[1], channelId: parts[2] ?? null, messageId: parts[3] ?? null };
  }
  if (parts[0] === "developers") return { page: "developers", applicationId: parts[2] ?? null, tab: parts[3] ?? null };
  if (parts[0] === "application-directory") return { page: "directory", applicationId: parts[1] ?? null };
  if (parts[0] === "operator" && parts.length === 1) return { page: "operator" };
  if (parts[0] === "oauth2" && parts[1] === "authorize") return { page: "authorize", query: search.replace(/^\?/u, "") };
  return { page: "home" };
}

export function pathOf(route: Route): string {
  switch (route.page) {
    case "login": return "/login";
    case "register": return "/register";
    case "invite": return `/invite/${route.code}`;
    case "home": return "/channels/@me";
    case "developers": return ["/developers", route.applicationId && "applications", route.applicationId, route.tab].filter(Boolean).join("/");
    case "directory": return ["/application-directory", route.applicationId].filter(Boolean).join("/");
    case "operator": return "/operator";
    case "authorize": return `/oauth2/authorize?${route.query}`;
    case "channel": return ["/channels", route.guildId, route.channelId, route.messageId].filter(Boolean).join("/");
  }
}

export const route = new Value<Route>(typeof location === "undefined" ? { page: "home" } : parsePath(location.pathname, location.search));

export function go(next: Route, how: "push" | "replace" = "push"): void {
  const path = pathOf(next);
  if (path !== location.pathname + location.search) {
    if (how === "push") history.pushState(null, "", path);
    else history.replaceState(null, "", path);
  }
  route.set(next);
}

export function goToChannel(guildId: Id, channelId: Id | null, messageId: Id | null = null): void {
  go({ page: "channel", guildId, channelId, messageId });
}

export function watchHistory(): void {
  window.addEventListener("popstate", () => route.set(parsePath(location.pathname, location.search)));
}

let wanted: Route | null = null;

/** Where somebody wanted to go who has to sign in first. */
export function rememberWanted(next: Route): void {
  if (next.page === "developers" || next.page === "directory" || next.page === "authorize" || next.page === "operator") wanted = next;
}

/** Where to go after signing in. */
export function takeWanted(): Route {
  const next = wanted ?? { page: "home" };
  wanted = null;
  return next;
}
