using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Emojis;

/// <summary>GET /guilds/{guild_id}/emojis and …/{emoji_id}</summary>
public static class ListEmojis
{
    public static void Map(ApiRoutes api)
    {
        api.Get("/guilds/{guild_id}/emojis", Handle);
        api.Get("/guilds/{guild_id}/emojis/{emoji_id}", HandleOne);
    }

    public sealed record Command(Caller Caller) : IGuildCommand<IReadOnlyList<EmojiPayload>>
    {
        public ValueTask<Result<IReadOnlyList<EmojiPayload>>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<IReadOnlyList<EmojiPayload>>>(entry.Failure);
            return ValueTask.FromResult(new Result<IReadOnlyList<EmojiPayload>>(
                turn.State.Emojis.Values.Select(emoji => EmojiRules.Shown(emoji, entry.Value!.Held)).ToArray()));
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        var emojis = await request.House.Guilds.Ask(guild, new Command(request.Caller), request.Cancel);
        return ApiAnswer.Of(emojis, PayloadJson.Default.IReadOnlyListEmojiPayload);
    }

    private static async ValueTask<ApiAnswer> HandleOne(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var id = request.Id<EmojiId>("emoji_id");
        if (request.Failure is { } invalid) return invalid;
        var emojis = await request.House.Guilds.Ask(guild, new Command(request.Caller), request.Cancel);
        if (!emojis.IsOk) return emojis.Failure;
        return emojis.Value!.FirstOrDefault(emoji => emoji.Id == id) is { } found
            ? ApiAnswer.Json(found, PayloadJson.Default.EmojiPayload)
            : new Failure.UnknownEmoji();
    }
}
