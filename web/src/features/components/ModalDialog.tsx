// A form that an application shows: its fields, checked where they stand, sent when all is well.
import { useEffect, useMemo, useRef, useState } from "react";
import { forget, interact, pending, shownModal, type Pending } from "../../stores/interactions";
import { useRow } from "../../stores/reactive";
import { useNameIn } from "../../stores/names";
import { channels } from "../../stores/entities";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { InteractionType } from "../../wire/commands";
import type { Modal } from "../../wire/components";
import { Markdown } from "../markdown/Markdown";
import { ModalField } from "./ModalField";
import { initialAnswers, piecesOf, placeErrors, problemsIn, submission, type Answer, type Answers } from "./modalForm";
import "./components.css";
import "./modal.css";

const WentWrong = "Something went wrong. Try again.";

export default function ModalDialog({ modal }: { modal: Modal }) {
  const pieces = useMemo(() => piecesOf(modal), [modal]);
  const [answers, setAnswers] = useState<Answers>(() => initialAnswers(pieces));
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [nonce, setNonce] = useState<string | null>(null);
  const row = useRow(pending, nonce);
  const body = useRef<HTMLDivElement>(null);
  const guildId = channels.get(modal.channel_id)?.guild_id ?? null;
  const known = useNameIn(guildId, modal.application?.id ?? "");
  const name = modal.application?.name ?? known ?? "an application";
  const busy = nonce !== null && row?.state === "waiting";
  useOutcome(nonce, row, (failed) => {
    setProblems(placeErrors(pieces, failed.fields ?? {}));
  });

  const change = (key: string, answer: Answer) => {
    setAnswers((now) => ({ ...now, [key]: answer }));
    setProblems(({ [key]: _, ...rest }) => rest);
  };

  const submit = () => {
    if (busy) return;
    const found = problemsIn(pieces, answers);
    setProblems(found);
    const first = Object.keys(found)[0];
    if (first !== undefined) {
      [...(body.current?.querySelectorAll<HTMLElement>("[data-field]") ?? [])].find((field) => field.dataset.field === first)
        ?.querySelector<HTMLElement>("input, textarea, button")?.focus();
      return;
    }
    if (nonce) forget(nonce);
    const { data, files } = submission(modal, answers);
    setNonce(interact({ kind: InteractionType.modal, applicationId: modal.application?.id ?? "", channelId: modal.channel_id, data, files }));
  };

  const trouble = row?.state === "failed" && Object.keys(problems).length === 0 ? row.error === undefined ? WentWrong : `${row.error} Nothing was lost: try again.` : null;
  return (
    <Dialog title={modal.title} text={<>A form of <strong>{name}</strong>. Do not enter passwords here.</>} onClose={() => shownModal.set(null)} onSubmit={submit} foot={<>
      <Button tone="plain" onClick={() => shownModal.set(null)}>Cancel</Button>
      <Button type="submit" tone="primary" busy={busy}>Submit</Button>
    </>}>
      <div className="modal-form" ref={body}>
        {pieces.map((piece) => piece.kind === "text"
          ? <div key={piece.path} className="modal-form__text"><Markdown text={piece.content} guildId={guildId} /></div>
          : <ModalField key={piece.path} field={piece.field} channelId={modal.channel_id} answer={answers[piece.field.key] ?? null} error={problems[piece.field.key]} onChange={(answer) => change(piece.field.key, answer)} />)}
        {trouble && <p className="field__error" role="alert">{trouble}</p>}
      </div>
    </Dialog>
  );
}

/** Closes the form when the application has taken it, and says once when it has not. */
function useOutcome(nonce: string | null, row: Pending | undefined, onFailed: (row: Pending) => void): void {
  const told = useRef<Pending | null>(null);
  useEffect(() => {
    if (nonce === null) return;
    if (!row) shownModal.set(null);
    else if (row.state === "failed" && told.current !== row) {
      told.current = row;
      onFailed(row);
    }
  });
}
