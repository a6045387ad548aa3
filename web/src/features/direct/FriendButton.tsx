import { Clock, UserCheck, UserPlus } from "lucide-react";
import { friends as routes } from "../../api/routes";
import { attempt } from "../../stores/attempt";
import { useRelation } from "../../stores/relations";
import { Button } from "../../ui/Button";
import { RelationType, type Id } from "../../wire/types";

/** On the card of a person: asks for friendship, accepts it, or takes the question back. */
export function FriendButton({ userId }: { userId: Id }) {
  const type = useRelation(userId)?.type;
  if (type === RelationType.friend || type === RelationType.blocked) return null;
  if (type === RelationType.outgoing) return <Button small wide tone="plain" onClick={() => attempt(routes.remove(userId))}><Clock size={15} aria-hidden /> Asked. Take it back</Button>;
  const asks = type === RelationType.incoming;
  return (
    <Button small wide tone={asks ? "primary" : "plain"} onClick={() => attempt(routes.befriend(userId))}>
      {asks ? <UserCheck size={15} aria-hidden /> : <UserPlus size={15} aria-hidden />} {asks ? "Accept as a friend" : "Add friend"}
    </Button>
  );
}
