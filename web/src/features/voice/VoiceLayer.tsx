// What voice puts above the page, loaded when there is something to show.
import { lazy, Suspense } from "react";
import { privateCalls } from "../../stores/call";
import { useComputed, useValue } from "../../stores/reactive";
import { personMenu } from "./personMenu";

const PersonMenuHost = lazy(() => import("./PersonMenuHost"));
const IncomingCalls = lazy(() => import("./IncomingCalls"));

export function VoiceLayer() {
  const asked = useValue(personMenu) !== null;
  const rings = useComputed([privateCalls], () => privateCalls.values().some((call) => call.ringing.length > 0));
  return <Suspense fallback={null}>{asked && <PersonMenuHost />}{rings && <IncomingCalls />}</Suspense>;
}
