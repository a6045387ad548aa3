using Guildhall.Community.Applications.Commands;
using Guildhall.Community.Applications.Entitlements;
using Guildhall.Community.User;
using Guildhall.Community.User.Documents;

namespace Guildhall.Community.Applications;

/// <summary>What a deleted application leaves with its bot's user, which stays as the author of its messages: all of it goes. Answers the emojis, whose files go after.</summary>
public sealed record ApplicationLeftovers : IUserCommand<IReadOnlyList<EmojiPayload>>
{
    public async ValueTask<Result<IReadOnlyList<EmojiPayload>>> Run(UserTurn turn)
    {
        EmojiPayload[] emojis = [.. (await UserDocuments.Of(turn, ApplicationEmojis.Kind)).Values];
        await Clear(turn, ApplicationEmojis.Kind);
        await Clear(turn, RoleConnections.Metadata);
        await Clear(turn, CommandDocuments.Command);
        await Clear(turn, CommandDocuments.Creates);
        await Clear(turn, EntitlementDocuments.Entitlement);
        await Clear(turn, EntitlementDocuments.Subscription);
        await Clear(turn, Skus.SkuDocuments.Sku);
        return new Result<IReadOnlyList<EmojiPayload>>(emojis);
    }

    private static async ValueTask Clear<T>(UserTurn turn, UserDocumentKind<T> kind)
        where T : class
    {
        foreach (var id in (await UserDocuments.Of(turn, kind)).Keys.ToArray()) await UserDocuments.Remove(turn, kind, id);
    }
}
