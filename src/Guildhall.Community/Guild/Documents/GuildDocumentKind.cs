using System.Text.Json.Serialization.Metadata;

namespace Guildhall.Community.Guild.Documents;

/// <summary>
/// A kind of record that a feature keeps in its guild: declared once in the feature's folder as a static field. The records are in
/// memory with the guild and stored with every change; deleting the guild deletes them.
/// </summary>
/// <param name="name">The name in the store; never changed once released.</param>
/// <param name="json">How a record is stored. Fields may be added later when they have defaults.</param>
/// <param name="lookupOf">A second name, unique within the kind over all guilds (an invite-like code); null for none.</param>
public sealed class GuildDocumentKind<T>(string name, JsonTypeInfo<T> json, Func<T, string?>? lookupOf = null)
    where T : class
{
    public string Name => name;

    internal JsonTypeInfo<T> Json => json;

    internal string? LookupOf(T document) => lookupOf?.Invoke(document);
}
