// Every scope that can be asked for, in words people understand.

export interface ScopeText {
  scope: string;
  /** "It will be able to …" */
  text: string;
  /** What the developer reads beside the checkbox. */
  hint?: string;
  /** Goes deep: shown with a mark on the consent page. */
  deep?: boolean;
}

const s = (scope: string, text: string, deep = false): ScopeText => ({ scope, text, deep });

export const scopeTexts: readonly ScopeText[] = [
  s("bot", "Join a guild as a bot"),
  s("applications.commands", "Offer commands"),
  s("identify", "See your name and picture"),
  s("email", "See your email address"),
  s("guilds", "See which guilds you are in"),
  s("guilds.join", "Add you to guilds", true),
  s("guilds.members.read", "See your nickname, roles and picture in your guilds"),
  s("guilds.channels.read", "See the channels of your guilds"),
  s("connections", "See the accounts you have connected"),
  s("role_connections.write", "Tell guilds facts about you that give you roles"),
  s("webhook.incoming", "Post to a channel of your choice"),
  s("gdm.join", "Add you to group messages", true),
  s("openid", "Confirm who you are"),
  s("messages.read", "Read your messages", true),
  s("dm_channels.read", "See your direct messages", true),
  s("dm_channels.messages.read", "Read your direct messages", true),
  s("dm_channels.messages.write", "Write direct messages as you", true),
  s("relationships.read", "See your friends"),
  s("relationships.write", "Change who your friends are", true),
  s("presences.read", "See what your friends are doing"),
  s("presences.write", "Change what you appear to be doing"),
  s("activities.read", "See what you are doing"),
  s("activities.write", "Change what you appear to be doing"),
  s("activities.invites.write", "Invite others to what you are doing"),
  s("voice", "Connect to voice as you", true),
  s("account.global_name.update", "Change your name", true),
  s("applications.commands.update", "Change its own commands"),
  s("applications.commands.permissions.update", "Decide who may use its commands in your guilds", true),
  s("applications.entitlements", "See and change what its users have"),
  s("applications.builds.read", "See its builds"),
  s("applications.builds.upload", "Upload builds"),
  s("applications.store.update", "Change its store data"),
  s("application_identities.write", "Link its own accounts to yours"),
  s("lobbies.write", "Join and lead lobbies for you"),
  s("gateway.connect", "Stay connected for you", true),
  s("identify.premium", "See your subscription"),
  s("payment_sources.country_code", "See your country"),
  s("rpc", "Control your client on this device", true),
  s("rpc.activities.write", "Show what you are doing, from this device"),
  s("rpc.notifications.read", "Read your notifications", true),
  s("rpc.voice.read", "See your voice settings"),
  s("rpc.voice.write", "Change your voice settings"),
  s("rpc.video.read", "See your video settings"),
  s("rpc.video.write", "Change your video settings"),
  s("rpc.screenshare.read", "See whether you share your screen"),
  s("rpc.screenshare.write", "Share your screen", true),
  s("sdk.social_layer_presence", "Use your friends and what they do in a game"),
  s("sdk.social_layer", "Use your friends and messages in a game", true),
];

const byName = new Map(scopeTexts.map((text) => [text.scope, text]));

export const scopeText = (scope: string): ScopeText => byName.get(scope) ?? { scope, text: scope };

/** The scopes of an address: separated by blanks, each once. */
export const splitScopes = (text: string | null): string[] => [...new Set((text ?? "").split(/[\s+]+/u).filter(Boolean))];

/** Whether the scopes need nothing but a yes: no code is sent anywhere. */
export const isInstallOnly = (scopes: readonly string[]): boolean => scopes.every((scope) => scope === "bot" || scope === "applications.commands");
