using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Users;

namespace Guildhall.Community.PrivateChannels;

/// <summary>Makes a group: the caller owns it, the others are friends of the caller.</summary>
internal static class BeginGroup
{
    public sealed record Command(ChannelId Channel, UserPayload Owner, IReadOnlyList<UserPayload> Others, IReadOnlyDictionary<UserId, string> Nicks)
        : IGuildCommand<PrivateChannelPayload>, IGuildGenesis
    {
        public ValueTask<Result<PrivateChannelPayload>> Run(GuildTurn turn)
        {
            var row = new PrivateChannelRow { Id = Channel, Type = ChannelType.GroupDm, Owner = Owner.Id };
            RecipientRow[] recipients =
            [
                .. Others.Prepend(Owner).Select(user => new RecipientRow(user.Id, turn.Now, IsOpen: true, Nicks.GetValueOrDefault(user.Id))),
            ];
            turn.Begin(new GuildState(PrivateSnapshot.Of(new PrivateChannelView(row, recipients, null), [Owner, .. Others])));
            PrivateHouse.Put(turn, row);
            foreach (var recipient in recipients) PrivateHouse.Put(turn, recipient);
            turn.Log("PRIVATE_CHANNEL_CREATE", LogFacts.Channel(Channel));
            foreach (var recipient in recipients) PrivateHouse.TellChannel(turn, recipient.User, DispatchCatalogue.ChannelCreate);
            return ValueTask.FromResult<Result<PrivateChannelPayload>>(PrivateHouse.Shown(turn.State, Owner.Id));
        }
    }

    /// <summary>Checks who is asked into the group, and makes it.</summary>
    public static async ValueTask<Result<PrivateChannelPayload>> Of(
        ApiRequest request, IReadOnlyList<UserId> recipients, IReadOnlyDictionary<UserId, string> nicks)
    {
        var (house, self) = (request.House, request.Caller.User);
        UserId[] others = [.. recipients.Where(user => user != self)];
        if (others.Length >= Limits.GroupRecipients) return new Failure.TooManyRecipients(Limits.GroupRecipients);
        if (await house.GuildRows.CountGroupsOf(self, request.Cancel) >= Limits.GroupsPerUser) return new Failure.TooManyGroups(Limits.GroupsPerUser);
        foreach (var other in others)
        {
            if (await MayBeAsked(house, self, other, request.Cancel) is { } refused) return refused;
        }

        return await Make(request, others, nicks);
    }

    /// <summary>A bot's group: of people who each let it add them, by a token of theirs with the scope gdm.join.</summary>
    public static async ValueTask<Result<PrivateChannelPayload>> ByTokens(
        ApiRequest request, IReadOnlyList<string> tokens, IReadOnlyDictionary<UserId, string> nicks)
    {
        var house = request.House;
        if (await house.GuildRows.CountGroupsOf(request.Caller.User, request.Cancel) >= Limits.GroupsPerUser) return new Failure.TooManyGroups(Limits.GroupsPerUser);
        List<UserId> others = [];
        foreach (var token in tokens)
        {
            var owner = await OAuth.ConsentToken.Owner(request, token, "gdm.join");
            if (!owner.IsOk) return owner.Failure;
            if (await house.GuildRows.CountGroupsOf(owner.Value, request.Cancel) >= Limits.GroupsPerUser) return new Failure.TooManyGroups(Limits.GroupsPerUser);
            others.Add(owner.Value);
        }

        UserId[] distinct = [.. others.Distinct()];
        return distinct.Length < Limits.GroupRecipients ? await Make(request, distinct, nicks) : new Failure.TooManyRecipients(Limits.GroupRecipients);
    }

    private static async ValueTask<Result<PrivateChannelPayload>> Make(ApiRequest request, IReadOnlyList<UserId> others, IReadOnlyDictionary<UserId, string> nicks)
    {
        var (house, self) = (request.House, request.Caller.User);
        var users = await house.Directory.Get([self, .. others], request.Cancel);
        var channel = new ChannelId(house.Ids.Next());
        var command = new Command(channel, users[self], [.. others.Select(user => users[user])], nicks);
        return await house.Guilds.Ask(new GuildId(channel.Value), command, request.Cancel);
    }

    /// <summary>Why somebody may not be asked into a group by the caller; null when it may.</summary>
    public static async ValueTask<Failure?> MayBeAsked(CommunityServices house, UserId caller, UserId other, CancellationToken cancel)
    {
        var standing = await house.UserRows.Standing(caller, other, cancel);
        if (standing.Mine?.Type != RelationType.Friend) return new Failure.InvalidRecipients();
        return await house.GuildRows.CountGroupsOf(other, cancel) >= Limits.GroupsPerUser ? new Failure.TooManyGroups(Limits.GroupsPerUser) : null;
    }
}
