import { relations } from "../../stores/relations";
import type { Handler } from "../dispatches";

export const relationshipUpdate: Handler<"RELATIONSHIP_UPDATE"> = (change) => relations.update(change.id, (row) => (row ? { ...row, ...change } : row));
