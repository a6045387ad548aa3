using Guildhall.Community.Guild;

namespace Guildhall.Community.Search;

/// <summary>Where somebody may search: the guild that messages are indexed under, and its places; of these only some channels, if any are named.</summary>
public sealed record SearchScope(GuildId Guild, ReadablePlaces Places, IReadOnlyList<ChannelId> Within);
