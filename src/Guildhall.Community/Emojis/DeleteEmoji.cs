using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Emojis;

/// <summary>DELETE /guilds/{guild_id}/emojis/{emoji_id}</summary>
public static class DeleteEmoji
{
    public static void Map(ApiRoutes api) => api.Delete("/guilds/{guild_id}/emojis/{emoji_id}", Handle, RouteOptions.Per(20, 60));

    public sealed record Command(EmojiId Emoji, Caller Caller) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (!turn.State.Emojis.TryGetValue(Emoji, out var emoji)) return new Failure.UnknownEmoji();
            if (!EmojiRules.MayChange(entry.Value!, emoji)) return new Failure.MissingPermissions();
            turn.RemoveEmoji(Emoji);
            EmojiRules.Tell(turn);
            turn.Audit(AuditAction.EmojiDelete, Caller, Emoji.ToString(), AuditChange.List(AuditChange.Of("name", emoji.Name, null)));
            return Nothing.Value;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var id = request.Id<EmojiId>("emoji_id");
        if (request.Failure is { } invalid) return invalid;
        var deleted = await request.House.Guilds.Ask(guild, new Command(id, request.Caller), request.Cancel);
        if (deleted.IsOk) await request.House.Blobs.Delete($"emojis/{id}", CancellationToken.None);
        return ApiAnswer.Of(deleted);
    }
}
