import { forwardRef, type ButtonHTMLAttributes, type ReactNode } from "react";
import { Tooltip } from "./Tooltip";

export type Tone = "primary" | "quiet" | "plain" | "danger" | "danger-quiet";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  tone?: Tone;
  wide?: boolean;
  small?: boolean;
  busy?: boolean;
}

export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { tone = "quiet", wide, small, busy, className = "", children, disabled, type = "button", ...rest }, ref,
) {
  const classes = ["button", `button--${tone}`, wide && "button--wide", small && "button--small", className];
  return (
    <button ref={ref} type={type} className={classes.filter(Boolean).join(" ")} disabled={disabled || busy} aria-busy={busy || undefined} {...rest}>
      {busy && <span className="spinner" aria-hidden style={{ width: 16, height: 16 }} />}
      {children}
    </button>
  );
});

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  label: string;
  icon: ReactNode;
  small?: boolean;
  /** Shown beside the label in the tooltip. */
  keys?: string;
  side?: "top" | "bottom" | "left" | "right";
}

/** A button that is only a picture; its label is its name and its tooltip. */
export const IconButton = forwardRef<HTMLButtonElement, IconButtonProps>(function IconButton(
  { label, icon, small, keys, side = "bottom", className = "", ...rest }, ref,
) {
  return (
    <Tooltip text={label} keys={keys} side={side}>
      <button ref={ref} type="button" aria-label={label} className={`icon-button ${small ? "icon-button--small" : ""} ${className}`} {...rest}>
        {icon}
      </button>
    </Tooltip>
  );
});
