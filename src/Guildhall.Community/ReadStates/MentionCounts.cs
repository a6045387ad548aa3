using Guildhall.Community.Guild;
using Guildhall.Community.User;
using Guildhall.Storage.Messages;
using Guildhall.Storage.Users;

namespace Guildhall.Community.ReadStates;

/// <summary>Counts unread mentions for the people a message names who may see it. Those of roles and @everyone are counted by MassMentions.</summary>
internal static class MentionCounts
{
    /// <summary>Told before the message's own event, so that whoever has seen the message finds its mark in their next READY.</summary>
    public static void Tell(GuildTurn turn, StoredMessage message)
    {
        if (turn.State.IsPrivate)
        {
            // Every message of a private channel is for everybody in it.
            foreach (var user in turn.State.Members.Keys.Where(user => user != message.Author))
            {
                if (turn.State.Users.GetValueOrDefault(user) is { Bot: false }) turn.TellUserActor(user, new CountMention(message.Channel, message.Id, message.Author));
            }

            return;
        }

        foreach (var user in message.Extra?.MentionUsers ?? [])
        {
            // A mark in a channel would tell those who may not see it that it is there.
            if (!turn.State.Members.TryGetValue(user, out var member) || !turn.State.MayView(turn.State.FindChannel(message.Channel)!, member)) continue;
            if (user == message.Author || (turn.State.Users.TryGetValue(user, out var profile) && profile.Bot)) continue;
            turn.TellUserActor(user, new CountMention(message.Channel, message.Id, message.Author));
        }

        Keep(turn, message);
    }

    // For the inbox; and @everyone and roles, which may be everybody, are counted when somebody comes who has not read them.
    private static void Keep(GuildTurn turn, StoredMessage message)
    {
        if (message.Extra is not { } extra || (extra is { MentionUsers: null, MentionRoles: null } && !extra.MentionEveryone)) return;
        var roles = extra.MentionRoles ?? [];
        if (extra.MentionEveryone) roles = [.. roles, turn.State.EveryoneRole];
        turn.Row(new PutMentions(turn.GuildId, message.Channel, message.Id, message.Author, extra.MentionUsers ?? [], roles));
    }
}

/// <summary>A message names the user, who has not read it yet.</summary>
public sealed record CountMention(ChannelId Channel, MessageId Message, UserId Author) : IUserCommand
{
    public async ValueTask RunOn(UserTurn turn)
    {
        var relations = await Relationships.RelationMemory.Of(turn);
        if (relations.TryGetValue(Author, out var relation) && (relation.Type == RelationType.Blocked || relation.IsIgnored)) return;
        var states = await ReadStateMemory.Of(turn);
        var state = states.GetValueOrDefault(Channel) ?? new ReadStateRow(Channel, default, 0);
        if (state.LastRead.Number >= Message.Number) return;
        ReadStateMemory.Put(turn, state with { MentionCount = state.MentionCount + 1 });
    }
}
