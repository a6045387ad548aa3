using Guildhall.Community.Guild;
using Guildhall.Community.User;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.PrivateChannels;

/// <summary>
/// Opens the one direct message that two users have. The user with the smaller id decides its number, so that both may ask in
/// the same moment; the channel itself begins with the first who asks.
/// </summary>
internal static class OpenDm
{
    /// <summary>Direct messages whose numbers are held while they begin.</summary>
    private const int HeldNumbers = 1_024;

    /// <summary>Asked of the user with the smaller id: the channel's number, old or new.</summary>
    public sealed record Reserve(UserId Other) : IUserCommand<ReservedChannel>
    {
        public async ValueTask<Result<ReservedChannel>> Run(UserTurn turn)
        {
            if (turn.State.ReservedDms is { } before && before.TryGetValue(Other, out var known)) return new ReservedChannel(known);
            var pair = UserPair.Of(turn.State.Id, Other);
            if (await turn.Services.GuildRows.DmOf(pair, CancellationToken.None) is { } there) return new ReservedChannel(there);
            // Whoever forgets a number that has not begun meets the store's unique index, and asks again.
            var held = turn.State.ReservedDms ??= [];
            if (held.Count >= HeldNumbers) held.Clear();
            return new ReservedChannel(held[Other] = new ChannelId(turn.Services.Ids.Next()));
        }
    }

    public sealed record ReservedChannel(ChannelId Channel);

    /// <summary>Opens the channel for the caller, making it when it is new. The other one sees it with the first message.</summary>
    public sealed record Begin(ChannelId Channel, UserPayload Caller, UserPayload Other) : IGuildCommand<PrivateChannelPayload>, IGuildGenesis
    {
        public ValueTask<Result<PrivateChannelPayload>> Run(GuildTurn turn)
        {
            if (!turn.Exists) Create(turn);
            if (turn.State.Private?.Recipients.GetValueOrDefault(Caller.Id) is not { } recipient)
                return ValueTask.FromResult<Result<PrivateChannelPayload>>(new Failure.UnknownChannel());
            if (!recipient.IsOpen)
            {
                PrivateHouse.Put(turn, recipient with { IsOpen = true });
                PrivateHouse.TellChannel(turn, Caller.Id, DispatchCatalogue.ChannelCreate);
            }

            return ValueTask.FromResult<Result<PrivateChannelPayload>>(PrivateHouse.Shown(turn.State, Caller.Id));
        }

        private void Create(GuildTurn turn)
        {
            var row = new PrivateChannelRow { Id = Channel, Type = ChannelType.Dm, Pair = UserPair.Of(Caller.Id, Other.Id) };
            RecipientRow[] recipients = [new(Caller.Id, turn.Now, IsOpen: false), new(Other.Id, turn.Now, IsOpen: false)];
            turn.Begin(new GuildState(PrivateSnapshot.Of(new PrivateChannelView(row, recipients, null), [Caller, Other])));
            PrivateHouse.Put(turn, row);
            foreach (var recipient in recipients) PrivateHouse.Put(turn, recipient);
            turn.Log("PRIVATE_CHANNEL_CREATE", LogFacts.Channel(Channel));
        }
    }

    /// <summary>Opens the direct message between two users that exist, for the first of them.</summary>
    public static async ValueTask<Result<PrivateChannelPayload>> Between(
        CommunityServices house, UserPayload caller, UserPayload other, CancellationToken cancel)
    {
        var pair = UserPair.Of(caller.Id, other.Id);
        var reserved = await house.Users.Ask(pair.Low, new Reserve(pair.High), cancel);
        if (!reserved.IsOk) return reserved.Failure;
        var channel = reserved.Value!.Channel;
        return await house.Guilds.Ask(new GuildId(channel.Value), new Begin(channel, caller, other), cancel);
    }
}
