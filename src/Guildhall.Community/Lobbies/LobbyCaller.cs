using Guildhall.Community.Edge;
using Guildhall.Protocol;

namespace Guildhall.Community.Lobbies;

/// <summary>
/// Who asks for a lobby: an application by its bot, which owns its lobbies, or one of its people by an access token, who may be a member.
/// </summary>
public sealed record LobbyCaller(ApplicationId Application, UserId User, bool IsBot)
{
    /// <summary>For what the application alone may do.</summary>
    public static Result<LobbyCaller> Bot(ApiRequest request) =>
        request.Caller.IsBot ? OfBot(request) : new Failure.OnlyBots();

    /// <summary>For what its people may do too.</summary>
    public static Result<LobbyCaller> Any(ApiRequest request) =>
        request.Caller.IsBot ? OfBot(request) : new Failure.OnlyBots();

    private static LobbyCaller OfBot(ApiRequest request) => new(new ApplicationId(request.Caller.User.Value), request.Caller.User, true);
}
