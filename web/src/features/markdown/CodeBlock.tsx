import { Check, Copy } from "lucide-react";
import { useEffect, useState, type ReactNode } from "react";
import { notify } from "../../stores/overlays";

/** A block of code; its colours arrive with a chunk of their own, the text is there at once. */
export function CodeBlock({ lang, code }: { lang: string; code: string }) {
  const [painted, setPainted] = useState<ReactNode>(null);
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!lang || code.length > 20_000) return;
    let wanted = true;
    void import("./highlight").then(({ highlight }) => {
      if (wanted) setPainted(highlight(lang, code));
    });
    return () => { wanted = false; };
  }, [lang, code]);

  const copy = () => navigator.clipboard.writeText(code).then(
    () => { setCopied(true); setTimeout(() => setCopied(false), 1500); },
    () => notify("The clipboard can't be reached.", "danger"),
  );

  return (
    <div className="code-block">
      <pre tabIndex={0}><code>{painted ?? code}</code></pre>
      <button type="button" className="code-block__copy" onClick={copy} aria-label="Copy code">
        {copied ? <Check size={14} /> : <Copy size={14} />}
      </button>
    </div>
  );
}
