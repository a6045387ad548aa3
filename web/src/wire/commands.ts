// Application commands as the index lists them, and what is sent to run one.
import type { Id, User } from "./types";

export const CommandType = { chatInput: 1, user: 2, message: 3, entryPoint: 4 } as const;

export const OptionType = {
  subCommand: 1, subCommandGroup: 2, string: 3, integer: 4, boolean: 5, user: 6, channel: 7, role: 8, mentionable: 9, number: 10, attachment: 11,
} as const;

export const InteractionType = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;

export interface OptionChoice {
  name: string;
  name_localized?: string;
  value: string | number;
}

export interface CommandOption {
  type: number;
  name: string;
  name_localized?: string;
  description?: string;
  description_localized?: string;
  required?: boolean;
  choices?: OptionChoice[];
  options?: CommandOption[];
  channel_types?: number[];
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
  autocomplete?: boolean;
  file_types?: string[];
}

export interface Command {
  id: Id;
  application_id: Id;
  guild_id?: Id;
  type?: number;
  name: string;
  name_localized?: string;
  description?: string;
  description_localized?: string;
  options?: CommandOption[];
  version?: Id;
}

export interface CommandApplication {
  id: Id;
  name: string;
  icon?: string | null;
  description?: string;
  bot?: User | null;
}

export interface CommandIndex {
  applications: CommandApplication[];
  application_commands: Command[];
  version?: Id;
}

export interface OptionValue {
  type: number;
  name: string;
  value?: string | number | boolean;
  options?: OptionValue[];
  focused?: boolean;
}

export interface InteractionBody {
  type: number;
  application_id: Id;
  guild_id?: Id;
  channel_id: Id;
  message_id?: Id;
  message_flags?: number;
  session_id?: string;
  nonce: string;
  data: unknown;
}

/** What a message answers. */
export interface InteractionMetadata {
  id: Id;
  type: number;
  user: User;
  name?: string;
  command_type?: number;
  target_user?: User;
  interacted_message_id?: Id;
  original_response_message_id?: Id;
  triggering_interaction_metadata?: InteractionMetadata;
}
