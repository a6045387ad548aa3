using System.Text.Json;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Presence;
using Guildhall.Community.ReadStates;
using Guildhall.Community.Relationships;
using Guildhall.Community.User.Documents;
using Guildhall.Community.User.Settings;
using Guildhall.Protocol;
using Guildhall.Storage.Users;

namespace Guildhall.Community.User;

/// <summary>IDENTIFY: opens a session of the user. The guilds are told when the session has its READY (<see cref="SessionReady"/>).</summary>
/// <param name="Session">Address and rights.</param>
/// <param name="ShardId">Of a bot's shards, from 0.</param>
/// <param name="ShardCount">1 for people.</param>
/// <param name="Client">desktop, mobile or web.</param>
/// <param name="Status">What the client asked to show; null for what the user last chose.</param>
/// <param name="Activities">As sent, checked.</param>
/// <param name="TokenKey">Names the token it was opened with (<see cref="Edge.TokenAuthenticator.KeyOf"/>): revoking that ends the session.</param>
public sealed record OpenSessionCommand(
    ConnectedSession Session, int ShardId, int ShardCount, string Client, string? Status, IReadOnlyList<JsonElement> Activities,
    ulong TokenKey)
    : IUserCommand<SessionOpened>
{
    public async ValueTask<Result<SessionOpened>> Run(UserTurn turn)
    {
        var state = turn.State;
        RelationRow[] relations = Session.IsBot ? [] : [.. (await RelationMemory.Of(turn)).Values];
        var notes = Session.IsBot ? new Dictionary<ulong, NoteRecord>() : await UserDocuments.Of(turn, UserNotes.Kind);
        if (state.Sessions.Count >= Sessions.PerUser) return new Failure.Overloaded();
        if (state.Sessions.Capacity == 0) state.Sessions.Capacity = 1; // most users have one
        state.Sessions.Add(new OpenSession(Session, ShardId, ShardCount, Client, Status ?? state.Row.Status, Activities, TokenKey));
        turn.Services.Sessions.Keep(state);
        if (!Session.IsBot && state.Sessions.Count == 1) await CustomStatus.Refresh(turn);
        var guilds = state.Guilds.Where(guild => state.Sessions[^1].Serves(guild)).Order(GuildOrder).ToArray();
        return new SessionOpened(state.Row, guilds, Session.IsBot ? [] : [.. (await ReadStateMemory.Of(turn)).Values])
        {
            Relations = relations,
            FriendPresences = state.FriendPresences is { } friends ? [.. friends.Values] : [],
            Settings = Session.IsBot ? null : (await SettingsRecord.Of(turn)).Shown(state.Row),
            Sessions = Session.IsBot ? [] : OwnSessions.Of(state.Sessions),
            GuildSettings = Session.IsBot ? [] : await UserGuildSettings.All(turn),
            Notes = notes.ToDictionary(note => new UserId(note.Key), note => note.Value.Text),
        };
    }

    private static readonly IComparer<GuildId> GuildOrder = Comparer<GuildId>.Create((a, b) => a.Number.CompareTo(b.Number));
}

/// <summary>What READY shows.</summary>
public sealed record SessionOpened(UserRow User, IReadOnlyList<GuildId> Guilds, IReadOnlyList<ReadStateRow> ReadStates)
{
    public IReadOnlyList<RelationRow> Relations { get; init; } = [];

    public IReadOnlyList<PresencePayload> FriendPresences { get; init; } = [];

    /// <summary>All settings as the wire shows them; null for bots.</summary>
    public JsonElement? Settings { get; init; }

    public IReadOnlyList<SessionPayload> Sessions { get; init; } = [];

    public IReadOnlyList<UserGuildSettingsPayload> GuildSettings { get; init; } = [];

    public IReadOnlyDictionary<UserId, string> Notes { get; init; } = new Dictionary<UserId, string>();
}

/// <summary>The session has its READY: its guilds send GUILD_CREATE, and the user is seen online.</summary>
public sealed record SessionReady(SessionRef Session) : IUserCommand
{
    public ValueTask RunOn(UserTurn turn)
    {
        if (turn.State.Sessions.FirstOrDefault(open => open.Session.Session == Session) is not { } found) return ValueTask.CompletedTask;
        foreach (var guild in turn.State.Guilds.Where(found.Serves)) turn.TellGuild(guild, new Guild.SessionConnected(found.Session, turn.State.Row.Profile));
        UserPresence.Announce(turn);
        if (!found.Session.IsBot) FriendPresences.Ask(turn);
        return ValueTask.CompletedTask;
    }
}

/// <summary>The session is gone for good: closed by the client, or not resumed in time.</summary>
public sealed record CloseSession(SessionRef Session) : IUserCommand
{
    public ValueTask RunOn(UserTurn turn)
    {
        if (turn.State.Sessions.RemoveAll(open => open.Session.Session == Session) == 0) return ValueTask.CompletedTask;
        turn.Services.Sessions.Keep(turn.State);
        turn.TellGuilds(_ => new Guild.SessionGone(Session, turn.State.Id));
        Activities.ActivityLaunch.Closed(turn);
        Calls.VoiceTaken.Closed(turn, Session);
        UserPresence.Announce(turn);
        return ValueTask.CompletedTask;
    }
}

/// <summary>The bounds of sessions.</summary>
public static class Sessions
{
    /// <summary>Sessions of one user at a time, resumable ones included.</summary>
    public const int PerUser = 256;
}
