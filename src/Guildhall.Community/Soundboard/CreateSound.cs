using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Soundboard;

/// <summary>POST /guilds/{guild_id}/soundboard-sounds: MP3 or Ogg as a data URI, up to 512 KB and 5.2 seconds.</summary>
public static class CreateSound
{
    public static void Map(ApiRoutes api) => api.Post("/guilds/{guild_id}/soundboard-sounds", Handle, RouteOptions.Per(20, 60));

    public sealed record Command(SoundId Sound, SoundFields Fields, Caller Caller) : IGuildCommand<SoundPayload>
    {
        public ValueTask<Result<SoundPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<SoundPayload> Decide(GuildTurn turn)
        {
            var guild = turn.State;
            var entry = guild.Enter(Caller, Permissions.CreateGuildExpressions, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (Fields.Refuse(guild) is { } refused) return refused;
            var slots = Boosts.BoostTiers.Of(guild.Guild.PremiumTier).SoundSlots;
            if (guild.Documents.Of(SoundRules.Kind).Count >= slots) return new Failure.TooManySounds(slots);
            var created = Fields.ApplyTo(new SoundPayload
            {
                SoundId = Sound,
                Name = Fields.Name.Value,
                GuildId = turn.GuildId,
                User = guild.Users.GetValueOrDefault(Caller.User) ?? GuildState.DeletedUser(Caller.User),
            });
            turn.Put(SoundRules.Kind, Sound.Number, created);
            turn.Log("GUILD_SOUNDBOARD_SOUND_CREATE", LogFacts.Guild(turn.GuildId));
            turn.Tell(DispatchCatalogue.GuildSoundboardSoundCreate, created with { User = null }, SoundJson.Default.SoundPayload);
            turn.Audit(AuditAction.SoundboardSoundCreate, Caller, Sound.ToString(), SoundFields.Differences(null, created));
            return created;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var fields = SoundFields.Read(form);
        if (!fields.Name.IsPresent) form.Required("name");
        var sound = ReadSound(form);
        if ((request.Failure ?? form.Failure) is { } invalid) return invalid;
        var house = request.House;
        var allowed = await house.Guilds.Ask(guild, new Guilds.CheckRights(Permissions.CreateGuildExpressions, request.Caller), request.Cancel);
        if (!allowed.IsOk) return allowed.Failure;
        var id = new SoundId(house.Ids.Next());
        using var content = new MemoryStream(sound, writable: false);
        await house.Blobs.Put($"soundboard-sounds/{id}", content, SoundFile.Bytes, request.Cancel);
        var created = await house.Guilds.Ask(guild, new Command(id, fields, request.Caller), CancellationToken.None);
        if (!created.IsOk) await house.Blobs.Delete($"soundboard-sounds/{id}", CancellationToken.None);
        return ApiAnswer.Of(created, SoundJson.Default.SoundPayload, 201);
    }

    private static byte[] ReadSound(Form form)
    {
        var text = form.RequiredText("sound", 1, Limits.JsonBodyBytes);
        if (text.Length == 0) return [];
        var sound = SoundFile.Decode(text);
        if (sound is null || SoundFile.Length(sound) is not { } seconds) form.Error("sound", "AUDIO_INVALID", "Invalid audio data");
        else if (sound.Length > SoundFile.Bytes) form.Error("sound", "BINARY_TYPE_MAX_SIZE", $"File cannot be larger than {SoundFile.Bytes / 1024}.0 kb.");
        else if (seconds > SoundFile.Seconds) form.Error("sound", "AUDIO_TOO_LONG", $"A sound lasts {SoundFile.Seconds} seconds at most.");
        return sound ?? [];
    }
}
