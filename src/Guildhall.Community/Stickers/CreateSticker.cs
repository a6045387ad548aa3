using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Stickers;

/// <summary>POST /guilds/{guild_id}/stickers: a picture or animation of up to 512 KB, as a multipart form.</summary>
public static class CreateSticker
{
    public static void Map(ApiRoutes api) => api.Post("/guilds/{guild_id}/stickers", Handle, RouteOptions.Per(20, 60));

    public sealed record Command(StickerId Sticker, string Name, string? Description, string Tags, StickerFormat Format, Caller Caller) : IGuildCommand<StickerPayload>
    {
        public ValueTask<Result<StickerPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<StickerPayload> Decide(GuildTurn turn)
        {
            var guild = turn.State;
            var entry = guild.Enter(Caller, Permissions.CreateGuildExpressions, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var slots = Boosts.BoostTiers.Of(guild.Guild.PremiumTier).StickerSlots;
            if (guild.Documents.Of(StickerRules.Kind).Count >= slots) return new Failure.TooManyStickers(slots);
            var created = new StickerPayload
            {
                Id = Sticker,
                Name = Name,
                Description = Description,
                Tags = Tags,
                FormatType = Format,
                Available = true,
                GuildId = turn.GuildId,
                User = guild.Users.GetValueOrDefault(Caller.User) ?? GuildState.DeletedUser(Caller.User),
            };
            turn.Put(StickerRules.Kind, Sticker.Number, created);
            StickerRules.Tell(turn);
            turn.Audit(AuditAction.StickerCreate, Caller, Sticker.ToString(), UpdateSticker.Differences(null, created));
            return created;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } noGuild) return noGuild;
        var house = request.House;
        var allowed = await house.Guilds.Ask(guild, new Guilds.CheckRights(Permissions.CreateGuildExpressions, request.Caller), request.Cancel);
        if (!allowed.IsOk) return allowed.Failure;
        var upload = await StickerUpload.Read(request);
        if (!upload.IsOk) return upload.Failure;
        var form = upload.Value!.Form;
        var name = form.RequiredText("name", StickerRules.NameMin, StickerRules.NameMax);
        var tags = form.RequiredText("tags", 1, StickerRules.TagsMax);
        var description = StickerRules.ReadDescription(form).Value;
        if (form.Failure is { } invalid) return invalid;
        var format = StickerFile.Check(upload.Value.File);
        if (!format.IsOk) return format.Failure;
        var id = new StickerId(house.Ids.Next());
        using var content = new MemoryStream(upload.Value.File.ToArray(), writable: false);
        await house.Blobs.Put($"stickers/{id}", content, StickerFile.Bytes, request.Cancel);
        var created = await house.Guilds.Ask(guild, new Command(id, name, description, tags, format.Value, request.Caller), CancellationToken.None);
        if (!created.IsOk) await house.Blobs.Delete($"stickers/{id}", CancellationToken.None);
        return ApiAnswer.Of(created, StickerJson.Default.StickerPayload, 201);
    }
}
