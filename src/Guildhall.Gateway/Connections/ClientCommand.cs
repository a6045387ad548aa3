using System.Text.Json;
using Guildhall.Gateway.Sessions;

namespace Guildhall.Gateway.Connections;

/// <summary>Carries out what a bound session asks for beyond heartbeats.</summary>
internal static class ClientCommand
{
    /// <summary>Completes when the backend has taken it. A failure is logged and told to nobody, as clients expect no answer.</summary>
    public static async Task Obey(GatewayService gateway, SessionRow row, ClientPayload payload)
    {
        try
        {
            if (payload.Op == (int)GatewayOpcode.RequestGuildMembers)
                await gateway.Backend.RequestMembers(row.Address, row.User, payload.Data, CancellationToken.None);
            else if (ClientOps.IsCommand(payload.Op))
                await gateway.Backend.Command(row.Address, row.User, (GatewayOpcode)payload.Op, payload.Data, CancellationToken.None);
            else
                await gateway.Backend.UpdatePresence(row.Address, row.User, payload.Data, CancellationToken.None);
        }
        catch (Exception fault)
        {
            gateway.Log.CommandFailed(fault, payload.Op, row.User.Number);
        }
    }

    /// <summary>False for what is left out without an answer: no object, or one presence too many.</summary>
    public static bool IsHeeded(GatewayService gateway, in ClientPayload payload, ref ClientBudget presences) =>
        payload.Data.ValueKind == JsonValueKind.Object
        && (payload.Op != (int)GatewayOpcode.PresenceUpdate
            || presences.TryTake(gateway.Time, GatewayLimits.PresenceUpdates, GatewayLimits.PresenceWindowSeconds));
}
