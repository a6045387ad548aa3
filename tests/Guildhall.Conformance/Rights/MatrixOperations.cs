using Guildhall.Conformance.Rights.Operations;

namespace Guildhall.Conformance.Rights;

/// <summary>The rows of the matrix, by feature.</summary>
internal static class MatrixOperations
{
    public static IReadOnlyList<MatrixOperation> All { get; } =
    [
        .. GuildOperations.All,
        .. GuildPageOperations.All,
        .. ChannelOperations.All,
        .. RoleOperations.All,
        .. MemberOperations.All,
        .. MessageOperations.All,
        .. WebhookOperations.All,
        .. EventOperations.All,
        .. GatheringOperations.All,
        .. ModerationOperations.All,
        .. ThreadOperations.All,
        .. CommandOperations.All,
    ];

    /// <summary>Routes with a channel or a guild in them that are a person's own affair, with the reason.</summary>
    public static IReadOnlySet<string> NotOfGuilds { get; } = new HashSet<string>([.. GuildPageOperations.OfOneself, .. PeopleOperations.OfOneself])
    {
        "PUT /guilds/{guild_id}/members/{user_id}", // adds somebody by an OAuth2 token of theirs
    };
}
