import { memo, type CSSProperties } from "react";
import { cssColor } from "../../stores/names";
import { open } from "../../stores/overlays";
import { formatWhen } from "../../ui/format";
import type { Embed, EmbedMedia } from "../../wire/types";
import { Markdown } from "../markdown/Markdown";

export const Embeds = memo(function Embeds({ embeds, guildId }: { embeds: Embed[]; guildId: string | null }) {
  return <div className="embeds">{embeds.map((embed, index) => <OneEmbed key={index} embed={embed} guildId={guildId} />)}</div>;
});

function OneEmbed({ embed, guildId }: { embed: Embed; guildId: string | null }) {
  const style = embed.color ? { "--edge": cssColor(embed.color) } as CSSProperties : undefined;
  return (
    <section className="embed" style={style}>
      <div className="embed__columns">
        <div className="embed__text">
          {embed.provider?.name && <div className="embed__provider">{embed.provider.name}</div>}
          {embed.author && (
            <div className="embed__author">
              {embed.author.icon_url && <img src={embed.author.icon_url} alt="" loading="lazy" />}
              <MaybeLink url={embed.author.url}>{embed.author.name}</MaybeLink>
            </div>
          )}
          {embed.title && <h4 className="embed__title"><MaybeLink url={embed.url}>{embed.title}</MaybeLink></h4>}
          {embed.description && <div className="embed__description"><Markdown text={embed.description} guildId={guildId} /></div>}
          {!!embed.fields?.length && (
            <dl className="embed__fields">
              {embed.fields.map((field, index) => (
                <div key={index} className={field.inline ? "embed__field embed__field--inline" : "embed__field"}>
                  <dt><Markdown text={field.name} guildId={guildId} /></dt>
                  <dd><Markdown text={field.value} guildId={guildId} /></dd>
                </div>
              ))}
            </dl>
          )}
        </div>
        {embed.thumbnail && !embed.image && <Picture media={embed.thumbnail} className="embed__thumbnail" />}
      </div>
      {embed.image && <Picture media={embed.image} className="embed__image" />}
      {(embed.footer || embed.timestamp) && (
        <footer className="embed__footer">
          {embed.footer?.icon_url && <img src={embed.footer.icon_url} alt="" loading="lazy" />}
          {[embed.footer?.text, embed.timestamp && formatWhen(Date.parse(embed.timestamp))].filter(Boolean).join(" · ")}
        </footer>
      )}
    </section>
  );
}

function MaybeLink({ url, children }: { url?: string | undefined; children: string }) {
  if (!url || !/^https?:\/\//.test(url)) return <>{children}</>;
  return <a href={url} target="_blank" rel="noopener noreferrer nofollow">{children}</a>;
}

function Picture({ media, className }: { media: EmbedMedia; className: string }) {
  const url = media.proxy_url ?? media.url;
  if (!url || !/^(https?:)?\//.test(url)) return null;
  const show = () => open({ kind: "lightbox", index: 0, images: [{ id: url, filename: "Picture", size: 0, url }] });
  const style = media.width && media.height ? { aspectRatio: `${media.width} / ${media.height}` } : undefined;
  return <button type="button" className={className} onClick={show} aria-label="Open picture"><img src={url} alt="" loading="lazy" style={style} /></button>;
}
