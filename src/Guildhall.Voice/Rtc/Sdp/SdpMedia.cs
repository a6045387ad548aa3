namespace Guildhall.Voice.Rtc.Sdp;

/// <summary>One m-section of an offer.</summary>
public sealed class SdpMedia(string kind, string protocol, string formats)
{
    /// <summary>audio, video, application …</summary>
    public string Kind { get; } = kind;

    public string Protocol { get; } = protocol;

    /// <summary>The rest of the m-line.</summary>
    public string Formats { get; } = formats;

    public string Mid { get; set; } = "";

    public bool Sends { get; set; } = true;

    public bool Receives { get; set; } = true;

    /// <summary>Port 0 without bundle-only: the section is switched off.</summary>
    public bool IsOff { get; set; }

    public bool HasReducedSize { get; set; }

    public List<SdpCodec> Codecs { get; } = [];

    /// <summary>Number and URI of header extensions.</summary>
    public List<(byte Id, string Uri)> Extensions { get; } = [];

    /// <summary>Layers of a simulcast that would be sent, in the offer's order.</summary>
    public List<string> Rids { get; } = [];

    /// <summary>SSRCs in the order in which they are named.</summary>
    public List<uint> Ssrcs { get; } = [];

    /// <summary>Pairs of a stream and its repairs.</summary>
    public List<(uint Stream, uint Repair)> Repairs { get; } = [];

    public SdpCodec? Codec(string name) => Codecs.Find(codec => codec.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public byte Extension(string uri) => Extensions.Find(extension => extension.Uri == uri).Id;
}

/// <summary>A payload type of a section.</summary>
public sealed class SdpCodec(byte payloadType, string name, int clock, int channels)
{
    public byte PayloadType { get; } = payloadType;

    public string Name { get; } = name;

    public int Clock { get; } = clock;

    public int Channels { get; } = channels;

    public string Parameters { get; set; } = "";

    public List<string> Feedback { get; } = [];

    /// <summary>A named number in the parameters ("apt=96;stereo=1").</summary>
    public int Parameter(string name, int otherwise)
    {
        foreach (var part in Parameters.Split(';', StringSplitOptions.TrimEntries))
        {
            if (part.Length > name.Length && part.StartsWith(name, StringComparison.OrdinalIgnoreCase) && part[name.Length] == '='
                && int.TryParse(part.AsSpan(name.Length + 1), out var value)) return value;
        }

        return otherwise;
    }
}
