import { CircleCheck } from "lucide-react";
import { useGuild } from "../../stores/entities";
import { go, goToChannel } from "../../stores/navigation";
import { Button } from "../../ui/Button";
import { InstallType, type PublicApplication } from "../../wire/applications";
import { Door } from "../auth/Door";
import type { Outcome } from "./AuthorizePage";

/** When nobody waits for the answer elsewhere. */
export function Done({ application, outcome }: { application: PublicApplication; outcome: Outcome }) {
  const guild = useGuild(outcome.guildId);
  const isBot = outcome.asked.scopes.includes("bot");
  const text = outcome.type === InstallType.user ? "Type / in any conversation to use its commands."
    : guild ? (isBot ? `It has joined ${guild.name}.` : `Its commands can be used in ${guild.name}.`) : "It can do what you allowed.";
  return (
    <Door title={`${application.name} is in`} text={text} picture={<span className="consent-done"><CircleCheck size={44} /></span>}>
      <Button tone="primary" wide autoFocus className="door__single" onClick={() => (guild ? goToChannel(guild.id, null) : go({ page: "home" }))}>{guild ? `Go to ${guild.name}` : "Back to Guildhall"}</Button>
    </Door>
  );
}
