using System.Security.Cryptography;
using System.Text;
using Guildhall.Community.User;
using Guildhall.Community.User.Documents;
using Guildhall.Protocol;

namespace Guildhall.Community.Lobbies;

/// <summary>
/// The lobbies of an application, with its bot's actor: it gives out their numbers, so that a secret leads all who know it to one lobby
/// and nobody opens more than fit.
/// </summary>
internal static class LobbyRegistry
{
    /// <summary>Claims looked at when there are too many, for those whose lobby never began.</summary>
    private const int LookedAt = 256;

    /// <summary>A lobby that has not begun after this long never will.</summary>
    private static readonly TimeSpan BeginsWithin = TimeSpan.FromMinutes(1);

    /// <summary>The number of the secret's lobby, or a new number.</summary>
    /// <param name="SecretHash">Null for a lobby that no secret leads to.</param>
    public sealed record Reserve(string? SecretHash) : IUserCommand<ReservedLobby>
    {
        public async ValueTask<Result<ReservedLobby>> Run(UserTurn turn)
        {
            var claims = await UserDocuments.Of(turn, LobbyKinds.Claim);
            if (SecretHash is not null && claims.Values.FirstOrDefault(claim => claim.SecretHash == SecretHash) is { } known) return new ReservedLobby(known.Id);
            if (claims.Count >= Limits.LobbiesPerApplication && !await DropUnused(turn, claims))
                return new Failure.InvalidForm([new FieldError("", "LOBBY_MAX_REACHED", $"Maximum number of lobbies reached ({Limits.LobbiesPerApplication})")]);
            var id = new LobbyId(turn.Services.Ids.Next());
            await UserDocuments.Put(turn, LobbyKinds.Claim, id.Number, new LobbyClaim(id, SecretHash));
            return new ReservedLobby(id);
        }
    }

    public sealed record ReservedLobby(LobbyId Id);

    /// <summary>The lobby is gone. Told twice it does nothing the second time.</summary>
    public sealed record Release(LobbyId Id) : IUserCommand
    {
        public ValueTask RunOn(UserTurn turn) => UserDocuments.Remove(turn, LobbyKinds.Claim, Id.Number);
    }

    /// <summary>What is kept of a secret. Two applications with the same one have nothing in common.</summary>
    public static string HashOf(ApplicationId application, string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{application}:{secret}")));

    public static ValueTask<Result<ReservedLobby>> Next(CommunityServices house, ApplicationId application, string? secret, CancellationToken cancel) =>
        house.Users.Ask(new UserId(application.Value), new Reserve(secret is null ? null : HashOf(application, secret)), cancel);

    private static async ValueTask<bool> DropUnused(UserTurn turn, IReadOnlyDictionary<ulong, LobbyClaim> claims)
    {
        var hasDropped = false;
        foreach (var claim in claims.Values.OrderBy(claim => claim.Id.Number).Take(LookedAt).ToArray())
        {
            if (claim.Id.Value.CreatedAt + BeginsWithin > turn.Now) continue;
            if (await turn.Services.GuildRows.GuildOfChannel(new ChannelId(claim.Id.Value), CancellationToken.None) is not null) continue;
            await UserDocuments.Remove(turn, LobbyKinds.Claim, claim.Id.Number);
            hasDropped = true;
        }

        return hasDropped;
    }
}
