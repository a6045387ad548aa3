using Guildhall.Cluster.Memory;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Passive;
using Guildhall.Protocol;

namespace Guildhall.Community.Guild;

/// <summary>
/// The connected sessions of a guild and which channels each user sees. The relay keeps the audiences; this decides who
/// is in them, and tells CHANNEL_CREATE and CHANNEL_DELETE to those whose view changes. A session that can do with little and does not
/// look at the guild is in the audiences of passive ones.
/// </summary>
internal sealed class GuildSessions(GuildId guild)
{
    /// <summary>Sessions whose op 4 may wait until they have come here.</summary>
    private const int EarlyAsks = 1_024;

    /// <summary>What events are kept to the holders of, in the guild as a whole.</summary>
    private const Permissions Guarded = Permissions.Administrator | Permissions.ViewAuditLog | Permissions.ManageGuild | Permissions.BanMembers
        | Permissions.KickMembers | Permissions.ModerateMembers;

    /// <summary>Different views kept to be shared; past this the table starts afresh.</summary>
    private const int SharedViews = 4_096;

    private readonly Dictionary<SessionRef, ConnectedSession> _sessions = [];
    private readonly Dictionary<UserId, UserView> _users = [];
    private readonly HashSet<SessionRef> _bots = [];

    // Those who hold something of what events are kept to (the audit log, moderation): few in a crowd, and asked for all the time.
    private readonly HashSet<UserId> _holders = [];
    private readonly Dictionary<SessionRef, VoiceStates.UpdateVoice> _early = [];
    private readonly Dictionary<ChannelView, ChannelView> _shared = [];
    private readonly Dictionary<ChannelId, List<KeyValuePair<UserId, UserView>>> _managers = [];

    /// <summary>Those that do not look.</summary>
    public PassiveSessions Passive { get; } = new(guild);

    public int Count => _sessions.Count;

    public int UserCount => _users.Count;

    /// <summary>The sessions of bots.</summary>
    public IReadOnlyCollection<SessionRef> Bots => _bots;

    /// <summary>Lets a session into its audiences, with GUILD_CREATE in front of everything else.</summary>
    public void Connect(GuildTurn turn, ConnectedSession session)
    {
        if (!turn.State.Members.TryGetValue(session.User, out var member)) return;
        if (!_sessions.TryPut(session.Session, session)) return;
        if (session.IsBot) _bots.Add(session.Session);
        if (!_users.TryGetValue(session.User, out var user))
            Enter(session.User, user = new UserView(SeenBy(turn.State, member)));
        _managers.Clear();
        user.Add(session.Session);
        var welcome = turn.Welcome.For(turn.State, session, member, user.View);
        var audiences = session.Passive == PassiveForm.None ? AudiencesOf(user.View) : Passive.Enter(session, user.View, turn.Passive.Version);
        turn.Effect(cancel => turn.Services.Relay.Subscribe(session.Session, audiences, welcome, cancel));
    }

    /// <summary>A session may have begun to look at the guild, or may have ceased to: moves it between the audiences, and tells it what it has missed.</summary>
    public void LookAgain(GuildTurn turn, SessionRef address)
    {
        if (!_sessions.TryGetValue(address, out var session) || session.Passive == PassiveForm.None || !_users.TryGetValue(session.User, out var user)) return;
        var looks = turn.Looks.IsOpen(address) || turn.State.Voice.Of(session.User)?.Session == address;
        if (looks != Passive.Contains(address)) return;
        if (!looks)
        {
            var left = AudiencesOf(user.View);
            var entered = Passive.Enter(session, user.View, turn.Passive.Version);
            turn.Effect(cancel => turn.Services.Relay.Unsubscribe(address, left, cancel));
            turn.Effect(cancel => turn.Services.Relay.Subscribe(address, entered, null, cancel));
            return;
        }

        var missed = Opening.For(turn, session, user.View, Passive.SinceOf(address));
        var before = Passive.Leave(address, user.View);
        var after = AudiencesOf(user.View);
        turn.Effect(cancel => turn.Services.Relay.Unsubscribe(address, before, cancel));
        foreach (var dispatch in missed) turn.Effect(cancel => turn.Services.Relay.Send([address], dispatch, cancel));
        turn.Effect(cancel => turn.Services.Relay.Subscribe(address, after, null, cancel));
    }

    /// <summary>Forgets a session that is gone; true when it was its user's last one here.</summary>
    public bool Disconnect(SessionRef session)
    {
        _bots.Remove(session);
        if (!_sessions.Remove(session, out var gone) || !_users.TryGetValue(gone.User, out var user)) return false;
        _managers.Clear();
        user.Remove(session);
        Passive.Leave(session, user.View);
        return user.Sessions.Length == 0 && Forget(gone.User);
    }

    /// <summary>Takes over the sessions that the relay already has in this guild's audiences: after a restart of the actor.</summary>
    public void Reattach(GuildState state, IReadOnlyList<ConnectedSession> sessions, IReadOnlyList<ConnectedSession> passive)
    {
        foreach (var session in sessions.Concat(passive))
        {
            if (!state.Members.TryGetValue(session.User, out var member) || !_sessions.TryPut(session.Session, session)) continue;
            if (session.IsBot) _bots.Add(session.Session);
            if (!_users.TryGetValue(session.User, out var user)) Enter(session.User, user = new UserView(SeenBy(state, member)));
            user.Add(session.Session);
        }

        foreach (var session in passive)
        {
            if (_sessions.ContainsKey(session.Session)) Passive.Enter(session, _users[session.User].View, PassiveFlow.Unknown);
        }
    }

    public IEnumerable<UserId> ConnectedUsers => _users.Keys;

    /// <summary>The sessions of one user here, as they are now.</summary>
    public IReadOnlyList<SessionRef> Of(UserId user) => _users.TryGetValue(user, out var found) ? found.Sessions : [];

    /// <summary>Those of a user's sessions here that are passive.</summary>
    public IReadOnlyList<SessionRef> PassiveOf(UserId user) =>
        Passive.IsAny && _users.TryGetValue(user, out var found) ? [.. found.Sessions.Where(Passive.Contains)] : [];

    /// <summary>The passive sessions of those of some users who fit.</summary>
    public IReadOnlyList<SessionRef> PassiveOf(IEnumerable<UserId> users, Func<UserId, bool> fits) =>
        [.. users.Where(user => _users.ContainsKey(user) && fits(user)).SelectMany(PassiveOf)];

    /// <summary>True when a connected user manages the threads of the channel.</summary>
    public bool Manages(UserId user, ChannelId channel) => _users.TryGetValue(user, out var found) && found.View.Manages(channel);

    /// <summary>True when a connected user sees the channel.</summary>
    public bool Sees(UserId user, ChannelId channel) => _users.TryGetValue(user, out var found) && found.View.Contains(channel);

    /// <summary>The sessions of others than <paramref name="besides"/> who see one channel and not the other; passive ones are told in their own way.</summary>
    public IReadOnlyList<SessionRef> Seeing(ChannelId channel, ChannelId? butNot, UserId besides) =>
    [
        .. _users.Where(user => user.Key != besides && user.Value.View.Contains(channel) && (butNot is not { } other || !user.Value.View.Contains(other)))
            .SelectMany(user => user.Value.Sessions)
            .Where(session => !Passive.Contains(session)),
    ];

    /// <summary>Keeps the last op 4 of a session that has its READY and has not come here yet; past the limit it is passed over.</summary>
    public void KeepEarly(VoiceStates.UpdateVoice ask)
    {
        if (_early.Count < EarlyAsks || _early.ContainsKey(ask.Session)) _early[ask.Session] = ask;
    }

    /// <summary>What a session asked for before it came; null when nothing.</summary>
    public VoiceStates.UpdateVoice? TakeEarly(SessionRef session) => _early.Remove(session, out var ask) ? ask : null;

    public ConnectedSession? Find(SessionRef session) => _sessions.GetValueOrDefault(session);

    /// <summary>The sessions of people; bots' are left out.</summary>
    public IReadOnlyList<SessionRef> OfPeople() => [.. _sessions.Values.Where(session => !session.IsBot).Select(session => session.Session)];

    /// <summary>The sessions whose user holds one of the permissions, in a channel when one is given.</summary>
    /// <param name="change">What this turn has changed so far, which is not in the views yet.</param>
    public IReadOnlyList<SessionRef> OfHolders(GuildState state, ViewChange change, Permissions anyOf, ChannelId? channel, DateTimeOffset now, bool withPassive = true)
    {
        var place = channel is { } id ? state.Channels.GetValueOrDefault(id) : null;
        List<SessionRef> holders = [];
        var held = new ByRoles<Permissions>(state, member => place is null ? state.PermissionsOf(member, now) : state.PermissionsIn(place, member, now));

        // Hardly anybody holds what is asked for: then a crowd need not be looked at, but for those whom this turn has changed.
        var isFew = place is null && !change.IsEverybody && (anyOf & ~Guarded) == 0;
        IEnumerable<UserId> users = isFew ? [.. _holders.Union(change.Users ?? [])] : _users.Keys;
        foreach (var user in users)
        {
            if (!_users.TryGetValue(user, out var view)) continue;
            if (place is null && (view.MayHold & anyOf) == 0 && !change.MayConcern(user)) continue;
            if (state.Members.TryGetValue(user, out var member) && (held.Of(member) & anyOf) != 0) holders.AddRange(view.Sessions.Where(session => withPassive || !Passive.Contains(session)));
        }

        return holders;
    }

    /// <summary>The sessions of a private thread's members and of those who manage the threads of its channel, except one user's.</summary>
    public IReadOnlyList<SessionRef> OfPrivateThread(GuildState state, GuildThread thread, UserId except, bool withPassive)
    {
        List<SessionRef> found = [];
        foreach (var user in thread.Members.Keys)
        {
            if (user != except && _users.TryGetValue(user, out var member) && member.View.Contains(thread.Parent)) found.AddRange(member.Sessions);
        }

        foreach (var (user, view) in ManagersOf(thread.Parent))
        {
            if (user != except && !thread.Members.ContainsKey(user)) found.AddRange(view.Sessions);
        }

        if (!withPassive && Passive.IsAny) found.RemoveAll(Passive.Contains);
        return found;
    }

    // Asked for every message of a private thread, so remembered until somebody's view changes.
    private List<KeyValuePair<UserId, UserView>> ManagersOf(ChannelId parent)
    {
        if (_managers.TryGetValue(parent, out var known)) return known;
        return _managers[parent] = [.. _users.Where(user => user.Value.View.Manages(parent))];
    }

    /// <summary>Compares who sees what now with what they saw, and moves sessions between audiences accordingly.</summary>
    public void RefreshViews(GuildTurn turn, ViewChange change)
    {
        _managers.Clear();
        var views = change.Users is null ? new ByRoles<(ChannelView View, Permissions MayHold)>(turn.State, member => SeenBy(turn.State, member)) : null;
        IEnumerable<UserId> users = change.Users is null ? [.. _users.Keys] : change.Users;
        foreach (var id in users)
        {
            if (!_users.TryGetValue(id, out var user)) continue;
            if (!turn.State.Members.TryGetValue(id, out var member)) Leave(turn, id, user);
            else Move(turn, change, id, user, views?.Of(member) ?? SeenBy(turn.State, member));
        }
    }

    /// <summary>Tells every session that the guild is gone, and forgets them.</summary>
    public void LeaveAll(GuildTurn turn)
    {
        _managers.Clear();
        foreach (var (id, user) in _users.ToArray()) Leave(turn, id, user);
    }

    private void Enter(UserId id, UserView user)
    {
        _users.Put(id, user);
        NoteHolder(id, user);
    }

    private bool Forget(UserId id)
    {
        _holders.Remove(id);
        return _users.Remove(id);
    }

    private void NoteHolder(UserId id, UserView user)
    {
        if ((user.MayHold & Guarded) != 0) _holders.Add(id);
        else _holders.Remove(id);
    }

    private void Leave(GuildTurn turn, UserId id, UserView user)
    {
        Forget(id);
        var audiences = AudiencesOf(user.View);
        var goodbye = GuildTurn.Encoded(DispatchCatalogue.GuildDelete, new UnavailableGuildPayload(guild), PayloadJson.Default.UnavailableGuildPayload);
        SessionRef[] sessions = [.. user.Sessions];
        foreach (var session in sessions)
        {
            _sessions.Remove(session);
            _bots.Remove(session);
            turn.Looks.Forget(session);
            turn.Lists.Forget(session);
            var left = Passive.Contains(session) ? Passive.Leave(session, user.View) : audiences;
            turn.Effect(cancel => turn.Services.Relay.Unsubscribe(session, left, cancel));
        }

        turn.Effect(cancel => turn.Services.Relay.Send(sessions, goodbye, cancel));
    }

    private void Move(GuildTurn turn, ViewChange change, UserId id, UserView user, (ChannelView View, Permissions MayHold) seen)
    {
        user.MayHold = seen.MayHold;
        NoteHolder(id, user);
        var view = seen.View;
        if (ReferenceEquals(view, user.View)) return;
        var before = user.View;
        user.View = view;
        SessionRef[] sessions = [.. user.Sessions];
        var viewer = user.Sessions.Length > 0 && turn.Sessions.Find(user.Sessions[0]) is { } own ? own.User : default;
        var lost = before.Channels.Where(channel => !view.Contains(channel)).ToArray();
        var gained = view.Channels.Where(channel => !before.Contains(channel)).ToArray();
        foreach (var channel in lost)
        {
            // As it was: what the same change made of it is not for those who lose it.
            var shown = change.Before(channel) ?? turn.State.Channels.GetValueOrDefault(channel) ?? change.DeletedChannels.FirstOrDefault(gone => gone.Id == channel);
            if (shown is null) continue;
            var dispatch = GuildTurn.Encoded(DispatchCatalogue.ChannelDelete, shown, PayloadJson.Default.ChannelPayload);
            turn.Effect(cancel => turn.Services.Relay.Send(sessions, dispatch, cancel));
            ScheduledEvents.EventChanges.ViewersMoved(turn, sessions, channel, gained: false);
            StageInstances.StageChanges.ViewersMoved(turn, sessions, channel, gained: false);
            VoiceStates.VoiceMoves.ViewersMoved(turn, sessions, viewer, channel, gained: false);
        }

        foreach (var channel in gained.Select(channel => turn.State.Channels[channel]).OrderBy(channel => channel.Type != ChannelType.GuildCategory))
        {
            var dispatch = GuildTurn.Encoded(DispatchCatalogue.ChannelCreate, channel, PayloadJson.Default.ChannelPayload);
            turn.Effect(cancel => turn.Services.Relay.Send(sessions, dispatch, cancel));
            ScheduledEvents.EventChanges.ViewersMoved(turn, sessions, channel.Id, gained: true);
            StageInstances.StageChanges.ViewersMoved(turn, sessions, channel.Id, gained: true);
            VoiceStates.VoiceMoves.ViewersMoved(turn, sessions, viewer, channel.Id, gained: true);
        }

        if (Threads.ThreadListSync.For(turn.State, id, before, view, gained) is { } threads)
            turn.Effect(cancel => turn.Services.Relay.Send(sessions, threads, cancel));
        foreach (var session in sessions)
        {
            if (turn.Looks.IsOpen(session)) turn.Lists.ViewMoved(session);
            if (Passive.Contains(session))
            {
                var (left, joined) = Passive.Move(session, before, view);
                turn.Effect(cancel => turn.Services.Relay.Unsubscribe(session, [left], cancel));
                turn.Effect(cancel => turn.Services.Relay.Subscribe(session, [joined], null, cancel));
                continue;
            }

            if (lost.Length > 0)
                turn.Effect(cancel => turn.Services.Relay.Unsubscribe(session, [.. lost.Select(AudienceId.Viewers)], cancel));
            if (gained.Length > 0)
                turn.Effect(cancel => turn.Services.Relay.Subscribe(session, [.. gained.Select(AudienceId.Viewers)], null, cancel));
        }
    }

    private AudienceId[] AudiencesOf(ChannelView view) =>
        [AudienceId.Everyone(guild), .. view.Channels.Select(AudienceId.Viewers)];

    private (ChannelView View, Permissions MayHold) SeenBy(GuildState state, Storage.Guilds.MemberRow member) =>
        (ViewOf(state, member), state.PermissionsOf(member, DateTimeOffset.MaxValue));

    private ChannelView ViewOf(GuildState state, Storage.Guilds.MemberRow member)
    {
        List<ChannelId> channels = [];
        List<ChannelId> managed = [];
        foreach (var channel in state.Channels.Values)
        {
            var held = state.PermissionsIn(channel, member, DateTimeOffset.MaxValue);
            if ((held & Permissions.ViewChannel) == 0) continue;
            channels.Add(channel.Id);
            if (channel.Type == ChannelType.GuildText && (held & Permissions.ManageThreads) != 0) managed.Add(channel.Id);
        }

        var seen = new ChannelView([.. channels.OrderBy(id => id.Number)], [.. managed.OrderBy(id => id.Number)]);
        if (_shared.TryGetValue(seen, out var shared)) return shared;
        if (_shared.Count >= SharedViews) _shared.Clear();
        _shared.Add(seen, seen);
        return seen;
    }

    // Hardly anybody has two sessions, so the array is as long as there are some.
    private sealed class UserView((ChannelView View, Permissions MayHold) seen)
    {
        public SessionRef[] Sessions { get; private set; } = [];

        public ChannelView View { get; set; } = seen.View;

        /// <summary>What the user holds in the guild, unless silenced for a time.</summary>
        public Permissions MayHold { get; set; } = seen.MayHold;

        public void Add(SessionRef session) => Sessions = [.. Sessions, session];

        public void Remove(SessionRef session) => Sessions = [.. Sessions.Where(other => other != session)];
    }
}
