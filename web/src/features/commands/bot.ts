import { membersOf, users } from "../../stores/entities";
import type { CommandApplication } from "../../wire/commands";
import type { Id, User } from "../../wire/types";

/** Under whose name the answer will come: the application's bot, as far as we know it. */
export function botOf(application: CommandApplication, guildId: Id | null | undefined): User {
  if (application.bot) return application.bot;
  return users.get(application.id) ?? membersOf.of(guildId ?? "").get(application.id)?.user
    ?? { id: application.id, username: application.name, bot: true };
}
