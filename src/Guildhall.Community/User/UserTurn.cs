using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Guildhall.Cluster.Actors;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;
using Guildhall.Protocol;
using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;

namespace Guildhall.Community.User;

/// <summary>One command's work on a user: rows, then (after they are durable) the answer, events and messages to guilds.</summary>
public sealed class UserTurn
{
    private readonly UserActor _actor;
    private readonly Turn _turn;
    private List<RowChange>? _rows;
    private List<Func<CancellationToken, ValueTask>>? _effects;

    internal UserTurn(UserActor actor, Turn turn)
    {
        _actor = actor;
        _turn = turn;
    }

    public UserState State => _actor.State!;

    public UserServices Services => _actor.Services;

    public DateTimeOffset Now => Services.Time.GetUtcNow();

    /// <summary>Waits until every earlier change of this user is durable, so that a read of the store sees it.</summary>
    public Task Settled() => _turn.Settled();

    public void Put(UserRow row)
    {
        State.Row = row;
        Row(new PutUser(row));
        BeforeAnswer(() => Services.Directory.Set(row.Profile));
    }

    public void Row(RowChange row) => (_rows ??= []).Add(row);

    /// <summary>Brings a memory up to date that others read instead of asking this actor: after the commit, and before the answer, so that whoever has the answer reads the new state.</summary>
    public void BeforeAnswer(Action update) => _turn.BeforeAnswer(update);

    public void Effect(Func<CancellationToken, ValueTask> effect) => (_effects ??= []).Add(effect);

    public void TellGuild(GuildId guild, IGuildCommand command) => Effect(_ => Services.Guilds.Deliver(guild, command));

    internal void TellSelfAfter(TimeSpan delay, IUserCommand command) => _actor.TellSelfAfter(delay, command);

    /// <summary>Tells a user's actor something after the commit.</summary>
    public void TellUser(UserId user, IUserCommand command) => Effect(_ => Services.UserActors.Deliver(user, command));

    public void TellGuilds(Func<GuildId, IGuildCommand> command)
    {
        foreach (var guild in State.Guilds) TellGuild(guild, command(guild));
    }

    /// <summary>An event for the user's own sessions, except one when given.</summary>
    public void TellOwnSessions<T>(GatewayEvent kind, T payload, JsonTypeInfo<T> json, bool peopleOnly = false)
    {
        SessionRef[] sessions = [.. State.Sessions.Where(open => !peopleOnly || !open.Session.IsBot).Select(open => open.Session.Session)];
        if (sessions.Length == 0) return;
        var dispatch = new RelayEvent(kind.Name, kind.AnyOf, JsonSerializer.SerializeToUtf8Bytes(payload, json));
        Effect(cancel => Services.Relay.Send(sessions, dispatch, cancel));
    }

    /// <summary>The account is gone: from the next turn on nobody is here.</summary>
    internal void End() => _actor.End();

    internal void Answer<T>(Result<T> result) => _turn.Reply(result);

    internal void Finish()
    {
        if (_rows is not null) _turn.Commit(Services.Writer.Submit(_actor.Lane, new StoreWrite(_rows, [])));
        if (_effects is null) return;
        foreach (var effect in _effects) _turn.Then(() => effect(CancellationToken.None));
    }
}
