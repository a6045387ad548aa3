import { asked, shownModal, succeeded } from "../../stores/interactions";
import type { Handler } from "../dispatches";

// A form opens only where it was asked for: in the tab whose command or button it answers.
export const interactionModalCreate: Handler<"INTERACTION_MODAL_CREATE"> = (modal) => {
  const from = modal.nonce ? asked(modal.nonce) : undefined;
  if (!from) return;
  shownModal.set({ ...modal, channel_id: from.channelId, application: { ...modal.application, id: from.applicationId } });
  succeeded(modal.nonce);
};
