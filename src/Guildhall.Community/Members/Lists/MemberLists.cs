using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Members.Lists;

/// <summary>
/// The member lists of a guild and who is shown which part of them. A small guild has them while somebody looks; a big one always, since
/// keeping them in order costs less than sorting a crowd for the first who looks. Changes are collected and told in portions.
/// </summary>
internal sealed class MemberLists
{
    /// <summary>Lists kept up to date at a time. Whoever opens one more gets its rows once, without what follows.</summary>
    public const int ListsMax = 64;

    /// <summary>Windows on lists in one guild, of which many sessions share the first. Whoever opens one more gets its rows once.</summary>
    public const int WindowsMax = 4_096;

    /// <summary>Deliveries of one turn; what is left has its turn behind what waits meanwhile.</summary>
    public const int DeliveriesPerPortion = 50_000;

    /// <summary>Members encoded in one turn, about two milliseconds of work.</summary>
    public const int RowsPerPortion = 256;

    /// <summary>Members encoded before the lists let everybody else go first for a while.</summary>
    public const int RowsBetweenRests = 8_192;

    private static readonly TimeSpan FlushFirstAfter = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan RestAfter = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan FlushEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan FlushCrowdEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CountsEvery = TimeSpan.FromSeconds(5);
    private readonly Dictionary<string, MemberList> _lists = [];
    private readonly Dictionary<SessionRef, List<ListWindow>> _bySession = [];
    private readonly List<ListWindow> _windows = [];
    private readonly Queue<ListWindow> _round = new();
    private readonly HashSet<UserId> _dirty = [];
    private readonly HashSet<SessionRef> _moved = [];
    private Roster? _roster;
    private bool _isStale;
    private bool _mustAssign;
    private bool _isFlushDue;
    private DateTimeOffset _flushedAt;
    private int _sinceRest;

    /// <summary>True when a turn has left something to do.</summary>
    public bool HasWork => _dirty.Count > 0 || _moved.Count > 0 || (_isStale && _roster is not null);

    /// <summary>Windows that are kept up to date.</summary>
    public int WindowCount => _windows.Count;

    /// <summary>A member has come, gone or changed, or shows another presence.</summary>
    public void MemberChanged(GuildState state, UserId user)
    {
        if (_roster is not null || state.Members.Count > Roster.OfflineListedUpTo) _dirty.Add(user);
    }

    /// <summary>Who is in which group, or who sees which channel, may have changed for many.</summary>
    public void StructureChanged() => (_isStale, _mustAssign) = (true, true);

    /// <summary>What a session that looks may see has changed, so what it is shown may have to.</summary>
    public void ViewMoved(SessionRef session) => _moved.Add(session);

    /// <summary>A session is gone.</summary>
    public void Forget(SessionRef session)
    {
        _moved.Remove(session);
        if (!_bySession.Remove(session, out var windows)) return;
        foreach (var window in windows) Leave(window, session);
    }

    /// <summary>Brings the lists up to date with what the turn has done to the guild.</summary>
    public void Settle(GuildTurn turn)
    {
        var state = turn.State;
        if (_roster is null && state.Members.Count > Roster.OfflineListedUpTo) Build(state);
        if (_roster is { } roster)
        {
            if (roster.ListsOffline != state.Members.Count <= Roster.OfflineListedUpTo) _isStale = true;
            foreach (var user in _dirty) Place(state, roster, user);
            if (_windows.Count > 0) Schedule(turn);
        }

        _dirty.Clear();
        if (_moved.Count == 0) return;
        var update = new ListUpdate(state);
        foreach (var session in _moved) Assign(turn, update, session, isAnew: false);
        _moved.Clear();
    }

    /// <summary>A session has said anew which lists it shows: it gets them whole.</summary>
    public void Looked(GuildTurn turn, SessionRef session) => Assign(turn, new ListUpdate(turn.State), session, isAnew: true);

    /// <summary>
    /// Tells what has changed: in a round over all windows, what many look at first, a portion of it in one turn so that nobody waits long
    /// behind it.
    /// </summary>
    public void Flush(GuildTurn turn)
    {
        _isFlushDue = false;
        var update = new ListUpdate(turn.State);
        if (_mustAssign) Reassign(turn, update);
        if (_round.Count == 0) BeginRound(turn);
        List<PageNews> news = [];
        var left = DeliveriesPerPortion;
        while (left > 0 && update.Encoded < RowsPerPortion && _round.TryDequeue(out var window)) left -= Collect(turn, update, window, news);
        foreach (var page in news.OrderBy(page => page.IsWhole))
        {
            Send(turn, page.Encode(update), [.. page.Receivers]);
            page.Receivers.Clear();
        }

        if (_round.Count > 0)
        {
            _sinceRest += update.Encoded;
            var isTired = _sinceRest >= RowsBetweenRests;
            if (isTired) _sinceRest = 0;
            Schedule(turn, isTired ? RestAfter : TimeSpan.Zero);
            return;
        }

        foreach (var list in _lists.Values) list.ForgetTold();
        if (_windows.Exists(window => window.Version != window.List.Version)) Schedule(turn);
    }

    private void BeginRound(GuildTurn turn)
    {
        _flushedAt = turn.Now;
        _sinceRest = 0;
        foreach (var window in _windows.OrderByDescending(window => window.Sessions.Count > 1)) _round.Enqueue(window);
    }

    // Numbers alone wait a while in a crowd, where they change all the time.
    private static int Collect(GuildTurn turn, ListUpdate update, ListWindow window, List<PageNews> news)
    {
        if (window.Sessions.Count == 0) return 0;
        var pages = window.Next(withNumbers: !turn.IsCrowd() || turn.Now - window.ToldAt >= CountsEvery);
        if (pages.Count == 0) return 0;
        window.ToldAt = turn.Now;
        foreach (var page in pages)
        {
            if (page.Receivers.Count == 0) news.Add(page);
            page.Receivers.AddRange(window.Sessions);
            page.Encode(update);
        }

        return pages.Count * window.Sessions.Count;
    }

    private static void Send(GuildTurn turn, RelayEvent dispatch, SessionRef[] sessions) =>
        turn.Effect(cancel => turn.Services.Relay.Send(sessions, dispatch, cancel));

    // At once after a quiet time, but for a moment in which several changes come together; then no more often than a client has use for.
    private void Schedule(GuildTurn turn)
    {
        var rest = _flushedAt + (turn.IsCrowd() ? FlushCrowdEvery : FlushEvery) - turn.Now;
        Schedule(turn, rest > FlushFirstAfter ? rest : FlushFirstAfter);
    }

    private void Schedule(GuildTurn turn, TimeSpan wait)
    {
        if (_isFlushDue) return;
        _isFlushDue = true;
        turn.TellSelfAfter(wait, new FlushMemberLists());
    }

    private void Place(GuildState state, Roster roster, UserId user)
    {
        var before = roster.Find(user);
        var now = roster.Update(state, user);
        if (before is null && now is null) return;
        foreach (var list in _lists.Values) list.Move(state, user, before, now);
    }

    private void Build(GuildState state)
    {
        _isStale = false;
        var roster = _roster = new Roster(state);
        foreach (var user in roster.ListsOffline ? state.Members.Keys : (IEnumerable<UserId>)state.Presences.Keys) roster.Update(state, user);
        if (!roster.ListsOffline) Find(state, MemberListId.Everyone, null);
        foreach (var list in _lists.Values)
        {
            if (list.Id != MemberListId.Everyone) list.Channel = ChannelWith(state, list.Id);
            list.Build(state, roster);
        }
    }

    private static ChannelId ChannelWith(GuildState state, string list) =>
        state.Channels.Values.FirstOrDefault(channel => NameOf(state, channel) == list)?.Id ?? default;

    private static string NameOf(GuildState state, ChannelPayload channel) => MemberListId.Of(channel, state.Roles[state.EveryoneRole]);

    // After a change of roles or of who may see what: every list anew, and what every session is shown looked at again.
    private void Reassign(GuildTurn turn, ListUpdate update)
    {
        _mustAssign = false;
        if (_roster is null) return;
        if (_isStale) Build(turn.State);
        foreach (var (session, look) in turn.Looks.All)
        {
            if (look.Channels.Count > 0) Assign(turn, update, session, isAnew: false);
        }
    }

    private MemberList Find(GuildState state, string id, ChannelId? channel)
    {
        if (_lists.TryGetValue(id, out var list)) return list;
        list = new MemberList(id, channel);
        list.Build(state, _roster!);
        if (_lists.Count < ListsMax) _lists[id] = list;
        return list;
    }

    // Compares what a session looks at, and may, with what it is shown; it gets what is new whole, and all when it has just asked.
    private void Assign(GuildTurn turn, ListUpdate update, SessionRef session, bool isAnew)
    {
        if (turn.Looks.Of(session).Channels.Count == 0)
        {
            Forget(session);
            return;
        }

        if (_roster is null || _isStale) Build(turn.State);
        var wanted = Wanted(turn, session);
        var had = _bySession.GetValueOrDefault(session, []);
        List<ListWindow> has = isAnew ? [] : [.. had.Where(window => wanted.TryGetValue(window.List, out var ranges) && window.Shows(ranges))];
        foreach (var (list, ranges) in wanted)
        {
            if (has.Exists(window => window.List == list)) continue;
            var window = Open(turn, update, list, ranges);
            var before = had.Find(old => old.List == list);
            ListOp[] dropped = [.. before?.Ranges.Where(range => !window.Ranges.Contains(range)).Select(ListOp.Invalidate) ?? []];
            var opening = dropped.Length == 0 ? window.Opening(update, turn.State.Members.Count) : update.Encode(list, [.. dropped, .. window.Whole()]);
            Send(turn, opening, [session]);
            if (!list.Windows.Contains(window)) continue;
            window.Sessions.Add(session);
            has.Add(window);
        }

        _bySession[session] = has;
        foreach (var window in had.Where(window => !has.Contains(window))) Leave(window, session);
        if (has.Count == 0) _bySession.Remove(session);
        DropUnused();
    }

    // The lists of the channels that it looks at and may see; a thread has its channel's.
    private Dictionary<MemberList, IReadOnlyList<ListRange>> Wanted(GuildTurn turn, SessionRef session)
    {
        Dictionary<MemberList, IReadOnlyList<ListRange>> wanted = [];
        if (turn.Sessions.Find(session) is not { } connected) return wanted;
        var state = turn.State;
        var left = ListRange.PerList * ListRange.RowsMax * 2;
        foreach (var (id, ranges) in turn.Looks.Of(session).Channels)
        {
            var place = state.Threads.TryGetValue(id, out var thread) ? thread.Parent : id;
            if (left <= 0 || !state.Channels.TryGetValue(place, out var channel) || !turn.Sessions.Sees(connected.User, place)) continue;
            var name = NameOf(state, channel);
            var list = Find(state, name, name == MemberListId.Everyone ? null : place);
            wanted[list] = wanted.TryGetValue(list, out var others) ? ListRange.Merged([.. others, .. ranges]) : ranges;
            left -= ranges.Sum(range => range.Count);
        }

        return wanted;
    }

    private ListWindow Open(GuildTurn turn, ListUpdate update, MemberList list, IReadOnlyList<ListRange> ranges)
    {
        if (list.Windows.Find(window => window.Shows(ranges)) is { } shared)
        {
            // The others first, so that what both know from here on is the same.
            foreach (var page in shared.Next()) Send(turn, page.Encode(update), [.. shared.Sessions]);
            return shared;
        }

        var opened = new ListWindow(list, ranges);
        if (_windows.Count >= WindowsMax || _lists.GetValueOrDefault(list.Id) != list) return opened;
        list.Windows.Add(opened);
        _windows.Add(opened);
        return opened;
    }

    private void Leave(ListWindow window, SessionRef session)
    {
        if (!window.Sessions.Remove(session) || window.Sessions.Count > 0) return;
        _windows.Remove(window);
        window.List.Windows.Remove(window);
        if (window.List.Windows.Count == 0 && window.List.Id != MemberListId.Everyone) _lists.Remove(window.List.Id);
        DropUnused();
    }

    private void DropUnused()
    {
        if (_windows.Count > 0 || _roster is not { ListsOffline: true }) return;
        _lists.Clear();
        _roster = null;
    }
}

/// <summary>Time to tell what has changed in the member lists of a guild.</summary>
public sealed record FlushMemberLists : IGuildCommand
{
    public ValueTask RunOn(GuildTurn turn)
    {
        turn.Lists.Flush(turn);
        return ValueTask.CompletedTask;
    }
}
