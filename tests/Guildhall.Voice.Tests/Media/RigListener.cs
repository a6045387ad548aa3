using System.Collections.Concurrent;
using System.Net;
using Guildhall.Voice.Media;

namespace Guildhall.Voice.Tests.Media;

/// <summary>Keeps what a worker tells.</summary>
internal sealed class RigListener : IMediaListener
{
    private readonly ConcurrentQueue<string> _told = new();

    public IReadOnlyList<string> Told => [.. _told];

    public void Reached(PeerId peer, IPEndPoint address) => _told.Enqueue($"{peer.Value} reached at {address}");

    public void Spoke(PeerId peer, bool isSpeaking) => _told.Enqueue($"{peer.Value} {(isSpeaking ? "speaks" : "is silent")}");

    public void Lost(PeerId peer) => _told.Enqueue($"{peer.Value} lost");

    public void Spent(PeerId peer) => _told.Enqueue($"{peer.Value} spent");

    public void Measured(PeerId peer, PeerQuality quality) => _told.Enqueue($"{peer.Value} lost {quality.LossUp:P0}");

    public void Slotted(PeerId peer, IReadOnlyList<SlotContent> slots) => _told.Enqueue($"{peer.Value} slots {slots.Count}");

    /// <summary>Waits until it has been told so; fails after long patience.</summary>
    public async Task Hears(string what)
    {
        for (var patience = 0; patience < 6000; patience++)
        {
            if (_told.Contains(what)) return;
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        Assert.Fail($"not told that {what}; told: {string.Join(", ", Told)}");
    }
}
