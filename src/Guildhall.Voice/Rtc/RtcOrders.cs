using Guildhall.Voice.Media;

namespace Guildhall.Voice.Rtc;

/// <summary>For <see cref="IMediaWorker.Tell"/>: a browser has made another offer (op 1 on a live session), and this was settled.</summary>
public sealed record RtcReoffer(RtcPeerSpec Peer);

/// <summary>For <see cref="IMediaWorker.Tell"/>: the videos that a browser shows (op 15), in place of those it named before.</summary>
public sealed record RtcWants(IReadOnlyList<RtcWant> Wants);

/// <summary>One video that a browser shows. The screen's sound comes with the screen.</summary>
/// <param name="Height">How high it is shown, in pixels; 0 for not at all.</param>
public sealed record RtcWant(UserId User, SlotKind Kind, int Height);
