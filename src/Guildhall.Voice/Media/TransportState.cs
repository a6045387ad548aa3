using Guildhall.Voice.Crypto;

namespace Guildhall.Voice.Media;

/// <summary>
/// A bot's key and what has been counted under it. Client and server share the key, so the nonces are shared out: the client's
/// lie in the half of the 32-bit circle that begins where it began, ours in the other. Neither may leave its half.
/// </summary>
internal sealed class TransportState(PacketCipher cipher) : IDisposable
{
    private const uint Half = 0x8000_0000;

    // What may still be in flight when a session is ended for being spent.
    private const uint Reserve = 1 << 20;

    private uint _first = Half;
    private uint _sent;
    private uint _weMay = Half;
    private uint _clientMay = Half;
    private ReplayWindow _window;
    private bool _hasOpened;

    public PacketCipher Cipher { get; } = cipher;

    /// <summary>No more packets can be sealed, or opened: the session has to be begun anew.</summary>
    public bool IsSpent { get; private set; }

    public bool IsTold { get; set; }

    public bool HasSeen(uint counter) => _window.HasSeen(counter);

    /// <summary>The nonce of the next packet to the client. Not to be asked for when <see cref="IsSpent"/>.</summary>
    public uint NextCounter()
    {
        var counter = _first + _sent++;
        if (_sent + Reserve >= _weMay) IsSpent = true;
        return counter;
    }

    /// <summary>An authentic packet of the client had this counter.</summary>
    public void Opened(uint counter)
    {
        _window.Take(counter);
        if (!_hasOpened)
        {
            _hasOpened = true;
            Part(counter);
        }
        // A packet from before the first one is behind by nearly the whole circle, and harmless.
        var distance = _window.Distance;
        if (distance < Half && distance + Reserve >= _clientMay) IsSpent = true;
    }

    public void Dispose() => Cipher.Dispose();

    // Most clients begin near 0, and then 2^31 is right for us. One that begins elsewhere gets the half opposite to ours from here on;
    // what has gone out before lies at 2^31, where neither it nor we may come again.
    private void Part(uint counter)
    {
        if (counter < Half / 2)
        {
            _clientMay = Half - counter;
            return;
        }
        var before = _sent;
        if (counter - Half < before) IsSpent = true;
        _first = counter + Half;
        _sent = 0;
        if (before == 0) return;
        _clientMay = Math.Min(Half, Half - counter);
        _weMay = Math.Min(Half, Half - _first);
    }
}
