// The bots of this house that want to be found: search, look, add.
import { ArrowLeft, Bot, ChevronLeft, ExternalLink, Plus, Search, SquareTerminal } from "lucide-react";
import { useEffect, useState } from "react";
import { directory } from "../../api/developers";
import { ApiError, Cancelled, explain } from "../../api/errors";
import { go } from "../../stores/navigation";
import { Button } from "../../ui/Button";
import { formatCount } from "../../ui/format";
import type { DirectoryApplication, DirectoryPage as Found } from "../../wire/applications";
import type { Id } from "../../wire/types";
import { AppIcon } from "../applications/AppIcon";
import { PageFrame, RouteLink } from "../applications/PageFrame";
import { VerifiedMark } from "../applications/VerifiedMark";
import { DirectoryCard } from "./DirectoryCard";
import "../settings/settings.css";

const PatienceMs = 220;

export default function DirectoryPage({ applicationId }: { applicationId: Id | null }) {
  return (
    <PageFrame title="Directory" home={{ page: "directory", applicationId: null }}
      links={[{ text: "Developers", icon: <SquareTerminal size={16} />, to: { page: "developers", applicationId: null, tab: null } }, { text: "Back to the hall", icon: <ArrowLeft size={16} />, to: { page: "home" } }]}>
      {applicationId ? <One id={applicationId} key={applicationId} /> : <All />}
    </PageFrame>
  );
}

function All() {
  const [query, setQuery] = useState("");
  const [page, setPage] = useState(1);
  const [found, setFound] = useState<Found | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    document.title = "Directory · Guildhall";
  }, []);
  useEffect(() => {
    const leaving = new AbortController();
    const timer = setTimeout(() => {
      directory.search(query.trim(), page, leaving.signal).then(
        (answer) => { setFound(answer); setProblem(null); },
        (error: unknown) => !(error instanceof Cancelled) && setProblem(explain(error)));
    }, query ? PatienceMs : 0);
    return () => { clearTimeout(timer); leaving.abort(); };
  }, [query, page]);

  return (
    <div className="directory">
      <header className="directory__head">
        <h1>Bots of this house</h1>
        <p className="muted">Made by people here, for the guilds here. Pick one, and add it to a guild you manage.</p>
        <label className="search-field directory__search">
          <Search size={17} /><span className="sr-only">Search bots</span>
          <input className="input" type="search" placeholder="Search by name, purpose or tag" value={query} onChange={(event) => { setQuery(event.target.value); setPage(1); }} />
        </label>
      </header>
      {problem && <p className="page__problem" role="alert">{problem}</p>}
      {!found && !problem && <span className="spinner page__spinner" role="status" aria-label="Loading" />}
      {found && found.results.length === 0 && (
        <div className="empty">
          <span className="empty__art"><Bot size={26} /></span>
          <p className="empty__title">{query ? `Nothing found for “${query}”` : "No bots are listed yet"}</p>
          <p className="empty__text">{query ? "Try fewer or other words." : "Whoever writes a bot for this house can list it here, under Listing on its developer page."}</p>
          {!query && <Button tone="primary" onClick={() => go({ page: "developers", applicationId: null, tab: null })}><Plus size={16} /> Write the first one</Button>}
        </div>
      )}
      {found && found.results.length > 0 && <ul className="directory__grid">{found.results.map(({ data }) => <li key={data.id}><DirectoryCard application={data} guildCount={data.directory_entry.guild_count} /></li>)}</ul>}
      {found && found.num_pages > 1 && (
        <nav className="directory__pages" aria-label="Pages">
          <Button disabled={page <= 1} onClick={() => setPage(page - 1)}>Earlier</Button>
          <span className="muted">Page {page} of {found.num_pages}</span>
          <Button disabled={page >= found.num_pages} onClick={() => setPage(page + 1)}>More</Button>
        </nav>
      )}
    </div>
  );
}

function One({ id }: { id: Id }) {
  const [application, setApplication] = useState<DirectoryApplication | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    directory.get(id).then((found) => {
      setApplication(found);
      document.title = `${found.name} · Directory · Guildhall`;
    }, (error: unknown) => setProblem(error instanceof ApiError && error.status === 404 ? "This bot isn’t in the directory any more." : explain(error)));
  }, [id]);
  return (
    <div className="directory directory--one">
      <RouteLink to={{ page: "directory", applicationId: null }} className="directory__back"><ChevronLeft size={17} /> All bots</RouteLink>
      {problem && <p className="page__problem" role="alert">{problem}</p>}
      {!application && !problem && <span className="spinner page__spinner" role="status" aria-label="Loading" />}
      {application && <Profile application={application} />}
    </div>
  );
}

function Profile({ application }: { application: DirectoryApplication }) {
  const count = application.directory_entry.guild_count;
  const add = () => {
    if (application.custom_install_url) window.open(application.custom_install_url, "_blank", "noreferrer");
    else go({ page: "authorize", query: `client_id=${application.id}` });
  };
  return (
    <article className="app-profile">
      <header className="app-profile__head">
        <AppIcon application={application} size={92} />
        <div>
          <h1>{application.name}{application.is_verified && <VerifiedMark size={20} />}</h1>
          <p className="muted">{count === 0 ? "New here" : `In ${formatCount(count)} ${count === 1 ? "guild" : "guilds"} of this house`}</p>
        </div>
        <Button tone="primary" onClick={add}>{application.custom_install_url ? <ExternalLink size={16} /> : <Plus size={16} />} Add it</Button>
      </header>
      {(application.tags?.length ?? 0) > 0 && <div className="tag-row">{application.tags?.map((tag) => <span key={tag} className="tag-chip">{tag}</span>)}</div>}
      <p className="app-profile__text">{application.description}</p>
      {(application.terms_of_service_url ?? application.privacy_policy_url) && (
        <footer className="app-profile__links">
          {application.terms_of_service_url && <a href={application.terms_of_service_url} target="_blank" rel="noreferrer noopener">Terms of service</a>}
          {application.privacy_policy_url && <a href={application.privacy_policy_url} target="_blank" rel="noreferrer noopener">Privacy policy</a>}
        </footer>
      )}
    </article>
  );
}
