using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Stickers;

/// <summary>PATCH and DELETE /guilds/{guild_id}/stickers/{sticker_id}</summary>
public static class UpdateSticker
{
    public static void Map(ApiRoutes api)
    {
        api.Patch("/guilds/{guild_id}/stickers/{sticker_id}", HandleUpdate, RouteOptions.Per(20, 60));
        api.Delete("/guilds/{guild_id}/stickers/{sticker_id}", HandleDelete, RouteOptions.Per(20, 60));
    }

    public sealed record Command(StickerId Sticker, Optional<string> Name, Optional<string?> Description, Optional<string> Tags, Caller Caller)
        : IGuildCommand<StickerPayload>
    {
        public ValueTask<Result<StickerPayload>> Run(GuildTurn turn)
        {
            var found = Find(turn, Sticker, Caller);
            if (!found.IsOk) return ValueTask.FromResult(found);
            var before = found.Value!;
            var after = before with { Name = Name.Or(before.Name), Description = Description.Or(before.Description), Tags = Tags.Or(before.Tags) };
            turn.Put(StickerRules.Kind, Sticker.Number, after);
            StickerRules.Tell(turn);
            turn.Audit(AuditAction.StickerUpdate, Caller, Sticker.ToString(), Differences(before, after));
            return ValueTask.FromResult<Result<StickerPayload>>(after);
        }
    }

    public sealed record Delete(StickerId Sticker, Caller Caller) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn)
        {
            var found = Find(turn, Sticker, Caller);
            if (!found.IsOk) return ValueTask.FromResult<Result<Nothing>>(found.Failure);
            turn.Remove(StickerRules.Kind, Sticker.Number);
            StickerRules.Tell(turn);
            turn.Audit(AuditAction.StickerDelete, Caller, Sticker.ToString(), Differences(found.Value, null));
            return ValueTask.FromResult<Result<Nothing>>(Nothing.Value);
        }
    }

    internal static IReadOnlyList<AuditChange> Differences(StickerPayload? before, StickerPayload? after) => AuditChange.List(
        AuditChange.Of("name", before?.Name, after?.Name),
        AuditChange.Of("description", before?.Description, after?.Description),
        AuditChange.Of("tags", before?.Tags, after?.Tags));

    private static Result<StickerPayload> Find(GuildTurn turn, StickerId id, Caller caller)
    {
        var entry = turn.State.Enter(caller, Permissions.None, turn.Now);
        if (!entry.IsOk) return entry.Failure;
        if (turn.State.Documents.Find(StickerRules.Kind, id.Number) is not { } sticker) return new Failure.UnknownSticker();
        return StickerRules.MayChange(entry.Value!, sticker) ? sticker : new Failure.MissingPermissions();
    }

    private static async ValueTask<ApiAnswer> HandleUpdate(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var id = request.Id<StickerId>("sticker_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var name = form.Text("name", StickerRules.NameMin, StickerRules.NameMax);
        var (description, tags) = (StickerRules.ReadDescription(form), form.Text("tags", 1, StickerRules.TagsMax));
        if ((request.Failure ?? form.Failure) is { } invalid) return invalid;
        var updated = await request.House.Guilds.Ask(guild, new Command(id, name, description, tags, request.Caller), request.Cancel);
        return ApiAnswer.Of(updated, StickerJson.Default.StickerPayload);
    }

    private static async ValueTask<ApiAnswer> HandleDelete(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var id = request.Id<StickerId>("sticker_id");
        if (request.Failure is { } invalid) return invalid;
        // Waited for, though the caller may leave: the file goes after the row.
        var deleted = await request.House.Guilds.Ask(guild, new Delete(id, request.Caller), CancellationToken.None);
        if (deleted.IsOk) await request.House.Blobs.Delete($"stickers/{id}", CancellationToken.None);
        return ApiAnswer.Of(deleted);
    }
}
