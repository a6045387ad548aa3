// What a link asks for: the address's own words, and where it is silent, what the application says of itself.
import { InstallType, type InstallParams, type PublicApplication } from "../../wire/applications";
import type { Id } from "../../wire/types";
import { parsePermissions } from "../applications/permissions";
import { splitScopes } from "../applications/scopes";

export interface Asked {
  clientId: Id;
  scopes: string[];
  permissions: bigint;
  redirect: string | null;
  guildId: Id | null;
  isGuildFixed: boolean;
  prompt: string | null;
  /** The query both questions to the server carry. */
  query: string;
}

/** The kinds of installation to choose from when the address names none. */
export function installChoices(params: URLSearchParams, application: PublicApplication): string[] {
  if (params.has("scope") || params.has("integration_type")) return [];
  return [InstallType.guild, InstallType.user].filter((type) => paramsFor(application, type));
}

export function paramsFor(application: PublicApplication, type: string): InstallParams | undefined {
  return application.integration_types_config?.[type]?.oauth2_install_params ?? (type === InstallType.guild ? application.install_params : undefined);
}

/** What is asked for once the kind of installation is chosen, if there was a choice. Null when address and application ask for nothing. */
export function readAsked(params: URLSearchParams, application: PublicApplication, chosen: string | null): Asked | null {
  const own = splitScopes(params.get("scope"));
  const offered = paramsFor(application, params.get("integration_type") ?? chosen ?? InstallType.guild);
  const scopes = own.length > 0 ? own : offered?.scopes ?? [];
  if (scopes.length === 0) return null;
  const wanted = params.get("permissions");
  const permissions = scopes.includes("bot") ? parsePermissions(wanted ?? (own.length > 0 ? "0" : offered?.permissions)) : 0n;
  const query = new URLSearchParams(params);
  for (const name of ["permissions", "guild_id", "channel_id", "disable_guild_select", "prompt"]) query.delete(name);
  query.set("scope", scopes.join(" "));
  if (chosen && !query.has("integration_type")) query.set("integration_type", chosen);
  return {
    clientId: application.id, scopes, permissions, query: query.toString(),
    redirect: params.get("redirect_uri"),
    guildId: params.get("guild_id"),
    isGuildFixed: params.get("disable_guild_select") === "true" && params.has("guild_id"),
    prompt: params.get("prompt"),
  };
}

/** Whether the answer needs a guild to be chosen. */
export const needsGuild = (scopes: readonly string[], type: string): boolean =>
  scopes.some((scope) => scope === "bot" || scope === "webhook.incoming" || (scope === "applications.commands" && type === InstallType.guild));

/** Where to go with the answer; null to stay, since nobody waits for it elsewhere or the address is not one to open. */
export function nextAddress(url: string, origin: string): string | null {
  let parsed: URL;
  try {
    parsed = new URL(url, origin);
  } catch {
    return null;
  }
  if (parsed.origin === origin && parsed.pathname === "/oauth2/authorized") return null;
  return /^(javascript|data|blob|vbscript|file):$/u.test(parsed.protocol) ? null : parsed.href;
}
