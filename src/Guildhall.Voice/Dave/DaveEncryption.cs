using System.Text;
using System.Text.Json;
using Guildhall.Voice.Media;
using Guildhall.Voice.Rooms;
using Guildhall.Voice.Signalling;
using Microsoft.Extensions.Logging;

namespace Guildhall.Voice.Dave;

/// <summary>
/// A room's end-to-end encryption: brings what happens in the room to its <see cref="DeliveryService"/>, and does what that says.
/// There is one service for each call, with a key of its own; it goes when the last member does.
/// </summary>
internal sealed class DaveEncryption(IRoomFloor floor, E2eePolicy policy, DaveFigures figures, ILogger log) : RoomEncryption
{
    private readonly long _started = floor.Time.GetTimestamp();
    private readonly Dictionary<UserId, RoomMember> _members = [];
    private readonly Dictionary<UserId, VoiceSessionId> _joined = [];
    private readonly HashSet<UserId> _withheld = [];
    private DeliveryService? _service;
    private long _wakesMs = long.MaxValue;
    private bool _isApplying;

    private long NowMs => (long)floor.Time.GetElapsedTime(_started).TotalMilliseconds;

    // What a channel is, a stage or not, is known when somebody sits in it.
    private DeliveryService Service => _service ??= new DeliveryService(floor.Channel, floor.IsStage ? E2eePolicy.Off : policy, figures);

    public override bool Admits(int maxVersion) => Service.Admits(maxVersion);

    public override int VersionFor(RoomMember member)
    {
        var connection = member.Connection!;
        // Op 1 again on a live connection: a browser's new offer. Nothing changes for the group.
        if (_joined.TryGetValue(member.User, out var session) && session == connection.Session) return connection.MaxDaveVersion > 0 ? Service.Version : 0;
        (_members[member.User], _joined[member.User]) = (member, connection.Session);
        _withheld.Remove(member.User);
        return Service.Join(member.User, connection.MaxDaveVersion, NowMs);
    }

    public override void Described(RoomMember member)
    {
        // The worker may know this member under a new name.
        if (_withheld.Contains(member.User)) floor.Guard(member, E2eeRule.WithholdEncrypted);
        Apply();
    }

    public override void Left(RoomMember member)
    {
        if (_service is null || !_members.Remove(member.User)) return;
        _joined.Remove(member.User);
        _withheld.Remove(member.User);
        _service.Leave(member.User, NowMs);
        if (_members.Count > 0)
        {
            Apply();
            return;
        }
        _service.Dispose();
        _service = null;
    }

    public override void Order(RoomMember member, VoiceOpcode op, JsonElement data)
    {
        _service?.Text(member.User, (DaveOpcode)(int)op, data, NowMs);
        Apply();
    }

    public override void Frame(RoomMember member, VoiceOpcode op, byte[] body)
    {
        _service?.Binary(member.User, (DaveOpcode)(int)op, body, NowMs);
        Apply();
    }

    public override void Woken(int reason)
    {
        _wakesMs = long.MaxValue;
        _service?.Tick(NowMs);
        Apply();
    }

    // Closing a connection comes back here as Left, so what that brings waits for its turn.
    private void Apply()
    {
        if (_isApplying) return;
        _isApplying = true;
        try
        {
            while (_service?.Take() is { Count: > 0 } effects)
            {
                foreach (var effect in effects) Do(effect);
            }
        }
        finally
        {
            _isApplying = false;
        }
        WakeInTime();
    }

    private void Do(DaveEffect effect)
    {
        switch (effect)
        {
            case DaveEffect.Send send when _members.TryGetValue(send.To, out var member):
                var op = (VoiceOpcode)(int)send.Opcode;
                floor.Send(member, send.IsBinary ? VoiceFrame.Binary(op, send.Body) : VoiceFrame.Raw(op, Encoding.UTF8.GetString(send.Body)));
                break;
            case DaveEffect.Guard guard when _members.TryGetValue(guard.User, out var member):
                if (guard.IsWithheld) _withheld.Add(guard.User);
                else _withheld.Remove(guard.User);
                floor.Guard(member, guard.IsWithheld ? E2eeRule.WithholdEncrypted : E2eeRule.Any);
                break;
            case DaveEffect.Close close when _members.TryGetValue(close.User, out var member):
                floor.Close(member, (VoiceCloseCode)close.Code);
                break;
            case DaveEffect.Changed changed:
                log.EncryptionChanged(floor.Channel, changed.Version, changed.Reason);
                break;
        }
    }

    private void WakeInTime()
    {
        if (_service?.NextDueMs is not { } due || due >= _wakesMs) return;
        _wakesMs = due;
        // One more, since the time is cut to whole milliseconds.
        floor.WakeAfter(TimeSpan.FromMilliseconds(Math.Max(1, due - NowMs + 1)), 0);
    }
}
