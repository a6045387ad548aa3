using System.Text.Json;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Guild.Documents;

/// <summary>The records of a guild's features, by kind and id. Read by every decision, changed only through <see cref="GuildTurn"/>.</summary>
public sealed class GuildDocuments
{
    private readonly Dictionary<string, List<DocumentRow>> _stored;
    private readonly Dictionary<string, object> _sets = [];

    internal GuildDocuments(IEnumerable<DocumentRow> stored) =>
        _stored = stored.GroupBy(row => row.Kind).ToDictionary(group => group.Key, group => group.ToList());

    /// <summary>The records of a kind by id.</summary>
    public IReadOnlyDictionary<ulong, T> Of<T>(GuildDocumentKind<T> kind)
        where T : class => SetOf(kind);

    /// <summary>One record, or null.</summary>
    public T? Find<T>(GuildDocumentKind<T> kind, ulong id)
        where T : class => SetOf(kind).GetValueOrDefault(id);

    internal Dictionary<ulong, T> SetOf<T>(GuildDocumentKind<T> kind)
        where T : class
    {
        if (_sets.TryGetValue(kind.Name, out var known)) return (Dictionary<ulong, T>)known;
        Dictionary<ulong, T> set = [];
        if (_stored.Remove(kind.Name, out var rows))
        {
            foreach (var row in rows)
                set[row.Id] = JsonSerializer.Deserialize(row.Data.Span, kind.Json) ?? throw new JsonException($"A stored {kind.Name} is null.");
        }

        _sets[kind.Name] = set;
        return set;
    }
}
