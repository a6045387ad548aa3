import { relations } from "../../stores/relations";
import type { Handler } from "../dispatches";

export const relationshipRemove: Handler<"RELATIONSHIP_REMOVE"> = ({ id }) => relations.delete(id);
