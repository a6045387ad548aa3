// The rooms of those who write bots: all applications, and one application with its tabs.
import { ArrowLeft, Compass } from "lucide-react";
import { useEffect, useState } from "react";
import { explain } from "../../api/errors";
import { developers } from "../../api/developers";
import { go } from "../../stores/navigation";
import type { DeveloperApplication } from "../../wire/applications";
import type { Id } from "../../wire/types";
import { PageFrame } from "../applications/PageFrame";
import { ApplicationPage } from "./ApplicationPage";
import { ApplicationsHome } from "./ApplicationsHome";
import "../settings/settings.css";
import "./developers.css";

export default function DevelopersPage({ applicationId, tab }: { applicationId: Id | null; tab: string | null }) {
  const [list, setList] = useState<DeveloperApplication[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    developers.list().then(setList, (error: unknown) => setProblem(explain(error)));
  }, []);

  const current = list?.find((one) => one.id === applicationId);
  useEffect(() => {
    document.title = `${current ? `${current.name} · ` : ""}Developers · Guildhall`;
  }, [current]);

  const put = (next: DeveloperApplication) => setList((now) => now?.some((one) => one.id === next.id) ? now.map((one) => (one.id === next.id ? next : one)) : [...(now ?? []), next]);
  const drop = (id: Id) => {
    setList((now) => now?.filter((one) => one.id !== id) ?? null);
    go({ page: "developers", applicationId: null, tab: null }, "replace");
  };

  return (
    <PageFrame title="Developers" home={{ page: "developers", applicationId: null, tab: null }}
      links={[{ text: "Directory", icon: <Compass size={16} />, to: { page: "directory", applicationId: null } }, { text: "Back to the hall", icon: <ArrowLeft size={16} />, to: { page: "home" } }]}>
      {problem ? <p className="page__problem" role="alert">{problem}</p>
        : list === null ? <span className="spinner page__spinner" aria-label="Loading" role="status" />
          : applicationId && current ? <ApplicationPage key={current.id} application={current} all={list} tab={tab} onChange={put} onGone={() => drop(current.id)} />
            : <ApplicationsHome list={list} isLost={applicationId !== null} onMade={put} />}
    </PageFrame>
  );
}
