// Which of the few pages is shown: the doors (log in, register, invite) or the hall itself.
import { CSPProvider } from "@base-ui/react/csp-provider";
import { useEffect } from "react";
import { AuthPage } from "./features/auth/AuthPage";
import { InvitePage } from "./features/invites/InvitePage";
import { Shell } from "./features/shell/Shell";
import { Overlays } from "./features/shell/Overlays";
import { go, route } from "./stores/navigation";
import { useValue } from "./stores/reactive";
import { token } from "./stores/session";
import { TooltipProvider } from "./ui/Tooltip";

export function App() {
  return (
    <CSPProvider disableStyleElements>
      <TooltipProvider delay={350} closeDelay={50}>
        <Page />
        <Overlays />
      </TooltipProvider>
    </CSPProvider>
  );
}

function Page() {
  const where = useValue(route);
  const signedIn = useValue(token) !== null;
  const misplaced = signedIn && (where.page === "login" || where.page === "register");

  useEffect(() => {
    if (misplaced) go({ page: "home" }, "replace");
  }, [misplaced]);

  if (where.page === "invite") return <InvitePage code={where.code} />;
  if (!signedIn || misplaced) return <AuthPage mode={where.page === "register" ? "register" : "login"} />;
  return <Shell />;
}
