using static Guildhall.Conformance.Rights.MatrixOperation;

namespace Guildhall.Conformance.Rights.Operations;

/// <summary>The commands that members see in a guild.</summary>
internal static class CommandOperations
{
    public static readonly MatrixOperation[] All =
    [
        Plain("GET /guilds/{guild_id}/application-command-index"),
        Plain("GET /channels/{channel_id}/application-command-index"),
        Plain("GET /channels/{channel_id}/application-commands/search?type=1"),
    ];
}
