import { useEffect, useState } from "react";
import { fetchFigures, type Figures } from "../../api/operator";
import { ApiError, explain } from "../../api/errors";
import { joined, noHour, type Hour } from "./figures";

export interface Watched {
  hour: Hour;
  server: Pick<Figures, "version" | "started_at" | "roles" | "cores" | "every_ms"> | null;
  problem: string | null;
}

/** The figures, asked for again as often as the server notes them; a page that nobody sees does not ask. */
export function useFigures(): Watched {
  const [watched, setWatched] = useState<Watched>({ hour: noHour, server: null, problem: null });
  useEffect(() => {
    const ended = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let hour = noHour;
    const ask = async () => {
      let wait = 5_000;
      if (document.visibilityState === "visible") {
        try {
          const news = await fetchFigures(hour.next, ended.signal);
          hour = joined(hour, news);
          wait = news.every_ms;
          setWatched({ hour, server: news, problem: null });
        } catch (error) {
          if (ended.signal.aborted) return;
          const isClosed = error instanceof ApiError && error.status === 404;
          setWatched((before) => ({ ...before, problem: isClosed ? "Only the operators of this server see its figures." : explain(error) }));
          if (isClosed) return;
        }
      }
      if (!ended.signal.aborted) timer = setTimeout(() => void ask(), wait);
    };
    const seen = () => {
      if (document.visibilityState !== "visible") return;
      clearTimeout(timer);
      void ask();
    };
    void ask();
    document.addEventListener("visibilitychange", seen);
    return () => {
      ended.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", seen);
    };
  }, []);
  return watched;
}
