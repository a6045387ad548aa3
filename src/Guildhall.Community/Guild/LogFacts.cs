using System.Text;
using Guildhall.Protocol;

namespace Guildhall.Community.Guild;

/// <summary>The payloads of log entries: small JSON objects of ids.</summary>
internal static class LogFacts
{
    public static byte[] User(UserId user) => Encoding.UTF8.GetBytes($"{{\"user_id\":\"{user}\"}}");

    public static byte[] Message(ChannelId channel, MessageId message) =>
        Encoding.UTF8.GetBytes($"{{\"channel_id\":\"{channel}\",\"id\":\"{message}\"}}");

    public static byte[] Channel(ChannelId channel) => Encoding.UTF8.GetBytes($"{{\"channel_id\":\"{channel}\"}}");

    public static byte[] Role(RoleId role) => Encoding.UTF8.GetBytes($"{{\"role_id\":\"{role}\"}}");

    public static byte[] Guild(GuildId guild) => Encoding.UTF8.GetBytes($"{{\"guild_id\":\"{guild}\"}}");
}
