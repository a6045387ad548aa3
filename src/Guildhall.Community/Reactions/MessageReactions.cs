using Guildhall.Community.Guild;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Reactions;

/// <summary>The reactions of a message within a guild's turn.</summary>
internal static class MessageReactions
{
    /// <summary>What is on the message, as one user sees it. Asks the store only for messages that ever had a reaction.</summary>
    public static async ValueTask<IReadOnlyList<ReactionPayload>> Of(GuildTurn turn, StoredMessage message, UserId viewer)
    {
        if (!message.HasReactions) return [];
        await turn.Settled();
        var found = await turn.Services.Messages.Reactions(message.Channel, [message.Id], viewer, CancellationToken.None);
        return found.GetValueOrDefault(message.Id) ?? [];
    }

    public static string KeyOf(ReactionPayload reaction) => reaction.Emoji.Id?.ToString() ?? reaction.Emoji.Name ?? "";
}
