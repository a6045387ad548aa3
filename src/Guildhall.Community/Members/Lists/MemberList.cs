using Guildhall.Community.Guild;

namespace Guildhall.Community.Members.Lists;

/// <summary>The members who may view a channel, group by group, for all channels whose viewers are the same.</summary>
/// <param name="id">The name that clients know it by.</param>
/// <param name="channel">One of its channels: who is on the list is who may view it. Null for everybody.</param>
internal sealed class MemberList(string id, ChannelId? channel)
{
    private readonly Dictionary<UserId, long> _changed = [];
    private readonly Dictionary<(ListRange Page, long Since), PageNews> _news = [];
    private PageNews? _numbers;
    private long _newsOf;
    private ulong[] _groups = [];
    private RankedSet[] _sets = [];

    public string Id => id;

    /// <summary>One of its channels; null for everybody.</summary>
    public ChannelId? Channel { get; set; } = channel;

    /// <summary>What is shown of it to whom.</summary>
    public List<ListWindow> Windows { get; } = [];

    /// <summary>Grows with each change of a row or of what a row shows.</summary>
    public long Version { get; private set; } = 1;

    /// <summary>Fills the list.</summary>
    public void Build(GuildState state, Roster roster)
    {
        _groups = roster.Groups;
        var keys = new List<ListKey>[_groups.Length];
        for (var i = 0; i < keys.Length; i++) keys[i] = [];
        foreach (var (user, place) in roster.Places)
        {
            if (Lists(state, user)) keys[place.Group].Add(place.Key);
        }

        _sets = [.. keys.Select(group =>
        {
            group.Sort();
            return new RankedSet(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(group));
        })];
        Version++;
    }

    /// <summary>Takes a member from where it stood to where it stands now; null for not at all.</summary>
    public void Move(GuildState state, UserId user, ListPlace? from, ListPlace? to)
    {
        if (to is not null && !Lists(state, user)) to = null;
        if (from is { } old && from != to) _sets[old.Group].Remove(old.Key);
        if (to is { } now) _sets[now.Group].Add(now.Key);
        Note(user);
    }

    /// <summary>What a row shows of a user has changed.</summary>
    public void Note(UserId user)
    {
        Version++;
        if (Windows.Count > 0) _changed[user] = Version;
    }

    /// <summary>True when a user's row shows something else since a version.</summary>
    public bool HasChanged(ulong user, long since) => _changed.TryGetValue(new UserId(user), out var version) && version > since;

    /// <summary>What has changed in a page since a version.</summary>
    /// <param name="told">The rows that the page had then.</param>
    /// <param name="groups">The groups that there were then.</param>
    public PageNews News(ListRange page, long since, ListRow[] told, ListGroup[] groups)
    {
        Renew();
        if (_news.TryGetValue((page, since), out var known)) return known;
        var now = Read(page);
        List<ListOp> steps = [];
        ListDiff.Append(steps, page, told, now);
        if (steps is not [{ Kind: ListOpKind.Sync }]) AddUpdates(steps, page.First, now, since, groups);
        return _news[(page, since)] = new PageNews(this, now, steps);
    }

    /// <summary>The numbers as they are, for those who see no other change.</summary>
    public PageNews Numbers()
    {
        Renew();
        return _numbers ??= new PageNews(this, [], []);
    }

    private void Renew()
    {
        if (_newsOf == Version) return;
        ForgetNews();
        _newsOf = Version;
    }

    private void ForgetNews()
    {
        _news.Clear();
        _numbers = null;
    }

    // Rows that stay and show something else.
    private void AddUpdates(List<ListOp> steps, int first, ListRow[] now, long since, ListGroup[] before)
    {
        var groups = Groups();
        var moves = steps.Count;
        for (var i = 0; i < now.Length; i++)
        {
            var row = now[i];
            var hasChanged = row.IsGroup ? CountOf(before, row.Id) != CountOf(groups, row.Id) : HasChanged(row.Id, since);
            if (!hasChanged || steps.FindIndex(0, moves, step => step.Kind == ListOpKind.Insert && step.Rows[0] == row) >= 0) continue;
            steps.Add(ListOp.Update(first + i, row));
        }
    }

    private static int CountOf(ListGroup[] groups, ulong id)
    {
        foreach (var group in groups)
        {
            if (group.Id == id) return group.Count;
        }

        return 0;
    }

    /// <summary>Forgets what every window has told.</summary>
    public void ForgetTold()
    {
        ForgetNews();
        if (_changed.Count > 0 && Windows.TrueForAll(window => window.Version == Version)) _changed.Clear();
    }

    /// <summary>The groups that have members, from the top.</summary>
    public ListGroup[] Groups()
    {
        var count = 0;
        foreach (var set in _sets) count += set.Count > 0 ? 1 : 0;
        var groups = new ListGroup[count];
        for (int i = 0, at = 0; i < _sets.Length; i++)
        {
            if (_sets[i].Count > 0) groups[at++] = new ListGroup(_groups[i], _sets[i].Count);
        }

        return groups;
    }

    /// <summary>The row in which a place of the roster is; -1 when it is not on this list.</summary>
    public int RowOf(ListPlace place)
    {
        var rank = _sets[place.Group].RankOf(place.Key);
        if (rank < 0) return -1;
        for (var i = 0; i < place.Group; i++) rank += _sets[i].Count > 0 ? _sets[i].Count + 1 : 0;
        return rank + 1;
    }

    /// <summary>The rows of a range, as far as there are any.</summary>
    public ListRow[] Read(ListRange range)
    {
        Span<ListKey> keys = stackalloc ListKey[ListRange.RowsMax];
        var rows = new List<ListRow>(range.Count);
        var before = 0;
        for (var i = 0; i < _sets.Length && rows.Count < range.Count; i++)
        {
            var set = _sets[i];
            if (set.Count == 0) continue;
            var skip = range.First + rows.Count - before;
            before += set.Count + 1;
            if (skip > set.Count) continue;
            if (skip == 0) rows.Add(new ListRow(_groups[i], IsGroup: true));
            var rank = Math.Max(0, skip - 1);
            while (rows.Count < range.Count && set.CopyTo(rank, keys[..Math.Min(keys.Length, range.Count - rows.Count)]) is > 0 and var read)
            {
                foreach (var key in keys[..read]) rows.Add(new ListRow(key.Id, IsGroup: false));
                rank += read;
            }
        }

        return [.. rows];
    }

    private bool Lists(GuildState state, UserId user) =>
        Channel is not { } seen
        || (state.Channels.TryGetValue(seen, out var place) && state.Members.TryGetValue(user, out var member) && state.MayView(place, member));
}
