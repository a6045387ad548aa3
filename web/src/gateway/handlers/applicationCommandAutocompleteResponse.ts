import { forget, pending, suggested } from "../../stores/interactions";
import type { Handler } from "../dispatches";

const MaxChoices = 25;

export const applicationCommandAutocompleteResponse: Handler<"APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE"> = ({ choices, nonce }) => {
  if (!nonce || !pending.has(nonce)) return;
  suggested(nonce, (choices ?? []).slice(0, MaxChoices));
  forget(nonce);
};
