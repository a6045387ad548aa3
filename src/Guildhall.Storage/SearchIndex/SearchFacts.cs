using System.Text.RegularExpressions;
using Guildhall.Protocol;
using Guildhall.Storage.Messages;

namespace Guildhall.Storage.SearchIndex;

/// <summary>The facts of a message that searches filter by.</summary>
internal static partial class SearchFacts
{
    /// <summary>The one value of facts that hold or do not.</summary>
    public const string True = "true";

    public static IEnumerable<(SearchFact Fact, string Value)> Of(SearchDocument document)
    {
        var message = document.Message;
        yield return (SearchFact.Author, message.Author.ToString());
        yield return (SearchFact.AuthorKind, document.AuthorKind);
        if (message.PinnedAt is not null) yield return (SearchFact.Pinned, True);
        if (document.RepliedTo is { } user) yield return (SearchFact.RepliedToUser, user.ToString());
        if (message.Type == MessageType.Reply && message.Extra?.Reference?.MessageId is { } answered)
            yield return (SearchFact.RepliedToMessage, answered.ToString());
        foreach (var fact in Mentions(message.Extra)) yield return fact;
        foreach (var host in Hosts(message.Text())) yield return (SearchFact.LinkHost, host);
        foreach (var fact in Embeds(message.Extra?.Embeds ?? [])) yield return fact;
        foreach (var fact in Attachments(message.Extra?.Attachments ?? [])) yield return fact;
        foreach (var thing in Things(message).Distinct()) yield return (SearchFact.Has, thing);
    }

    // Host names of the links in a text, each once.
    private static IEnumerable<string> Hosts(string content) =>
        content.Contains("://", StringComparison.Ordinal)
            ? Link().Matches(content).Select(link => link.Groups["host"].Value.ToLowerInvariant()).Distinct()
            : [];

    private static IEnumerable<(SearchFact Fact, string Value)> Mentions(MessageExtra? extra)
    {
        if (extra is null) yield break;
        if (extra.MentionEveryone) yield return (SearchFact.MentionsEveryone, True);
        foreach (var user in extra.MentionUsers ?? []) yield return (SearchFact.MentionedUser, user.ToString());
        foreach (var role in extra.MentionRoles ?? []) yield return (SearchFact.MentionedRole, role.ToString());
    }

    private static IEnumerable<(SearchFact Fact, string Value)> Embeds(IReadOnlyList<EmbedPayload> embeds)
    {
        foreach (var type in embeds.Select(embed => embed.Type).Distinct()) yield return (SearchFact.EmbedType, type);
        foreach (var name in embeds.Select(embed => embed.Provider?.Name).OfType<string>().Distinct())
            yield return (SearchFact.EmbedProvider, name);
    }

    private static IEnumerable<(SearchFact Fact, string Value)> Attachments(IReadOnlyList<AttachmentPayload> files)
    {
        foreach (var file in files)
        {
            yield return (SearchFact.AttachmentName, file.Filename);
            if (Path.GetExtension(file.Filename) is { Length: > 1 } extension) yield return (SearchFact.AttachmentExtension, extension[1..]);
        }
    }

    private static IEnumerable<string> Things(StoredMessage message)
    {
        if (Hosts(message.Text()).Any()) yield return "link";
        if ((message.Flags & MessageFlags.HasSnapshot) != 0 || message.Extra?.Snapshot is not null) yield return "snapshot";
        if (message.Extra is not { } extra) yield break;
        foreach (var embed in extra.Embeds ?? [])
        {
            yield return "embed";
            if (embed.Image is not null || embed.Type == "image") yield return "image";
            if (embed.Video is not null || embed.Type is "video" or "gifv") yield return "video";
        }

        foreach (var file in extra.Attachments ?? [])
        {
            yield return "file";
            if (KindOf(file) is { } kind) yield return kind;
        }
    }

    private static string? KindOf(AttachmentPayload file) => file.ContentType?.Split('/')[0].ToLowerInvariant() switch
    {
        "image" => "image",
        "video" => "video",
        "audio" => "sound",
        _ => null,
    };

    [GeneratedRegex("""https?://(?:[^\s/?#<>"'@]*@)?(?<host>[^\s/?#:<>"'()\[\]@]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Link();
}
