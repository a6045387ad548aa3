using Guildhall.Community.Guild.Alarms;
using Guildhall.Community.Guild.Documents;
using Guildhall.Community.Moderation;
using Guildhall.Community.Presence;
using Guildhall.Community.PrivateChannels;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Guildhall.Cluster.Actors;
using Guildhall.Cluster.Relay;
using Guildhall.Community.User;
using Guildhall.Protocol;
using Guildhall.Storage.EventLog;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Messages;
using Guildhall.Storage.Writing;

namespace Guildhall.Community.Guild;

/// <summary>
/// One command's work on a guild: it changes the state and collects the rows, log entries and events that go with it.
/// Everything is stored in one transaction; answers and events leave after it is durable, in order.
/// </summary>
public sealed partial class GuildTurn
{
    private readonly GuildActor _actor;
    private readonly Turn _turn;
    private List<RowChange>? _rows;
    private List<LogEntry>? _log;
    private List<Func<CancellationToken, ValueTask>>? _effects;
    private bool _isVisible;
    private bool _leavesTraces;
    private ViewChange _viewChange = ViewChange.None;

    internal GuildTurn(GuildActor actor, Turn turn)
    {
        _actor = actor;
        _turn = turn;
        Now = actor.Services.Time.GetUtcNow();
    }

    /// <summary>The guild. Commands on a guild that does not exist never run, except the one that creates it.</summary>
    public GuildState State => _actor.State!;

    public GuildId GuildId => _actor.Id;

    /// <summary>The guild as events of its channels name it.</summary>
    public GuildId? ShownGuild => _actor.State is { IsPrivate: true } ? null : GuildId;

    /// <summary>False for the command that begins a guild which does not exist yet.</summary>
    internal bool Exists => _actor.State is not null;

    /// <summary>True when it has existed, and ended a short time ago.</summary>
    internal bool HasEnded => _actor.HasEnded;

    /// <summary>The moment of this turn.</summary>
    public DateTimeOffset Now { get; }

    public GuildServices Services => _actor.Services;

    /// <summary>The newest messages of each channel, in memory.</summary>
    public ChannelLogs Logs => _actor.Logs;

    internal GuildSessions Sessions => _actor.Sessions;

    internal Members.Lists.GuildLooks Looks => _actor.Looks;

    internal Members.Lists.MemberLists Lists => _actor.Lists;

    internal GuildWelcome Welcome => _actor.Welcome;

    internal PresenceFlow PresenceFlow => _actor.PresenceFlow;

    internal NonceMemory Nonces => _actor.Nonces;

    internal Announcements.CrosspostMemory Crossposts => _actor.Crossposts;

    internal SlowmodeMemory Slowmode => _actor.Slowmode;

    internal AutoModeration.AutoModerationMemory AutoModeration => _actor.AutoModeration;

    internal Interactions.InteractionMemory Interactions => _actor.Interactions;

    internal Activities.ActivityMemory Activities => _actor.Activities;

    internal void TellSelfAfter(TimeSpan delay, IGuildCommand command) => _actor.TellSelfAfter(delay, command);

    internal void TellSelf(IGuildCommand command) => Effect(_ =>
    {
        _actor.TellSelfAfter(TimeSpan.Zero, command);
        return ValueTask.CompletedTask;
    });

    public Snowflake NextId() => Services.Ids.Next();

    /// <summary>Waits until every earlier change is durable, so that a read of the store sees it.</summary>
    public Task Settled() => _turn.Settled();

    public void Put(GuildPayload guild)
    {
        _isVisible = true;
        if (State.Guild.OwnerId != guild.OwnerId) _viewChange.Everybody();
        _voiceMayDiffer |= State.Guild.AfkChannelId != guild.AfkChannelId || State.Guild.AfkTimeout != guild.AfkTimeout;
        State.Guild = guild;
        Row(new PutGuild(guild));
    }

    public void Put(ChannelPayload channel)
    {
        if (State.IsPrivate)
        {
            PrivateHouse.Put(this, channel);
            return;
        }

        _isVisible = true;
        if (channel.Type.IsThread())
        {
            PutThread(channel);
            return;
        }

        _voiceMayDiffer |= channel.Type.IsVoice();
        if (!State.Channels.TryGetValue(channel.Id, out var old) || old.Type != channel.Type
            || !old.PermissionOverwrites.SequenceEqual(channel.PermissionOverwrites))
            _viewChange.Viewers(old);
        State.Channels[channel.Id] = channel;
        Row(new PutChannel(GuildId, channel));
    }

    /// <summary>Takes a channel or thread away with its messages; a channel's threads go with it.</summary>
    public void Remove(ChannelPayload channel)
    {
        _isVisible = true;
        if (channel.Type.IsThread())
        {
            RemoveThread(channel);
            return;
        }

        State.Channels.Remove(channel.Id);
        Logs.Forget(channel.Id);
        RemoveThreadsOf(channel);
        Row(new DeleteChannel(GuildId, channel.Id));
        Row(new DeleteChannelMessages(channel.Id));
        _viewChange.Deleted(channel);
    }

    public void Put(RolePayload role)
    {
        _isVisible = true;
        if (State.Roles.TryGetValue(role.Id, out var old) && old.Permissions != role.Permissions) _viewChange.Everybody();
        if (old?.Hoist != role.Hoist || (role.Hoist && old.Position != role.Position)) Lists.StructureChanged();
        State.Roles[role.Id] = role;
        Row(new PutRole(GuildId, role));
    }

    public void Remove(RolePayload role)
    {
        _isVisible = true;
        State.Roles.Remove(role.Id);
        Row(new DeleteRole(GuildId, role.Id));
        _viewChange.Everybody();
    }

    public void Put(MemberRow member)
    {
        _isVisible = true;
        State.Members[member.User] = member;
        Row(new PutMember(GuildId, member));
        _viewChange.User(member.User);
        Lists.MemberChanged(State, member.User);
    }

    /// <summary>Takes a member out; its sessions leave the guild's audiences and are told so after the commit.</summary>
    public void Remove(MemberRow member)
    {
        _isVisible = true;
        State.Members.Remove(member.User);
        State.Presences.Remove(member.User);
        Row(new DeleteMember(GuildId, member.User));
        _viewChange.User(member.User);
        Lists.MemberChanged(State, member.User);
    }

    public void Put(BanRow ban)
    {
        _isVisible = true;
        State.Bans[ban.User] = ban;
        Row(new PutBan(GuildId, ban));
    }

    public void RemoveBan(UserId user)
    {
        _isVisible = true;
        State.Bans.Remove(user);
        Row(new DeleteBan(GuildId, user));
    }

    public void Put(InviteRow invite)
    {
        _isVisible = true;
        State.Invites[invite.Code] = invite;
        Row(new PutInvite(GuildId, invite));
    }

    public void RemoveInvite(string code)
    {
        _isVisible = true;
        State.Invites.Remove(code);
        Row(new DeleteInvite(GuildId, code));
    }

    public void Put(EmojiPayload emoji)
    {
        _isVisible = true;
        State.Emojis[emoji.Id] = emoji;
        Row(new PutEmoji(GuildId, emoji));
    }

    public void RemoveEmoji(EmojiId emoji)
    {
        _isVisible = true;
        State.Emojis.Remove(emoji);
        Row(new DeleteEmoji(GuildId, emoji));
    }

    /// <summary>Adds or replaces a message, in the store and in the channel's log.</summary>
    public void Put(StoredMessage message)
    {
        _isVisible = true;
        Logs.Put(message);
        Row(new PutMessage(message));
    }

    /// <summary>Adds or replaces a feature's record.</summary>
    public void Put<T>(GuildDocumentKind<T> kind, ulong id, T document)
        where T : class
    {
        _isVisible = true;
        State.Documents.SetOf(kind)[id] = document;
        var data = JsonSerializer.SerializeToUtf8Bytes(document, kind.Json);
        Row(new PutDocument(GuildId, new DocumentRow(kind.Name, id, kind.LookupOf(document), data)));
    }

    /// <summary>Takes a feature's record away.</summary>
    public void Remove<T>(GuildDocumentKind<T> kind, ulong id)
        where T : class
    {
        _isVisible = true;
        State.Documents.SetOf(kind).Remove(id);
        Row(new DeleteDocument(GuildId, kind.Name, id));
    }

    /// <summary>Sets or moves an alarm: the kind's handler runs in a turn of this guild soon after the moment, whatever restarts come between.</summary>
    public void SetAlarm(AlarmKind kind, ulong id, DateTimeOffset dueAt)
    {
        State.Alarms[(kind.Name, id)] = dueAt;
        Row(new PutAlarm(GuildId, new AlarmRow(kind.Name, id, dueAt)));
        Effect(_ =>
        {
            Services.Alarms.Set(dueAt);
            return ValueTask.CompletedTask;
        });
    }

    /// <summary>Takes an alarm back; nothing happens when there is none.</summary>
    public void ClearAlarm(AlarmKind kind, ulong id) => ClearAlarm(kind.Name, id);

    internal void ClearAlarm(string kind, ulong id)
    {
        if (State.Alarms.Remove((kind, id))) Row(new DeleteAlarm(GuildId, kind, id));
    }

    /// <summary>Replaces what the store keeps of a member beside what anybody sees: no event, no change of what the guild shows.</summary>
    public void Note(MemberRow member)
    {
        State.Members[member.User] = member;
        Row(new PutMember(GuildId, member));
    }

    /// <summary>Any other row; those with state of their own have a method above.</summary>
    public void Row(RowChange row) => (_rows ??= []).Add(row);

    /// <summary>Writes an audit log entry and tells those who may read the audit log.</summary>
    public void Audit(AuditAction action, Caller caller, string? targetId, IReadOnlyList<AuditChange>? changes = null, AuditOptions? options = null)
    {
        if (!State.IsPrivate) AuditWriter.Write(this, action, caller, targetId, changes, options);
    }

    /// <summary>An event for everybody in the guild.</summary>
    public void Tell<T>(GatewayEvent kind, T payload, JsonTypeInfo<T> json) =>
        PublishToAll(Encoded(kind, payload, json));

    /// <summary>An event for those who may view a channel.</summary>
    public void TellViewers<T>(ChannelId channel, GatewayEvent kind, T payload, JsonTypeInfo<T> json) =>
        PublishToViewers(channel, Encoded(kind, payload, json));

    /// <summary>An event for the sessions of members who hold one of the permissions (in the guild, or in the channel when given).</summary>
    public void TellHolders<T>(Permissions anyOf, ChannelId? channel, GatewayEvent kind, T payload, JsonTypeInfo<T> json) =>
        TellHolders(anyOf, channel, Encoded(kind, payload, json));

    /// <summary>The same with an event that is encoded already.</summary>
    public void TellHolders(Permissions anyOf, ChannelId? channel, RelayEvent dispatch)
    {
        var sessions = Sessions.OfHolders(State, _viewChange, anyOf, channel, Now, withPassive: !Guildhall.Community.Passive.PassiveEvents.IsWithheld(dispatch.Name, State));
        Effect(cancel => Services.Relay.Send(sessions, dispatch, cancel));
    }

    /// <summary>An event for every session of one user in this guild, whatever the intents say about others.</summary>
    public void TellUser<T>(UserId user, GatewayEvent kind, T payload, JsonTypeInfo<T> json)
    {
        var sessions = Sessions.Of(user);
        var dispatch = Encoded(kind, payload, json);
        Effect(cancel => Services.Relay.Send(sessions, dispatch, cancel));
    }

    /// <summary>An encoded event for those who may view a channel or thread.</summary>
    public void PublishToViewers(ChannelId channel, RelayEvent dispatch)
    {
        if (State.IsPrivate)
        {
            PrivateHouse.Publish(this, dispatch);
        }
        else if (State.Threads.TryGetValue(channel, out var thread))
        {
            PublishToThread(thread, dispatch);
        }
        else
        {
            Publish(AudienceId.Viewers(channel), dispatch);
            TellPassive(channel, dispatch);
        }
    }

    public void Publish(AudienceId audience, RelayEvent dispatch) =>
        Effect(cancel => Services.Relay.Publish(audience, dispatch, cancel));

    /// <summary>Something that happens after the commit, in order with the other effects.</summary>
    public void Effect(Func<CancellationToken, ValueTask> effect) => (_effects ??= []).Add(effect);

    /// <summary>Adds a fact to the guild's log: the ids that tell what changed.</summary>
    public void Log(string type, ReadOnlyMemory<byte> payload) =>
        (_log ??= []).Add(new LogEntry(GuildId, ++State.LastSequence, type, payload));

    /// <summary>Encodes an event's payload once for all its receivers.</summary>
    public static RelayEvent Encoded<T>(GatewayEvent kind, T payload, JsonTypeInfo<T> json) =>
        new(kind.Name, kind.AnyOf, JsonSerializer.SerializeToUtf8Bytes(payload, json));

    /// <summary>What this turn has changed stands though its command is refused: a refusal that leaves traces, such as an alert.</summary>
    internal void KeepThoughRefused() => _leavesTraces = true;

    internal void Answer<T>(Result<T> result)
    {
        if (!result.IsOk && _rows is not null && !_leavesTraces)
            throw new InvalidOperationException($"A command changed the guild and then failed with {result.Failure.GetType().Name}.");
        _turn.Reply(result);
    }

    /// <summary>What this turn has changed about who may do what.</summary>
    internal ViewChange ViewChange => _viewChange;

    internal void Begin(GuildState created) => _actor.Begin(created);

    internal void End() => _actor.End();

    // Who may see what changes before the command's own events leave: nobody gets an event of a channel that was just closed to them.
    private void MoveViewsFirst()
    {
        var own = _effects;
        _effects = null;
        Sessions.RefreshViews(this, _viewChange);
        if (_viewChange.Users is null) Lists.StructureChanged();
        if (own is not null) (_effects ??= []).AddRange(own);
    }

    /// <summary>Submits the rows and hands the effects to the actor's turn.</summary>
    internal void Finish()
    {
        if (_actor.State is not null && _viewChange.IsAny)
        {
            MoveViewsFirst();
            if (!Activities.IsEmpty) Activities.Prune(State);
        }

        RefreshVoice();
        if (_actor.State is { IsPrivate: false } && Lists.HasWork) Lists.Settle(this);

        if (_afterViews is not null)
        {
            foreach (var choose in _afterViews) choose();
        }

        if (_isVisible) Welcome.Changed();
        if (_rows is not null || _log is not null)
            _turn.Commit(Services.Writer.Submit(_actor.Lane, new StoreWrite(_rows ?? [], _log ?? [])));
        if (_effects is null) return;
        foreach (var effect in _effects) _turn.Then(() => effect(CancellationToken.None));
    }
}
