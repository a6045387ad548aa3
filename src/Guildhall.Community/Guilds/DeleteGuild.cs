using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.User;

namespace Guildhall.Community.Guilds;

/// <summary>DELETE /guilds/{guild_id}, also as POST …/delete: the owner ends the guild with everything in it.</summary>
public static class DeleteGuild
{
    public static void Map(ApiRoutes api)
    {
        api.Delete("/guilds/{guild_id}", Handle, RouteOptions.Per(10, 60, "delete-guild"));
        api.Post("/guilds/{guild_id}/delete", Handle, RouteOptions.Per(10, 60, "delete-guild"));
    }

    /// <summary>What had files of its own, which go after the guild itself is gone.</summary>
    public sealed record Leftovers(IReadOnlyList<ChannelId> Channels, IReadOnlyList<EmojiId> Emojis, IReadOnlyList<RoleId> Roles)
    {
        /// <summary>Files of stickers and sounds, by key.</summary>
        public IReadOnlyList<string> Expressions { get; init; } = [];

        public IReadOnlyList<ScheduledEventId> Events { get; init; } = [];
    }

    public sealed record Command(Caller Caller) : IGuildCommand<Leftovers>
    {
        public async ValueTask<Result<Leftovers>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (!entry.Value!.IsOwner) return new Failure.MissingPermissions();
            await turn.Settled();
            var threads = await turn.Services.Guilds.ThreadIds(turn.GuildId, null, CancellationToken.None);
            var leftovers = new Leftovers([.. turn.State.Channels.Keys, .. threads], [.. turn.State.Emojis.Keys], [.. turn.State.Roles.Keys])
            {
                Events = [.. turn.State.Documents.Of(ScheduledEvents.EventRecord.Kind).Keys.Select(id => new ScheduledEventId(id))],
                Expressions =
                [
                    .. turn.State.Documents.Of(Community.Stickers.StickerRules.Kind).Keys.Select(id => $"stickers/{id}"),
                    .. turn.State.Documents.Of(Community.Soundboard.SoundRules.Kind).Keys.Select(id => $"soundboard-sounds/{id}"),
                ],
            };
            turn.Row(new Storage.Guilds.DeleteGuild(turn.GuildId));
            turn.Log("GUILD_DELETE", LogFacts.Guild(turn.GuildId));
            Calls.RoomSeats.LeaveAll(turn);
            turn.Sessions.LeaveAll(turn);
            foreach (var user in turn.State.Members.Keys) turn.TellUserActor(user, new GuildLeft(turn.GuildId));
            turn.End();
            return leftovers;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        // Waited for, though the caller may leave: the files go after the rows.
        var deleted = await request.House.Guilds.Ask(guild, new Command(request.Caller), CancellationToken.None);
        if (!deleted.IsOk) return deleted.Failure;
        request.House.Exports.DropAll(job => job.Guild == guild);
        var blobs = request.House.Blobs;
        string[] folders = [.. GuildImages.Folders(guild), .. deleted.Value!.Channels.Select(id => $"attachments/{id}"), .. deleted.Value.Roles.Select(id => $"role-icons/{id}")];
        foreach (var folder in folders) await blobs.DeleteFolder(folder, CancellationToken.None);
        foreach (var planned in deleted.Value.Events) await blobs.DeleteFolder(ScheduledEvents.EventImages.Folder(planned), CancellationToken.None);
        foreach (var file in deleted.Value.Expressions) await blobs.Delete(file, CancellationToken.None);
        foreach (var emoji in deleted.Value.Emojis) await blobs.Delete($"emojis/{emoji}", CancellationToken.None);
        return ApiAnswer.NoContent;
    }
}
