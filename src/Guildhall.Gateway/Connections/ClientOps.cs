namespace Guildhall.Gateway.Connections;

/// <summary>The ops that clients send.</summary>
internal static class ClientOps
{
    /// <summary>
    /// True for every op that a client of people or bots may send. Those that this server does not serve are ignored, since
    /// clients send them without waiting for an answer.
    /// </summary>
    public static bool IsKnown(int op) => op is >= 1 and <= 6 or 8 or (>= 12 and <= 43);

    /// <summary>True for those that a bound session acts on, heartbeats aside.</summary>
    public static bool IsServed(int op) => op is (int)GatewayOpcode.PresenceUpdate or (int)GatewayOpcode.RequestGuildMembers || IsCommand(op);

    /// <summary>True for those that go to the community as they are.</summary>
    public static bool IsCommand(int op) =>
        op is (int)GatewayOpcode.VoiceStateUpdate or (int)GatewayOpcode.CallConnect
            or (int)GatewayOpcode.StreamCreate or (int)GatewayOpcode.StreamDelete or (int)GatewayOpcode.StreamWatch or (int)GatewayOpcode.StreamSetPaused
            or (int)GatewayOpcode.RequestSoundboardSounds or (int)GatewayOpcode.RequestChannelInfo
            or (int)GatewayOpcode.GuildSubscriptions or (int)GatewayOpcode.GuildSubscriptionsBulk or (int)GatewayOpcode.SearchRecentMembers;
}
