import { BadgeCheck } from "lucide-react";
import { Tooltip } from "../../ui/Tooltip";

/** Beside the name of an application that the operator vouches for. */
export function VerifiedMark({ size = 16 }: { size?: number }) {
  return (
    <Tooltip text="Verified by the operator of this house">
      <span className="verified" role="img" aria-label="Verified"><BadgeCheck size={size} /></span>
    </Tooltip>
  );
}
