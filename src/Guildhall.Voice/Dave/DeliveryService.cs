using System.Text.Json;
using Guildhall.Voice.Dave.Mls;

namespace Guildhall.Voice.Dave;

/// <summary>
/// The house's part in the end-to-end encryption of one call (DAVE, protocol version 1): it checks and passes on what the members' clients
/// agree on their keys with, proposes who comes and goes, and decides which commit counts. It never holds a secret of the group.
/// A state machine without I/O: what happens goes in with the time in milliseconds since any moment, and <see cref="Take"/> says what to do.
/// Whatever a client sends is met with an effect or with nothing, never with an exception. Not safe for two threads at once.
/// See https://daveprotocol.com.
/// </summary>
public sealed class DeliveryService : IDisposable
{
    private const int BadRequest = 4020, RateLimited = 4021, EncryptionRequired = 4017, UnknownOpcode = 4001, DecodeError = 4002;
    private readonly Dictionary<UserId, DaveMember> _members = [];
    private readonly DaveOutbox _out = new();
    private readonly E2eePolicy _policy;
    private readonly DaveFigures _figures;
    private readonly DaveAgreement _agreement;
    private readonly ExternalSender _sender;
    private bool _isCrowded;
    private long _flightEndsMs = long.MaxValue;

    /// <summary>Begins a call in a channel; a stage's policy is <see cref="E2eePolicy.Off"/>.</summary>
    public DeliveryService(ChannelId channel, E2eePolicy policy, DaveFigures figures)
    {
        (_policy, _figures) = (policy, figures);
        _sender = new ExternalSender(channel);
        _agreement = new DaveAgreement(_members, _out, _sender, figures);
        (Version, Reason) = Wanted();
    }

    /// <summary>The protocol version of the call, which op 4 tells whoever comes.</summary>
    public int Version { get; private set; }

    /// <summary>Why it is that.</summary>
    public E2eeReason Reason { get; private set; }

    /// <summary>When <see cref="Tick"/> has something to do; null while nothing waits.</summary>
    public long? NextDueMs
    {
        get
        {
            var due = Math.Min(_agreement.DueMs, _flightEndsMs);
            foreach (var member in _members.Values) due = Math.Min(due, member.PackageDueMs);
            return due == long.MaxValue ? null : due;
        }
    }

    /// <summary>What has to be done, in order.</summary>
    public IReadOnlyList<DaveEffect> Take() => _out.Take();

    /// <summary>Whether somebody who names this version may come in; if not, close code 4017 says why.</summary>
    public bool Admits(int maxVersion) => _policy != E2eePolicy.Require || (maxVersion > 0 && _members.Count < VoiceLimits.E2eeMembers);

    /// <summary>
    /// Somebody has come, or has come anew. The answer is for the dave_protocol_version of their op 4, and what <see cref="Take"/> gives must be
    /// done after that.
    /// </summary>
    public int Join(UserId user, int maxVersion, long nowMs)
    {
        if (_members.ContainsKey(user)) Leave(user, nowMs);
        var member = new DaveMember(user, maxVersion > 0, nowMs);
        _members.Add(user, member);
        Settle(nowMs);
        member.Version = member.CanEncrypt ? Version : 0;
        if (member.Version > 0) _agreement.Greet(member, nowMs);
        else if (_agreement.IsDowngrading || _flightEndsMs != long.MaxValue) _out.Guard(member, true);
        return member.Version;
    }

    /// <summary>Somebody has gone.</summary>
    public void Leave(UserId user, long nowMs)
    {
        if (!_members.Remove(user, out var member)) return;
        _agreement.Gone(member, nowMs);
        Settle(nowMs);
    }

    /// <summary>A JSON message: op 23 or 31 with its "d".</summary>
    public void Text(UserId user, DaveOpcode op, JsonElement data, long nowMs)
    {
        if (Sender(user, nowMs) is not { } member) return;
        if (op is not (DaveOpcode.TransitionReady or DaveOpcode.InvalidCommitWelcome))
        {
            _out.Close(member, UnknownOpcode);
            return;
        }
        if (data.ValueKind != JsonValueKind.Object || !data.TryGetProperty("transition_id", out var value)
            || value.ValueKind != JsonValueKind.Number || !value.TryGetUInt16(out var id))
        {
            _out.Close(member, DecodeError);
            return;
        }
        if (Version == 0 && op == DaveOpcode.InvalidCommitWelcome) return;
        if (op == DaveOpcode.TransitionReady) _agreement.Ready(member, id, nowMs);
        else _agreement.CouldNotUse(member, id, nowMs);
        Settle(nowMs);
    }

    /// <summary>A binary message: op 26 or 28 with what follows it.</summary>
    public void Binary(UserId user, DaveOpcode op, ReadOnlySpan<byte> body, long nowMs)
    {
        if (Sender(user, nowMs) is not { } member) return;
        switch (op)
        {
            case DaveOpcode.KeyPackage:
                Offer(member, body, nowMs);
                break;
            case DaveOpcode.CommitWelcome:
                if (Version > 0) _agreement.Commit(member, body, nowMs);
                break;
            default:
                _out.Close(member, UnknownOpcode);
                return;
        }
        Settle(nowMs);
    }

    /// <summary>Does what is due.</summary>
    public void Tick(long nowMs)
    {
        foreach (var member in _members.Values)
        {
            if (member.PackageDueMs > nowMs) continue;
            // It named a version and does not do its part: it is one of those who cannot.
            member.PackageDueMs = long.MaxValue;
            if (_policy == E2eePolicy.Require) _out.Close(member, EncryptionRequired);
            else member.CanEncrypt = false;
        }
        _agreement.Tick(nowMs);
        Settle(nowMs);
    }

    public void Dispose() => _sender.Dispose();

    private DaveMember? Sender(UserId user, long nowMs)
    {
        if (!_members.TryGetValue(user, out var member) || !member.ClaimsEncryption) return null;
        if (member.MaySend(nowMs)) return member;
        _out.Close(member, RateLimited);
        return null;
    }

    private void Offer(DaveMember member, ReadOnlySpan<byte> body, long nowMs)
    {
        if (!member.MaySendKeyPackage(nowMs))
        {
            _out.Close(member, RateLimited);
            return;
        }
        if (Version == 0 && member.CanEncrypt) return;
        var package = KeyPackage.Read(body, member.User);
        if (package is null || _members.Values.Any(other => other != member && other.Package is { } theirs && theirs.Clashes(package)))
        {
            _figures.KeyPackageRefused();
            _out.Close(member, BadRequest);
            return;
        }
        member.PackageDueMs = long.MaxValue;
        if (member.CanEncrypt) _agreement.Offered(member, package, nowMs);
        else member.CanEncrypt = true;
    }

    // Holds the call's version against who is in it now, and changes it when they no longer fit.
    private void Settle(long nowMs)
    {
        if (_flightEndsMs <= nowMs)
        {
            _flightEndsMs = long.MaxValue;
            if (Version == 0)
            {
                foreach (var member in _members.Values) _out.Guard(member, false);
            }
        }
        var (version, reason) = Wanted();
        if (version == Version || (version > 0 && _agreement.IsDowngrading))
        {
            if (version == Version) Reason = reason;
        }
        else
        {
            (Version, Reason) = (version, reason);
            _out.Changed(version, reason);
            if (version > 0)
            {
                _flightEndsMs = long.MaxValue;
                _agreement.Upgrade(nowMs);
            }
            else
            {
                _figures.Downgraded();
                _agreement.Downgrade(nowMs);
            }
        }
        if (_agreement.HasFailed && _policy == E2eePolicy.Require)
        {
            // Nothing less will do here, so the newest goes: the others agreed before it came.
            _out.Close(_members.Values.MaxBy(member => member.JoinedMs)!, BadRequest);
            _agreement.TryAgain();
        }
        if (_agreement.HasDowngraded) _flightEndsMs = nowMs + DaveTimes.Flight;
    }

    private (int Version, E2eeReason Reason) Wanted()
    {
        if (_policy == E2eePolicy.Off) return (0, E2eeReason.Policy);
        _isCrowded = _members.Count > (_isCrowded ? VoiceLimits.E2eeMembersAgain : VoiceLimits.E2eeMembers);
        if (_agreement.HasFailed && _policy == E2eePolicy.Prefer) return (0, E2eeReason.NoAgreement);
        if (_policy == E2eePolicy.Require) return (1, E2eeReason.Everybody);
        if (_isCrowded) return (0, E2eeReason.TooMany);
        return _members.Values.All(member => member.CanEncrypt) ? (1, E2eeReason.Everybody) : (0, E2eeReason.SomebodyCannot);
    }
}
