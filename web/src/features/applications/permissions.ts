// Every permission a bot can be given, in the order people read them.

export interface PermissionName { bit: bigint; name: string }
export interface PermissionSection { title: string; permissions: PermissionName[] }

const p = (bit: number, name: string): PermissionName => ({ bit: 1n << BigInt(bit), name });

export const Administrator = 1n << 3n;

export const permissionSections: readonly PermissionSection[] = [
  { title: "Guild", permissions: [
    p(3, "Administrator"), p(10, "See channels"), p(4, "Manage channels"), p(28, "Manage roles"), p(5, "Manage the guild"), p(7, "See the audit log"),
    p(19, "See insights"), p(29, "Manage webhooks"), p(30, "Manage emoji and stickers"), p(43, "Create emoji and stickers"), p(33, "Manage events"), p(44, "Create events"),
    p(0, "Invite people"), p(26, "Change own nickname"), p(27, "Manage nicknames"), p(1, "Kick members"), p(2, "Ban members"), p(40, "Time out members"),
  ] },
  { title: "Text", permissions: [
    p(11, "Write messages"), p(38, "Write in threads"), p(35, "Create public threads"), p(36, "Create private threads"), p(34, "Manage threads"), p(12, "Text to speech"),
    p(13, "Manage messages"), p(51, "Pin messages"), p(52, "Skip slow mode"), p(14, "Embed links"), p(15, "Attach files"), p(16, "Read history"),
    p(17, "Mention everyone"), p(18, "Use emoji of other guilds"), p(37, "Use stickers of other guilds"), p(6, "Add reactions"), p(31, "Use commands"), p(50, "Use own apps"),
    p(39, "Start activities"), p(49, "Create polls"), p(46, "Send voice messages"),
  ] },
  { title: "Voice", permissions: [
    p(20, "Connect"), p(21, "Speak"), p(9, "Video"), p(22, "Mute members"), p(23, "Deafen members"), p(24, "Move members"), p(25, "Speak without push to talk"),
    p(8, "Priority speaker"), p(32, "Ask to speak"), p(42, "Use the soundboard"), p(45, "Use sounds of other guilds"), p(48, "Set the channel status"),
  ] },
];

const all = permissionSections.flatMap((section) => section.permissions);

/** Those that are in a set, in the order people read them. */
export const permissionsOf = (held: bigint): PermissionName[] => all.filter((one) => (held & one.bit) === one.bit);

export function parsePermissions(text: string | null | undefined): bigint {
  return text && /^\d{1,20}$/u.test(text) ? BigInt(text) : 0n;
}
