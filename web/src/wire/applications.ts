// Applications and what people grant to them, with the names they have on the wire.
import type { Guild, Id, User } from "./types";

export interface InstallParams { scopes: string[]; permissions: string }

export const InstallType = { guild: "0", user: "1" } as const;

export type InstallConfig = Record<string, { oauth2_install_params?: InstallParams } | null>;

/** An application as everybody may see it. */
export interface PublicApplication {
  id: Id;
  name: string;
  icon: string | null;
  description: string;
  bot?: User;
  bot_public: boolean;
  bot_require_code_grant: boolean;
  terms_of_service_url?: string;
  privacy_policy_url?: string;
  custom_install_url?: string;
  install_params?: InstallParams;
  integration_types_config?: InstallConfig;
  verify_key: string;
  flags: number;
  tags?: string[];
  is_verified?: boolean;
  is_discoverable?: boolean;
}

/** An application as its owner sees it. */
export interface DeveloperApplication extends PublicApplication {
  redirect_uris: string[];
  interactions_endpoint_url: string | null;
  role_connections_verification_url: string | null;
  event_webhooks_url?: string | null;
  event_webhooks_status?: number;
  event_webhooks_types?: string[];
  approximate_guild_count: number;
  approximate_user_install_count: number;
  approximate_user_authorization_count: number;
  verification_state?: number;
  discoverability_state?: number;
  discovery_eligibility_flags?: number;
}

export const Discoverability = { ineligible: 1, notDiscoverable: 2, discoverable: 3 } as const;
export const Eligibility = { verified: 1, tag: 2, description: 4, terms: 8, privacy: 16, install: 32 } as const;

export const Intent = { presence: 1 << 12, presenceLimited: 1 << 13, members: 1 << 14, membersLimited: 1 << 15, content: 1 << 18, contentLimited: 1 << 19 } as const;

export interface DirectoryApplication extends PublicApplication {
  directory_entry: { guild_count: number; short_description: string };
}

export interface DirectoryPage {
  results: { data: DirectoryApplication }[];
  result_count: number;
  num_pages: number;
}

export interface CommandOption { type: number; name: string; description: string; required?: boolean; options?: CommandOption[] }

export interface Command {
  id: Id;
  type: number;
  name: string;
  description: string;
  guild_id?: Id;
  options?: CommandOption[];
  default_member_permissions?: string | null;
  nsfw?: boolean;
  version: Id;
}

export const SkuType = { durable: 2, consumable: 3, subscription: 5 } as const;
export const SkuFlag = { available: 4, ofGuild: 128, ofUser: 256 } as const;

export interface Sku { id: Id; type: number; application_id: Id; name: string; slug: string; flags: number }

export interface Entitlement {
  id: Id;
  sku_id: Id;
  user_id?: Id;
  guild_id?: Id;
  type: number;
  consumed?: boolean;
  deleted: boolean;
}

/** What GET /oauth2/authorize says before anything is granted. */
export interface Authorization {
  application: PublicApplication;
  user: User;
  authorized: boolean;
  integration_type: number;
  redirect_uri?: string | null;
  bot?: User;
  guilds?: (Pick<Guild, "id" | "name" | "icon"> & { permissions: string; mfa_level?: number })[];
}

/** Something one has granted. */
export interface Grant {
  id: Id;
  scopes: string[];
  application: PublicApplication;
}

export interface UsageDay {
  date?: string;
  commands: number;
  interactions: number;
  errors: number;
  latency_p50_ms: number | null;
  latency_p95_ms: number | null;
}

export interface Usage { days: UsageDay[]; total: UsageDay }
