// Which of the few pages is shown: the doors (log in, register, invite) or the hall itself.
import { CSPProvider } from "@base-ui/react/csp-provider";
import { lazy, Suspense, useEffect } from "react";
import { AuthPage } from "./features/auth/AuthPage";
import { InvitePage } from "./features/invites/InvitePage";
import { Shell } from "./features/shell/Shell";
import { Overlays } from "./features/shell/Overlays";
import { go, rememberWanted, route, takeWanted } from "./stores/navigation";
import { useValue } from "./stores/reactive";
import { token } from "./stores/session";
import { TooltipProvider } from "./ui/Tooltip";

const DevelopersPage = lazy(() => import("./features/developers/DevelopersPage"));
const DirectoryPage = lazy(() => import("./features/directory/DirectoryPage"));
const OperatorPage = lazy(() => import("./features/operator/OperatorPage"));
const AuthorizePage = lazy(() => import("./features/authorize/AuthorizePage"));

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
    if (misplaced) go(takeWanted(), "replace");
    else if (!signedIn) rememberWanted(where);
  }, [misplaced, signedIn, where]);

  if (where.page === "invite") return <InvitePage code={where.code} />;
  if (!signedIn || misplaced) return <AuthPage mode={where.page === "register" ? "register" : "login"} />;
  switch (where.page) {
    case "developers": return <Suspense fallback={null}><DevelopersPage applicationId={where.applicationId} tab={where.tab} /></Suspense>;
    case "directory": return <Suspense fallback={null}><DirectoryPage applicationId={where.applicationId} /></Suspense>;
    case "operator": return <Suspense fallback={null}><OperatorPage /></Suspense>;
    case "authorize": return <Suspense fallback={null}><AuthorizePage key={where.query} query={where.query} /></Suspense>;
    default: return <Shell />;
  }
}
