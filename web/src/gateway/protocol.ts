// Opcodes, close codes and frames of the gateway, as far as a user's client needs them.

export const Op = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presenceUpdate: 3,
  voiceStateUpdate: 4,
  resume: 6,
  reconnect: 7,
  requestGuildMembers: 8,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
  callConnect: 13,
  streamCreate: 18,
  streamDelete: 19,
  guildSubscriptionsBulk: 37,
  requestChannelInfo: 43,
} as const;

export interface Frame {
  op: number;
  d?: unknown;
  s?: number | null;
  t?: string | null;
}

/** After these, trying again with the same credentials cannot succeed. */
export const FatalCloseCodes: ReadonlySet<number> = new Set([4004, 4010, 4011, 4012, 4013, 4014]);

/** After these, the session is gone: connect again, but identify instead of resuming. */
export const SessionLostCloseCodes: ReadonlySet<number> = new Set([4003, 4007, 4009]);

export const AuthenticationFailed = 4004;

/** Closing with this code ourselves keeps the session resumable. */
export const ResumableClose = 4900;
