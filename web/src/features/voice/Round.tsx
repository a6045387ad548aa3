import type { ButtonHTMLAttributes, ReactNode } from "react";
import { Tooltip } from "../../ui/Tooltip";

interface RoundProps extends ButtonHTMLAttributes<HTMLButtonElement> { label: string; icon: ReactNode; tone?: "off" | "on" | "danger" | undefined }

/** A round button of a call; its label is its name and its tooltip. */
export function Round({ label, icon, tone, ...rest }: RoundProps) {
  return <Tooltip text={label} side="top"><button type="button" className="round" aria-label={label} data-tone={tone} {...rest}>{icon}</button></Tooltip>;
}
