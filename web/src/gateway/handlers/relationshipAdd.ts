import { userName } from "../../stores/names";
import { notify } from "../../stores/overlays";
import { takeRelation } from "../../stores/relations";
import { RelationType } from "../../wire/types";
import type { Handler } from "../dispatches";

export const relationshipAdd: Handler<"RELATIONSHIP_ADD"> = ({ should_notify: isNews, ...relation }) => {
  takeRelation(relation);
  if (!isNews || !relation.user) return;
  const name = userName(relation.user);
  notify(relation.type === RelationType.incoming ? `${name} asks to be your friend.` : `${name} is your friend now.`, "success");
};
