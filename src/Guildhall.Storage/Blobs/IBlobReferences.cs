namespace Guildhall.Storage.Blobs;

/// <summary>What the rows of the store say of blobs: whether one is still named. When in doubt, it is.</summary>
public interface IBlobReferences
{
    /// <summary>Whether the user, guild, channel, application or feature's record with this id names an image.</summary>
    ValueTask<bool> IsNamed(ulong owner, string name, CancellationToken cancel);

    /// <summary>Whether a role names an icon.</summary>
    ValueTask<bool> IsNamedByRole(ulong role, string name, CancellationToken cancel);

    /// <summary>Whether a member of a guild names an image.</summary>
    ValueTask<bool> IsNamedByMember(ulong guild, ulong user, string name, CancellationToken cancel);

    /// <summary>Whether there is an emoji or a feature's record with this id, of a guild or of a user.</summary>
    ValueTask<bool> IsThere(ulong id, CancellationToken cancel);

    /// <summary>The ids that some messages of a channel name in whatever they have besides their text, from a message upwards.</summary>
    ValueTask<NamedIds> NamedInMessages(ulong channel, ulong after, CancellationToken cancel);
}

/// <summary>Ids that messages name, and after which message to go on; null at the end.</summary>
public sealed record NamedIds(IReadOnlyList<ulong> Ids, ulong? Next);
