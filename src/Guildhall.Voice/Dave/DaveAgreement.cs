using Guildhall.Voice.Dave.Mls;

namespace Guildhall.Voice.Dave;

/// <summary>
/// How the members of a call come to a common group, epoch after epoch: gathers comings and goings for a moment, proposes them all at once,
/// takes the first commit that holds, has everybody switch, and only then looks again. What cannot be mended is begun anew.
/// </summary>
internal sealed class DaveAgreement(Dictionary<UserId, DaveMember> members, DaveOutbox box, ExternalSender sender, DaveFigures figures)
{
    private const int MostFailures = 3;
    private readonly HashSet<UserId> _reporters = [];
    private DaveGroup? _group;
    private DaveRound? _round;
    private DaveTransition? _transition;
    private UserId _author;
    private ushort _lastTransition, _announced;
    private long _batchBegunMs = long.MaxValue, _batchDueMs = long.MaxValue, _notBeforeMs, _backoffMs, _lastTroubleMs = -DaveTimes.Calm;
    private int _failures;
    private bool _mustTransition, _hasDowngraded;

    /// <summary>When <see cref="Tick"/> has something to do.</summary>
    public long DueMs => Math.Min(Math.Min(_round?.DueMs ?? long.MaxValue, _transition?.DueMs ?? long.MaxValue), CanPropose ? _batchDueMs : long.MaxValue);

    /// <summary>The members are about to give encryption up.</summary>
    public bool IsDowngrading => _transition is { Version: 0 };

    /// <summary>Several attempts have come to nothing, and nobody has left since.</summary>
    public bool HasFailed => _failures >= MostFailures;

    /// <summary>Somebody else is asked to agree.</summary>
    public void TryAgain() => _failures = 0;

    /// <summary>True once after the members have given encryption up.</summary>
    public bool HasDowngraded
    {
        get
        {
            var has = _hasDowngraded;
            _hasDowngraded = false;
            return has;
        }
    }

    private bool CanPropose => _round is null && _transition is null;

    /// <summary>A client that works with version 1 from its op 4 on: it makes a group of its own and sends its key package by itself.</summary>
    public void Greet(DaveMember member, long nowMs)
    {
        member.PackageDueMs = nowMs + DaveTimes.KeyPackage;
        box.Guard(member, true);
        box.ExternalSender(member.User, sender);
    }

    /// <summary>A key package has come. One who was in the group comes out of it first.</summary>
    public void Offered(DaveMember member, KeyPackage package, long nowMs)
    {
        member.Package = package;
        box.Guard(member, true);
        Gather(nowMs);
    }

    /// <summary>Somebody has left the call.</summary>
    public void Gone(DaveMember member, long nowMs)
    {
        if (HasFailed) _failures = 0;
        _reporters.Remove(member.User);
        if (members.Count == 0)
        {
            (_group, _round, _transition, _batchDueMs, _batchBegunMs, _mustTransition) = (null, null, null, long.MaxValue, long.MaxValue, false);
            return;
        }
        WaitNoMore(member, nowMs);
        if (member.Version == 0) return;
        Revoke(member);
        if (_group is not null && members.Count == 1) Renew(nowMs, isAlone: true);
        else if (_group is not null && !members.Values.Any(IsInGroup)) Renew(nowMs, isAlone: false);
        else Gather(nowMs);
    }

    /// <summary>Op 23.</summary>
    public void Ready(DaveMember member, ushort id, long nowMs)
    {
        if (_transition is not { } transition || transition.Id != id || !transition.Waiting.Contains(member.User)) return;
        if (transition.Version > 0 && IsInGroup(member)) box.Guard(member, false);
        WaitNoMore(member, nowMs);
    }

    /// <summary>Op 31: a client has thrown its group away and sends a new key package.</summary>
    public void CouldNotUse(DaveMember member, ushort id, long nowMs)
    {
        if (!IsInGroup(member)) return;
        figures.Recovered();
        member.Package = null;
        member.PackageDueMs = nowMs + DaveTimes.KeyPackage;
        box.Guard(member, true);
        Trouble(nowMs);
        if (id == _announced && member.User != _author) _reporters.Add(member.User);
        // When most cannot use a commit it is its author's fault, who commits no more.
        if (_group!.Epoch > 0 && _reporters.Count * 2 > _group.Leaves.Count(leaf => leaf is not null) - 1)
        {
            if (members.TryGetValue(_author, out var author)) author.IsBarred = true;
            Renew(nowMs, isAlone: false);
        }
        else if (!members.Values.Any(IsInGroup))
        {
            Renew(nowMs, isAlone: false);
        }
        else
        {
            WaitNoMore(member, nowMs);
            Gather(nowMs);
        }
    }

    /// <summary>Op 28: the first commit that holds ends the epoch; all others are nobody's business.</summary>
    public void Commit(DaveMember member, ReadOnlySpan<byte> body, long nowMs)
    {
        if (_round is not { } round || member.IsBarred || member.Package is not { } package
            || CommitMessage.Read(body, sender.Group, member.User, package.SignatureKey) is not { } commit
            || commit.Epoch != (_group?.Epoch ?? 0)
            || commit.Leaf != (_group is null ? 0 : _group.LeafOf(package))
            || (_group is null && round.Proposals.All(proposal => proposal.Added != package))
            || round.Match(commit, _group is null ? package : null) is not { } applied)
        {
            figures.CommitUnused();
            return;
        }
        var old = _group is null ? [member] : members.Values.Where(IsInGroup).ToList();
        var isFirst = _group is null;
        _group ??= new DaveGroup(package);
        _group.Apply(applied);
        _round = null;
        _failures = 0;
        _author = member.User;
        _reporters.Clear();
        figures.Epoch();
        Announce(commit, applied, old, isFirst && !_mustTransition ? (ushort)0 : Next(), nowMs);
        Gather(nowMs);
    }

    /// <summary>Does what is due.</summary>
    public void Tick(long nowMs)
    {
        if (_transition?.DueMs <= nowMs) Execute(nowMs);
        if (_round?.DueMs <= nowMs)
        {
            _failures++;
            Trouble(nowMs);
            Renew(nowMs, isAlone: false);
        }
        if (CanPropose && _batchDueMs <= nowMs) Propose(nowMs);
    }

    /// <summary>Everybody can encrypt now: all make a new group.</summary>
    public void Upgrade(long nowMs)
    {
        foreach (var member in members.Values) member.Version = 1;
        Renew(nowMs, isAlone: false);
    }

    /// <summary>Somebody cannot: all give encryption up, together.</summary>
    public void Downgrade(long nowMs)
    {
        if (_transition is not null) Execute(nowMs);
        (_group, _round, _batchDueMs, _batchBegunMs, _mustTransition) = (null, null, long.MaxValue, long.MaxValue, true);
        var leaving = members.Values.Where(member => member.Version > 0).ToList();
        foreach (var member in members.Values)
        {
            member.Package = null;
            member.PackageDueMs = long.MaxValue;
            if (member.Version == 0 && leaving.Count > 0) box.Guard(member, true);
        }
        if (leaving.Count == 0) return;
        Begin(0, Next(), leaving, nowMs);
        foreach (var member in leaving) box.PrepareTransition(member.User, 0, _transition!.Id);
    }

    private bool IsInGroup(DaveMember member) => _group is not null && _group.LeafOf(member.Package) >= 0;

    private bool IsWaiting(DaveMember member) => member is { Package: not null, Version: > 0 } && !IsInGroup(member);

    private void WaitNoMore(DaveMember member, long nowMs)
    {
        if (_transition is { } transition && transition.Waiting.Remove(member.User) && transition.Waiting.Count == 0) Execute(nowMs);
    }

    // A change has come; more may, and they cost no more together.
    private void Gather(long nowMs)
    {
        if (_batchBegunMs == long.MaxValue) _batchBegunMs = nowMs;
        _batchDueMs = Math.Max(_notBeforeMs, Math.Min(nowMs + DaveTimes.Batch, _batchBegunMs + DaveTimes.LongestBatch));
    }

    private void Propose(long nowMs)
    {
        (_batchBegunMs, _batchDueMs) = (long.MaxValue, long.MaxValue);
        var coming = members.Values.Where(IsWaiting).ToList();
        var going = new List<int>();
        for (var leaf = 0; leaf < (_group?.Leaves.Count ?? 0); leaf++)
        {
            if (_group!.Leaves[leaf] is { } package && !(members.TryGetValue(package.User, out var member) && member.Package == package)) going.Add(leaf);
        }
        // Who is left alone in a group waits for the others, who are about to send their key packages.
        var staying = members.Values.Where(IsInGroup).ToList();
        if (_group is null ? coming.Count < 2 : coming.Count + going.Count == 0 || staying.Count + coming.Count < 2) return;
        if (_group is not null && staying.Count == 0)
        {
            Renew(nowMs, isAlone: false);
            return;
        }
        var committers = _group is null ? coming : staying;
        if (committers.TrueForAll(member => member.IsBarred)) committers.ForEach(member => member.IsBarred = false);
        var epoch = _group?.Epoch ?? 0;
        var proposals = going.Select(leaf => new DaveProposal(sender.ProposeRemove(epoch, leaf), null, leaf)).ToList();
        proposals.AddRange(coming.Select(member => new DaveProposal(sender.ProposeAdd(epoch, member.Package!), member.Package, -1)));
        _round = new DaveRound(proposals, nowMs + DaveTimes.Commit);
        if (_group is null)
        {
            foreach (var member in coming) box.Proposals(member.User, DaveOutbox.Append(proposals.Where(proposal => proposal.Added != member.Package)));
            return;
        }
        var all = DaveOutbox.Append(proposals);
        foreach (var member in staying) box.Proposals(member.User, all);
    }

    // Somebody who was about to come has gone: the others forget the proposal, and commit what is left.
    private void Revoke(DaveMember gone)
    {
        if (_round?.Proposals.FirstOrDefault(proposal => proposal.Added is { } added && added == gone.Package) is not { } proposal) return;
        var left = _round.Proposals.Where(other => other != proposal).ToList();
        var body = DaveOutbox.Revoke(proposal);
        foreach (var member in members.Values)
        {
            var knows = _group is null ? left.Any(other => other.Added == member.Package) : IsInGroup(member);
            if (knows && member.Package is not null) box.Proposals(member.User, body);
        }
        _round = left.Count > (_group is null ? 1 : 0) ? new DaveRound(left, _round.DueMs) : null;
    }

    private void Announce(CommitMessage commit, IReadOnlyList<DaveProposal> applied, List<DaveMember> old, ushort id, long nowMs)
    {
        var reached = old.Where(IsInGroup).ToList();
        foreach (var member in reached) box.Commit(member.User, id, commit.Message);
        foreach (var proposal in applied)
        {
            // One who has sent another key package since cannot open this Welcome, and is taken out and in again.
            if (proposal.Added is not { } added || !members.TryGetValue(added.User, out var member) || member.Package != added) continue;
            box.Welcome(member.User, id, commit.Welcome!.CutFor(added)!);
            reached.Add(member);
        }
        _announced = id;
        if (id != 0)
        {
            Begin(1, id, reached, nowMs);
            return;
        }
        foreach (var member in reached) box.Guard(member, false);
    }

    private void Begin(int version, ushort id, List<DaveMember> who, long nowMs) =>
        _transition = new(id, version, who.Select(member => member.User).ToHashSet(), who.ConvertAll(member => member.User), nowMs, nowMs + DaveTimes.Transition);

    private void Execute(long nowMs)
    {
        var (id, version, _, who, begun, _) = _transition!;
        _transition = null;
        figures.Transitioned(nowMs - begun);
        if (version == 0) _hasDowngraded = true;
        else _mustTransition = false;
        foreach (var user in who)
        {
            if (!members.TryGetValue(user, out var member)) continue;
            box.ExecuteTransition(user, id);
            if (version == 0) member.Version = 0;
            else if (IsInGroup(member)) box.Guard(member, false);
        }
        if (version > 0) Gather(nowMs);
    }

    // Everything is forgotten, and every client makes a new group and sends a new key package.
    private void Renew(long nowMs, bool isAlone)
    {
        if (_transition is not null) Execute(nowMs);
        (_group, _round, _batchDueMs, _batchBegunMs) = (null, null, long.MaxValue, long.MaxValue);
        _reporters.Clear();
        if (!isAlone) _mustTransition = true;
        figures.GroupBegun();
        foreach (var member in members.Values)
        {
            member.Package = null;
            member.PackageDueMs = nowMs + DaveTimes.KeyPackage;
            box.Guard(member, true);
            box.PrepareEpoch(member.User, 1);
            box.ExternalSender(member.User, sender);
            if (isAlone) box.PrepareTransition(member.User, 1, 0);
        }
    }

    // Recoveries that follow each other wait longer and longer, so that nobody can keep a whole call busy.
    private void Trouble(long nowMs)
    {
        _backoffMs = nowMs - _lastTroubleMs > DaveTimes.Calm ? DaveTimes.Batch : Math.Min(_backoffMs * 2, DaveTimes.LongestBackoff);
        _lastTroubleMs = nowMs;
        _notBeforeMs = nowMs + _backoffMs;
    }

    private ushort Next()
    {
        _lastTransition = _lastTransition == ushort.MaxValue ? (ushort)1 : (ushort)(_lastTransition + 1);
        return _lastTransition;
    }
}
