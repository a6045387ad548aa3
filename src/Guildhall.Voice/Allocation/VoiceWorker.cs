using System.Net;
using Guildhall.Voice.Media;

namespace Guildhall.Voice.Allocation;

/// <summary>A worker that rooms can be put on.</summary>
/// <param name="Number">Its place in the list of workers.</param>
/// <param name="Region">The region that it stands in.</param>
/// <param name="Address">The address that clients send packets to; the port is the worker's own.</param>
public sealed record VoiceWorker(int Number, string Region, IPAddress Address, IMediaWorker Media);
