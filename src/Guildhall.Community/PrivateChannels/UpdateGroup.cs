using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.PrivateChannels;

/// <summary>PATCH /channels/{channel_id} of a group: its name and picture by everybody in it, its owner by the owner.</summary>
public static class UpdateGroup
{
    public sealed record Command(ChannelId Channel, Optional<string?> Name, Optional<string?> Icon, UserId? Owner, Caller Caller)
        : IGuildCommand<PrivateChannelPayload>, IAlsoInPrivate
    {
        public ValueTask<Result<PrivateChannelPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<PrivateChannelPayload> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ViewChannel, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var house = turn.State.Private!;
            if (!house.IsGroup) return new Failure.CannotExecuteOnDm();
            var before = house.Channel;
            if (Owner is { } next)
            {
                if (before.Owner != Caller.User) return new Failure.MissingPermissions();
                if (!house.Recipients.ContainsKey(next) || turn.State.Users.GetValueOrDefault(next) is { Bot: true }) return new Failure.InvalidRecipients();
            }

            var after = before with { Name = Name.Or(before.Name), Icon = Icon.Or(before.Icon), Owner = Owner ?? before.Owner };
            if (after == before) return PrivateHouse.Shown(turn.State, Caller.User);
            PrivateHouse.Put(turn, after);
            turn.Log("PRIVATE_CHANNEL_UPDATE", LogFacts.Channel(Channel));
            PrivateHouse.TellUpdated(turn);
            if (after.Name != before.Name) PrivateNotices.Renamed(turn, Caller.User, after.Name);
            if (after.Icon != before.Icon) PrivateNotices.NewIcon(turn, Caller.User);
            return PrivateHouse.Shown(turn.State, Caller.User);
        }
    }

    internal static async ValueTask<ApiAnswer> Handle(ApiRequest request, ChannelId channel)
    {
        var house = request.House;
        var read = await request.ReadForm(Limits.ImageBytes * 2);
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var name = form.NullableText("name", 0, Limits.ChannelNameMax);
        var owner = request.Caller.IsBot ? default : form.Id<UserId>("owner");
        if (form.Failure is { } invalid) return invalid;
        // Nobody stores a picture for a channel that is not theirs.
        var entry = await house.Guilds.Ask(channel, new Command(channel, default, default, null, request.Caller), request.Cancel);
        if (!entry.IsOk) return entry.Failure;
        var icon = await ImageField.Read(form, "icon", $"channel-icons/{channel}", Limits.ImageBytes, house, request.Cancel);
        if (form.Failure is { } refused) return refused;
        var command = new Command(channel, name is { IsPresent: true, Value: "" } ? new Optional<string?>(true, null) : name, icon, owner.Value, request.Caller);
        return ApiAnswer.Of(await house.Guilds.Ask(channel, command, request.Cancel), PrivateJson.Default.PrivateChannelPayload);
    }
}
