using Guildhall.Community.Guild;

namespace Guildhall.Community.Search;

/// <summary>Where somebody may search: the guild that messages are indexed under, and its channels.</summary>
public sealed record SearchScope(GuildId Guild, ReadableChannels Channels);
