using Guildhall.Community.Edge;
using Guildhall.Protocol;

namespace Guildhall.Community.Lobbies;

/// <summary>
/// Who asks for a lobby: an application by its bot, which owns its lobbies, or one of its people by an access token, who may be a member.
/// </summary>
public sealed record LobbyCaller(ApplicationId Application, UserId User, bool IsBot)
{
    /// <summary>What a person's token needs for the operations of members.</summary>
    public const string Scope = "lobbies.write";

    /// <summary>For what the application alone may do.</summary>
    public static Result<LobbyCaller> Bot(ApiRequest request) =>
        request.Caller.IsBot ? OfBot(request) : new Failure.OnlyBots();

    /// <summary>For what its people may do too.</summary>
    public static Result<LobbyCaller> Any(ApiRequest request)
    {
        if (request.Caller.IsBot) return OfBot(request);
        return request.Caller.Application is { } application ? new LobbyCaller(application, request.Caller.User, false) : new Failure.OnlyBots();
    }

    /// <summary>How often an operation of members may be called, and that their tokens may.</summary>
    internal static RouteOptions Per(int limit, double seconds) => RouteOptions.Per(limit, seconds) with { Scope = Scope };

    private static LobbyCaller OfBot(ApiRequest request) => new(new ApplicationId(request.Caller.User.Value), request.Caller.User, true);
}
