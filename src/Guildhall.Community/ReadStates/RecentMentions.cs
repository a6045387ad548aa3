using Guildhall.Community.Edge;
using Guildhall.Community.Messages;
using Guildhall.Community.User;
using Guildhall.Community.User.Documents;
using Guildhall.Storage.Users;

namespace Guildhall.Community.ReadStates;

/// <summary>
/// GET /users/@me/mentions: the inbox, messages of the last days that mention the caller and that it may see.
/// DELETE /users/@me/mentions/{message_id}: takes one out of it.
/// </summary>
public static class RecentMentions
{
    private const int PageDefault = 25;
    private const int PageMax = 100;

    /// <summary>Mentions taken out of an inbox at a time; the oldest come back past this.</summary>
    private const int DismissedMax = 500;

    /// <summary>Mentions read from the store for each that is asked for: some are not to be seen any more.</summary>
    private const int Spare = 3;

    private static readonly UserDocumentKind<DismissedMention> Dismissed = new("dismissed_mention", ReadStateJson.Default.DismissedMention);

    public static void Map(ApiRoutes api)
    {
        api.Get("/users/@me/mentions", HandleList, new RouteOptions { PeopleOnly = true, Limit = 10, WindowSeconds = 5 });
        api.Delete("/users/@me/mentions/{message_id}", HandleDelete, new RouteOptions { PeopleOnly = true });
    }

    /// <summary>The messages that the user has taken out of its inbox, and whom it does not want to hear.</summary>
    public sealed record AskHidden : IUserCommand<Hidden>
    {
        public async ValueTask<Result<Hidden>> Run(UserTurn turn)
        {
            var dismissed = await UserDocuments.Of(turn, Dismissed);
            var relations = await Relationships.RelationMemory.Of(turn);
            return new Hidden(
                [.. dismissed.Keys.Select(id => new MessageId(id))],
                [.. relations.Values.Where(row => row.Type == RelationType.Blocked || row.IsIgnored).Select(row => row.Other)]);
        }
    }

    public sealed record Hidden(IReadOnlyList<MessageId> Messages, IReadOnlyList<UserId> Authors);

    public sealed record Dismiss(MessageId Message) : IUserCommand<Nothing>
    {
        public async ValueTask<Result<Nothing>> Run(UserTurn turn)
        {
            var floor = Snowflake.At(turn.Now - PutMentions.KeptFor).Value;
            var known = await UserDocuments.Of(turn, Dismissed);
            var over = known.Keys.Where(id => id < floor).Concat(known.Keys.Where(id => id >= floor).Order().Take(known.Count - DismissedMax + 1)).ToArray();
            foreach (var old in over) await UserDocuments.Remove(turn, Dismissed, old);
            await UserDocuments.Put(turn, Dismissed, Message.Number, new DismissedMention());
            turn.TellOwnSessions(
                DispatchCatalogue.RecentMentionDelete, new MentionDismissedPayload(Message), ReadStateJson.Default.MentionDismissedPayload, peopleOnly: true);
            return Nothing.Value;
        }
    }

    private static async ValueTask<ApiAnswer> HandleList(ApiRequest request)
    {
        var (house, self) = (request.House, request.Caller.User);
        var limit = request.QueryInt("limit", PageDefault, 1, PageMax);
        var filter = new MentionFilter(
            request.QueryId<MessageId>("before"),
            request.QueryId<GuildId>("guild_id"),
            Direct: true,
            request.QueryFlag("roles", true),
            request.QueryFlag("everyone", true),
            limit * Spare);
        if (request.Failure is { } invalid) return invalid;
        var asked = await house.Users.Ask(self, new AskHidden(), request.Cancel);
        if (!asked.IsOk) return asked.Failure;
        var hidden = asked.Value!;
        var said = (await house.UserRows.Mentions(self, filter, request.Cancel))
            .Where(mention => mention.Author != self && !hidden.Messages.Contains(mention.Message) && !hidden.Authors.Contains(mention.Author))
            .ToArray();
        List<MessagePayload> shown = [];
        foreach (var guild in said.GroupBy(mention => mention.Guild))
        {
            var visible = await MassMentions.VisibleOf(house, guild.Key, guild.Select(mention => mention.Channel), self, request.Cancel);
            foreach (var channel in guild.GroupBy(mention => mention.Channel).Where(channel => visible.Contains(channel.Key)))
            {
                var messages = await house.Messages.GetMany(channel.Key, [.. channel.Select(mention => mention.Message)], request.Cancel);
                var composed = await MessageComposer.Compose(house, channel.Key, messages, self, request.Cancel);
                shown.AddRange(composed.Select(message => message with { GuildId = guild.Key }));
            }
        }

        IReadOnlyList<MessagePayload> page = [.. shown.OrderByDescending(message => message.Id.Number).Take(limit)];
        return ApiAnswer.Json(page, PayloadJson.Default.IReadOnlyListMessagePayload);
    }

    private static async ValueTask<ApiAnswer> HandleDelete(ApiRequest request)
    {
        var message = request.Id<MessageId>("message_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Users.Ask(request.Caller.User, new Dismiss(message), request.Cancel));
    }
}
