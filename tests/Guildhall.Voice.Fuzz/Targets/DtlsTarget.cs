using Guildhall.Voice.Rtc.Dtls;

namespace Guildhall.Voice.Fuzz.Targets;

/// <summary>Handshakes in which the client's flights are mutated: the first hello, and those that follow it.</summary>
internal sealed class DtlsTarget : FuzzTarget
{
    private const int InputsPerSession = 6;

    private readonly DtlsContext _server = new(TimeProvider.System);
    private readonly DtlsContext _client = new(TimeProvider.System, isServer: false);
    private readonly List<byte[]> _samples = [];
    private DtlsSession? _session;
    private int _left;

    public DtlsTarget()
    {
        // A whole handshake, for its flights.
        using var server = new DtlsSession(_server, _client.Fingerprint);
        using var client = new DtlsSession(_client, _server.Fingerprint);
        List<byte[]> toServer = [], toClient = [];
        client.Start(datagram => toServer.Add(datagram.ToArray()));
        for (var turns = 0; turns < 10 && toServer.Count > 0; turns++)
        {
            _samples.AddRange(toServer);
            foreach (var datagram in toServer) server.Receive(datagram, answer => toClient.Add(answer.ToArray()));
            toServer.Clear();
            foreach (var datagram in toClient) client.Receive(datagram, answer => toServer.Add(answer.ToArray()));
            _samples.AddRange(toClient);
            toClient.Clear();
        }

        if (server.State != DtlsState.Done) throw new InvalidOperationException("the handshake that samples are taken from fails");
    }

    public override string Name => "DTLS";

    public override int Weight => 5;

    public override IReadOnlyList<byte[]> Samples => _samples;

    public override int Feed(Span<byte> input, Dice dice)
    {
        if (_session is null || _left-- == 0 || _session.State != DtlsState.Shaking)
        {
            _session?.Dispose();
            (_session, _left) = (new DtlsSession(_server, _client.Fingerprint), InputsPerSession);
            // Half of the sessions are past the first flight.
            if (dice.OneIn(2)) _session.Receive(_samples[0], static _ => { });
        }

        _session.Receive(input, static _ => { });
        if (dice.OneIn(16)) _session.Tick(static _ => { });
        if (_session.State == DtlsState.Done) throw new InvalidOperationException("a handshake was completed by somebody without the key");
        return 0;
    }

    public override void Dispose()
    {
        base.Dispose();
        _session?.Dispose();
        _server.Dispose();
        _client.Dispose();
    }
}
