using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Reactions;

/// <summary>PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji}/@me: reacts. Doing it twice is doing it once.</summary>
public static class AddReaction
{
    public static void Map(ApiRoutes api) =>
        api.Put("/channels/{channel_id}/messages/{message_id}/reactions/{emoji}/@me", Handle, RouteOptions.Per(10, 2, "reactions"));

    public sealed record Command(ChannelId Channel, MessageId Message, ReactionEmoji Emoji, Caller Caller) : IGuildCommand<Nothing>, IAlsoInPrivate, IChannelCommand
    {
        public async ValueTask<Result<Nothing>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ReadMessageHistory, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (entry.Value!.IsArchived) return new Failure.ThreadArchived();
            if (await turn.Logs.Find(turn, Channel, Message) is not { } message) return new Failure.UnknownMessage();
            var before = await MessageReactions.Of(turn, message, Caller.User);
            var known = await Known(turn, before, entry.Value!);
            if (!known.IsOk) return known.Failure;
            var emoji = known.Value!;
            if (IsTimedOut(entry.Value!, turn.Now)) return new Failure.MissingPermissions();
            if (Members.VerificationLevel.Refuse(turn.State, entry.Value!.Member, Caller, turn.Now) is { } unverified) return unverified;
            if (Refusal(entry.Value!, before, emoji) is { } refused) return refused;
            if (before.Any(reaction => MessageReactions.KeyOf(reaction) == emoji.Key && reaction.Me)) return Nothing.Value;
            if (!message.HasReactions) turn.Put(message with { HasReactions = true });
            turn.Row(new PutReaction(Channel, Message, Caller.User, emoji.Key, emoji.Name, emoji.Animated, turn.Now));
            turn.Log("MESSAGE_REACTION_ADD", LogFacts.Message(Channel, Message));
            var payload = new ReactionAddedPayload(
                Caller.User, Channel, Message, turn.ShownGuild, turn.State.ShownMember(Caller.User), emoji.Shown, message.Author);
            turn.TellViewers(Channel, DispatchCatalogue.MessageReactionAdd, payload, ReactionJson.Default.ReactionAddedPayload);
            return Nothing.Value;
        }

        // A custom emoji under its true name; one that the message carries already may be used by everybody.
        private async ValueTask<Result<ReactionEmoji>> Known(GuildTurn turn, IReadOnlyList<ReactionPayload> before, EnteredChannel entered)
        {
            if (Emoji.Id is not { } id) return Emoji;
            if (before.FirstOrDefault(reaction => reaction.Emoji.Id == id) is { } there)
                return Emoji with { Name = there.Emoji.Name, Animated = there.Emoji.Animated };
            if (turn.State.Emojis.TryGetValue(id, out var own)) return Emoji with { Name = own.Name, Animated = own.Animated };
            if (!entered.Has(Permissions.UseExternalEmojis) || await turn.Services.Guilds.Emoji(id, CancellationToken.None) is not { } foreign)
                return new Failure.UnknownReactionEmoji();
            return Emoji with { Name = foreign.Name, Animated = foreign.Animated };
        }
    }

    // Joining needs no permission that a timeout could take, so it is asked for itself. Owners and administrators are exempt.
    private static bool IsTimedOut(EnteredChannel entered, DateTimeOffset now) =>
        entered.Member.IsSilent(now) && !entered.Has(Permissions.AddReactions);

    /// <summary>Why the emoji may not be added to those that are there; null when it may. Joining an emoji that is there needs no permission.</summary>
    public static Failure? Refusal(EnteredChannel entered, IReadOnlyList<ReactionPayload> before, ReactionEmoji emoji)
    {
        if (before.Any(reaction => MessageReactions.KeyOf(reaction) == emoji.Key)) return null;
        if (!entered.Has(Permissions.AddReactions)) return new Failure.MissingPermissions();
        return before.Count >= Limits.ReactionsPerMessage ? new Failure.TooManyReactions(Limits.ReactionsPerMessage) : null;
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var path = ReactionPath.Read(request);
        if (!path.IsOk) return path.Failure;
        var (channel, message, emoji) = path.Value;
        var isBurst = request.QueryInt("type", 0, 0, 1) == 1 || request.QueryFlag("burst");
        if (request.Failure is { } invalid) return invalid;
        if (isBurst) return new Failure.NoBurstReactions();
        return ApiAnswer.Of(await request.House.Guilds.Ask(channel, new Command(channel, message, emoji, request.Caller), request.Cancel));
    }
}
