using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Soundboard;

/// <summary>PATCH and DELETE /guilds/{guild_id}/soundboard-sounds/{sound_id}</summary>
public static class UpdateSound
{
    public static void Map(ApiRoutes api)
    {
        api.Patch("/guilds/{guild_id}/soundboard-sounds/{sound_id}", HandleUpdate, RouteOptions.Per(20, 60));
        api.Delete("/guilds/{guild_id}/soundboard-sounds/{sound_id}", HandleDelete, RouteOptions.Per(20, 60));
    }

    public sealed record Command(SoundId Sound, SoundFields Fields, Caller Caller) : IGuildCommand<SoundPayload>
    {
        public ValueTask<Result<SoundPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<SoundPayload> Decide(GuildTurn turn)
        {
            var found = Find(turn, Sound, Caller);
            if (!found.IsOk) return found;
            if (Fields.Refuse(turn.State) is { } refused) return refused;
            var after = Fields.ApplyTo(found.Value!);
            turn.Put(SoundRules.Kind, Sound.Number, after);
            turn.Log("GUILD_SOUNDBOARD_SOUND_UPDATE", LogFacts.Guild(turn.GuildId));
            turn.Tell(DispatchCatalogue.GuildSoundboardSoundUpdate, after with { User = null }, SoundJson.Default.SoundPayload);
            turn.Audit(AuditAction.SoundboardSoundUpdate, Caller, Sound.ToString(), SoundFields.Differences(found.Value, after));
            return after;
        }
    }

    public sealed record Delete(SoundId Sound, Caller Caller) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn)
        {
            var found = Find(turn, Sound, Caller);
            if (!found.IsOk) return ValueTask.FromResult<Result<Nothing>>(found.Failure);
            turn.Remove(SoundRules.Kind, Sound.Number);
            turn.Log("GUILD_SOUNDBOARD_SOUND_DELETE", LogFacts.Guild(turn.GuildId));
            turn.Tell(DispatchCatalogue.GuildSoundboardSoundDelete, new SoundDeletedPayload(Sound, turn.GuildId), SoundJson.Default.SoundDeletedPayload);
            turn.Audit(AuditAction.SoundboardSoundDelete, Caller, Sound.ToString(), SoundFields.Differences(found.Value, null));
            return ValueTask.FromResult<Result<Nothing>>(Nothing.Value);
        }
    }

    private static Result<SoundPayload> Find(GuildTurn turn, SoundId id, Caller caller)
    {
        var entry = turn.State.Enter(caller, Permissions.None, turn.Now);
        if (!entry.IsOk) return entry.Failure;
        if (turn.State.Documents.Find(SoundRules.Kind, id.Number) is not { } sound) return new Failure.UnknownSound();
        return SoundRules.MayChange(entry.Value!, sound) ? sound : new Failure.MissingPermissions();
    }

    private static async ValueTask<ApiAnswer> HandleUpdate(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var id = request.Id<SoundId>("sound_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var fields = SoundFields.Read(read.Value!);
        if ((request.Failure ?? read.Value!.Failure) is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, new Command(id, fields, request.Caller), request.Cancel), SoundJson.Default.SoundPayload);
    }

    private static async ValueTask<ApiAnswer> HandleDelete(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var id = request.Id<SoundId>("sound_id");
        if (request.Failure is { } invalid) return invalid;
        // Waited for, though the caller may leave: the file goes after the row.
        var deleted = await request.House.Guilds.Ask(guild, new Delete(id, request.Caller), CancellationToken.None);
        if (deleted.IsOk) await request.House.Blobs.Delete($"soundboard-sounds/{id}", CancellationToken.None);
        return ApiAnswer.Of(deleted);
    }
}
