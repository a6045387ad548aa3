using System.Text;
using Guildhall.Cluster.Relay;

namespace Guildhall.Gateway.Tests.Harness;

/// <summary>Events to publish.</summary>
internal static class Events
{
    public static RelayEvent Of(string name, string json, Intents anyOf = Intents.None) => new(name, anyOf, Encoding.UTF8.GetBytes(json));

    /// <summary>A message with a number, and as much filling as wanted.</summary>
    public static RelayEvent Message(long number, int padding = 0) =>
        Of("MESSAGE_CREATE", $"{{\"n\":{number},\"pad\":\"{new string('x', padding)}\"}}", Intents.GuildMessages);
}
