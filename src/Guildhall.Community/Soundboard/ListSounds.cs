using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Soundboard;

/// <summary>GET /guilds/{guild_id}/soundboard-sounds and …/{sound_id}; GET /soundboard-default-sounds for what everybody has.</summary>
public static class ListSounds
{
    public static void Map(ApiRoutes api)
    {
        api.Get("/soundboard-default-sounds", _ => ValueTask.FromResult(ApiAnswer.Json(DefaultSounds.All, SoundJson.Default.IReadOnlyListSoundPayload)));
        api.Get("/guilds/{guild_id}/soundboard-sounds", HandleAll);
        api.Get("/guilds/{guild_id}/soundboard-sounds/{sound_id}", HandleOne);
    }

    public sealed record Command(Caller Caller) : IGuildCommand<IReadOnlyList<SoundPayload>>
    {
        public ValueTask<Result<IReadOnlyList<SoundPayload>>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            return ValueTask.FromResult(!entry.IsOk
                ? entry.Failure
                : new Result<IReadOnlyList<SoundPayload>>(
                    [.. turn.State.Documents.Of(SoundRules.Kind).Values.OrderBy(sound => sound.SoundId.Number).Select(sound => SoundRules.Shown(sound, entry.Value!.Held))]));
        }
    }

    private static async ValueTask<ApiAnswer> HandleAll(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        var sounds = await request.House.Guilds.Ask(guild, new Command(request.Caller), request.Cancel);
        return sounds.IsOk ? ApiAnswer.Json(new SoundsPayload(sounds.Value!), SoundJson.Default.SoundsPayload) : sounds.Failure;
    }

    private static async ValueTask<ApiAnswer> HandleOne(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var id = request.Id<SoundId>("sound_id");
        if (request.Failure is { } invalid) return invalid;
        var sounds = await request.House.Guilds.Ask(guild, new Command(request.Caller), request.Cancel);
        if (!sounds.IsOk) return sounds.Failure;
        return sounds.Value!.FirstOrDefault(sound => sound.SoundId == id) is { } found
            ? ApiAnswer.Json(found, SoundJson.Default.SoundPayload)
            : new Failure.UnknownSound();
    }
}
