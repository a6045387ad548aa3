using Guildhall.Voice.Media;
using Guildhall.Voice.Rtc.Dtls;
using Guildhall.Voice.Rtc.Srtp;

namespace Guildhall.Voice.Rtc.Forwarding;

/// <summary>
/// The browsers' half of a worker: answers ICE checks, has handshakes done elsewhere, opens and seals SRTP, fills slots, repairs losses, chooses layers.
/// Everything runs on the worker's thread; handshakes come back through <see cref="IRtcHost.Tell"/>. Nothing is allocated for a packet.
/// </summary>
public sealed partial class RtcPath : IRtcPath
{
    private readonly IRtcHost _host;
    private readonly TimeProvider _time;
    private readonly DtlsHandshakes _handshakes;
    private readonly long _startedAt;
    private readonly Dictionary<string, RtcPeer> _byFragment = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RtcPeer>.AlternateLookup<ReadOnlySpan<char>> _byFragmentChars;
    private readonly List<RtcPeer> _peers = [];

    /// <param name="certificate">Ours, whose fingerprint the answers named. Stays the caller's.</param>
    /// <param name="handshakes">How many browsers shake hands at the same time.</param>
    public RtcPath(IRtcHost host, DtlsContext certificate, TimeProvider time, int handshakes = 2)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(time);
        _host = host;
        _time = time;
        _startedAt = time.GetTimestamp();
        _handshakes = new DtlsHandshakes(certificate, host.Tell, handshakes);
        _byFragmentChars = _byFragment.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    // Never 0, which stands for "did not come".
    private long NowMicros => (long)_time.GetElapsedTime(_startedAt).TotalMicroseconds + 1;

    public void Opened(MediaPeer peer)
    {
        ArgumentNullException.ThrowIfNull(peer);
        Open(peer, peer.Spec.Rtc!);
    }

    public void Closed(MediaPeer peer)
    {
        ArgumentNullException.ThrowIfNull(peer);
        if (peer.RtcState is not RtcPeer browser) return;
        Forget(browser);
        Reassign(peer.Room);
    }

    public void Changed(MediaRoom room) => Reassign(room);

    public void Told(MediaPeer peer, object order)
    {
        ArgumentNullException.ThrowIfNull(peer);
        if (peer.RtcState is not RtcPeer browser) return;
        switch (order)
        {
            case DtlsOutcome outcome:
                Shaken(browser, outcome);
                break;
            case RtcReoffer offer:
                Reoffered(browser, offer.Peer);
                break;
            case RtcWants wants:
                browser.Wants = wants.Wants.Count <= RtcLimits.Wants ? wants.Wants : [.. wants.Wants.Take(RtcLimits.Wants)];
                Reassign(peer.Room);
                break;
        }
    }

    public void Tick(long nowMs)
    {
        foreach (var browser in _peers)
        {
            if (browser.IsShaking && nowMs - browser.ShakenMs >= 100)
            {
                browser.ShakenMs = nowMs;
                _handshakes.Tick(browser.Association);
            }

            if (browser.IsReady) Tick(browser, nowMs);
        }
    }

    public void Dispose()
    {
        foreach (var browser in _peers.ToArray()) Forget(browser);
        // Its readers end when their queues are empty; nobody waits for them on this thread.
        _ = _handshakes.DisposeAsync().AsTask();
    }

    private void Open(MediaPeer peer, RtcPeerSpec spec)
    {
        var browser = new RtcPeer(peer, spec, _handshakes.Open(peer.Id, spec.Fingerprint));
        peer.RtcState = browser;
        _peers.Add(browser);
        _byFragment[spec.LocalFragment] = browser;
        Reassign(peer.Room);
    }

    private void Forget(RtcPeer browser)
    {
        browser.Peer.RtcState = null;
        _peers.Remove(browser);
        _byFragment.Remove(browser.Spec.LocalFragment);
        if (browser.Former is { } former) _byFragment.Remove(former.LocalFragment);
        foreach (var slot in browser.VideoSlots) Show(slot, null);
        foreach (var owner in browser.ScreenSlots.Keys.ToArray()) Unlisten(browser, owner);
        browser.Receiver?.Dispose();
        browser.Sender?.Dispose();
        browser.Receiver = null;
        browser.Sender = null;
        _handshakes.Close(browser.Association);
    }

    private void Reoffered(RtcPeer browser, RtcPeerSpec spec)
    {
        if (!spec.Continues(browser.Spec))
        {
            // Another connection of the same person: nothing of the old one can be used.
            var peer = browser.Peer;
            Forget(browser);
            Open(peer, spec);
            return;
        }

        if (browser.Former is { } former) _byFragment.Remove(former.LocalFragment);
        browser.Former = browser.Spec;
        browser.Spec = spec;
        _byFragment[spec.LocalFragment] = browser;
    }

    private void Shaken(RtcPeer browser, DtlsOutcome outcome)
    {
        if (outcome.Association != browser.Association) return;
        if (browser.Peer.HasAddress)
        {
            foreach (var datagram in outcome.Flight)
            {
                datagram.CopyTo(_host.Rent(browser.Peer));
                _host.Commit(datagram.Length);
            }
        }

        browser.IsShaking = outcome.State == DtlsState.Shaking;
        if (outcome.State is DtlsState.Failed or DtlsState.Closed)
        {
            // No answer to its checks any more: the browser notices, and so does whoever waits for its packets.
            _byFragment.Remove(browser.Spec.LocalFragment);
            browser.Sender?.Dispose();
            browser.Sender = null;
            return;
        }

        if (outcome.Keys is not { } keys || browser.Sender is not null) return;
        browser.Receiver = new SrtpReceiver(SrtpCipher.Create(keys.Profile, keys.ClientKey, keys.ClientSalt, _host.Ciphers));
        browser.Sender = new SrtpSender(SrtpCipher.Create(keys.Profile, keys.ServerKey, keys.ServerSalt, _host.Ciphers));
        Reassign(browser.Peer.Room);
    }
}
