using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Emojis;

/// <summary>POST /guilds/{guild_id}/emojis: a picture of up to 256 KB under a name.</summary>
public static class CreateEmoji
{
    public static void Map(ApiRoutes api) => api.Post("/guilds/{guild_id}/emojis", Handle, RouteOptions.Per(20, 60));

    public sealed record Command(EmojiId Emoji, string Name, bool Animated, IReadOnlyList<RoleId> Roles, Caller Caller) : IGuildCommand<EmojiPayload>
    {
        public ValueTask<Result<EmojiPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<EmojiPayload> Decide(GuildTurn turn)
        {
            var guild = turn.State;
            var entry = guild.Enter(Caller, Permissions.CreateGuildExpressions, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (EmojiRules.RefuseRoles(guild, Roles) is { } refused) return refused;
            var slots = Boosts.BoostTiers.Of(guild.Guild.PremiumTier).EmojiSlots;
            if (guild.Emojis.Values.Count(emoji => emoji.Animated == Animated) >= slots)
                return Animated ? new Failure.TooManyAnimatedEmojis(slots) : new Failure.TooManyEmojis(slots);
            var created = new EmojiPayload
            {
                Id = Emoji,
                Name = Name,
                Roles = Roles,
                Animated = Animated,
                User = guild.Users.GetValueOrDefault(Caller.User) ?? GuildState.DeletedUser(Caller.User),
            };
            turn.Put(created);
            EmojiRules.Tell(turn);
            turn.Audit(AuditAction.EmojiCreate, Caller, Emoji.ToString(), AuditChange.List(AuditChange.Of("name", null, Name)));
            return created;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var name = EmojiRules.ReadName(form);
        if (!name.IsPresent) form.Required("name");
        var image = ReadImage(form);
        var roles = form.Ids<RoleId>("roles", Limits.RolesPerGuild).Value ?? [];
        if ((request.Failure ?? form.Failure) is { } invalid) return invalid;
        var house = request.House;
        var allowed = await house.Guilds.Ask(guild, new Guilds.CheckRights(Permissions.CreateGuildExpressions, request.Caller), request.Cancel);
        if (!allowed.IsOk) return allowed.Failure;
        var id = new EmojiId(house.Ids.Next());
        using var content = new MemoryStream(image!.Bytes, writable: false);
        await UploadField.Put(house.Blobs, "image", $"emojis/{id}", content, Limits.EmojiImageBytes, request.Cancel);
        var created = await house.Guilds.Ask(guild, new Command(id, name.Value, image.IsAnimated, roles, request.Caller), request.Cancel);
        if (!created.IsOk) await house.Blobs.Delete($"emojis/{id}", CancellationToken.None);
        return ApiAnswer.Of(created, PayloadJson.Default.EmojiPayload, 201);
    }

    internal static ImageData? ReadImage(Form form)
    {
        var text = form.RequiredText("image", 1, Limits.JsonBodyBytes);
        if (text.Length == 0) return null;
        var image = ImageField.Decode(text);
        if (image is null) form.Error("image", "IMAGE_INVALID", "Invalid image data");
        else if (image.Bytes.Length > Limits.EmojiImageBytes)
            form.Error("image", "BINARY_TYPE_MAX_SIZE", $"File cannot be larger than {Limits.EmojiImageBytes / 1024}.0 kb.");
        return image;
    }
}
