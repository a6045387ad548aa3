using System.Collections;
using Guildhall.Protocol;

namespace Guildhall.Community.User;

/// <summary>The guilds of a user, in order of their ids: an array and no more, since everybody who is connected has one.</summary>
public sealed class GuildIdSet(IEnumerable<GuildId> guilds) : IReadOnlyCollection<GuildId>
{
    private ulong[] _ids = [.. guilds.Select(guild => guild.Number).Distinct().Order()];

    public int Count => _ids.Length;

    public bool Contains(GuildId guild) => Array.BinarySearch(_ids, guild.Number) >= 0;

    /// <summary>Adds a guild; nothing happens when it is here already.</summary>
    public void Add(GuildId guild)
    {
        var place = Array.BinarySearch(_ids, guild.Number);
        if (place < 0) _ids = [.. _ids.AsSpan(0, ~place), guild.Number, .. _ids.AsSpan(~place)];
    }

    /// <summary>Takes a guild out, when it is in.</summary>
    public void Remove(GuildId guild)
    {
        var place = Array.BinarySearch(_ids, guild.Number);
        if (place >= 0) _ids = [.. _ids.AsSpan(0, place), .. _ids.AsSpan(place + 1)];
    }

    public IEnumerator<GuildId> GetEnumerator()
    {
        foreach (var id in _ids) yield return new GuildId(id);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
