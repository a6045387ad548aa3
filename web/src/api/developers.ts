// The routes of applications, for their owners and for those who let them in.
import type { Authorization, Command, DeveloperApplication, DirectoryApplication, DirectoryPage, Entitlement, Grant, InstallConfig, InstallParams, PublicApplication, Sku, Usage } from "../wire/applications";
import type { Channel, Id, User } from "../wire/types";
import { api } from "./client";

export interface ApplicationChange {
  name?: string;
  description?: string;
  icon?: string | null;
  tags?: string[];
  terms_of_service_url?: string | null;
  privacy_policy_url?: string | null;
  interactions_endpoint_url?: string | null;
  role_connections_verification_url?: string | null;
  event_webhooks_url?: string | null;
  event_webhooks_status?: number;
  event_webhooks_types?: string[];
  redirect_uris?: string[];
  custom_install_url?: string | null;
  install_params?: InstallParams | null;
  integration_types_config?: InstallConfig;
  bot_public?: boolean;
  bot_require_code_grant?: boolean;
  flags?: number;
  discoverability_state?: number;
}

export const developers = {
  list: () => api.get<DeveloperApplication[]>("/applications"),
  get: (id: Id) => api.get<DeveloperApplication>(`/applications/${id}`),
  create: (name: string) => api.post<DeveloperApplication>("/applications", { name }),
  patch: (id: Id, body: ApplicationChange) => api.patch<DeveloperApplication>(`/applications/${id}`, body),
  delete: (id: Id) => api.post<undefined>(`/applications/${id}/delete`, {}),
  resetToken: (id: Id) => api.post<{ token: string }>(`/applications/${id}/bot/reset`, {}),
  resetSecret: (id: Id) => api.post<{ secret: string }>(`/applications/${id}/reset`, {}),
  patchBot: (id: Id, body: { username?: string; avatar?: string | null; banner?: string | null }) => api.patch<User>(`/applications/${id}/bot`, body),
  usage: (id: Id, days: number) => api.get<Usage>(`/applications/${id}/usage`, { days }),
  commands: (id: Id, guild: Id | null) => api.get<Command[]>(`/applications/${id}${guild ? `/guilds/${guild}` : ""}/commands`),
  deleteCommand: (id: Id, command: Command) =>
    api.delete<undefined>(`/applications/${id}${command.guild_id ? `/guilds/${command.guild_id}` : ""}/commands/${command.id}`),
};

export const premium = {
  skus: (id: Id) => api.get<Sku[]>(`/applications/${id}/skus`),
  createSku: (body: { application_id: Id; name: string; type: number; flags?: number }) => api.post<Sku>("/store/skus", body),
  deleteSku: (sku: Id) => api.delete<undefined>(`/store/skus/${sku}`),
  entitlements: (id: Id) => api.get<Entitlement[]>(`/applications/${id}/entitlements`),
  grant: (id: Id, body: { sku_id: Id; owner_id: Id; owner_type: 1 | 2 }) => api.post<Entitlement>(`/applications/${id}/entitlements`, body),
  takeBack: (id: Id, entitlement: Id) => api.delete<undefined>(`/applications/${id}/entitlements/${entitlement}`),
};

export const directory = {
  search: (query: string, page: number, signal?: AbortSignal) =>
    api.get<DirectoryPage>("/application-directory-static/search", { query, page }, signal),
  get: (id: Id) => api.get<DirectoryApplication>(`/application-directory-static/applications/${id}`),
};

export const grants = {
  application: (id: Id) => api.get<PublicApplication>(`/applications/${id}/public`),
  preview: (query: string) => api.get<Authorization>(`/oauth2/authorize?${query}`),
  decide: (query: string, body: { authorize: boolean; guild_id?: Id; permissions?: string; integration_type?: number; webhook_channel_id?: Id }) =>
    api.post<{ url: string }>(`/oauth2/authorize?${query}`, body),
  channels: (guild: Id) => api.get<Channel[]>(`/guilds/${guild}/channels`),
  list: () => api.get<Grant[]>("/oauth2/tokens"),
  revoke: (id: Id) => api.delete<undefined>(`/oauth2/tokens/${id}`),
};
