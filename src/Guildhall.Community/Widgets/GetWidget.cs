using System.Globalization;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Invites;
using Guildhall.Community.Onboarding;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Widgets;

/// <summary>
/// GET /guilds/{guild_id}/widget.json: for everybody, when the widget is on. With a channel set it carries an invite, made when there is none
/// that works.
/// </summary>
public static class GetWidget
{
    private const int MembersMax = 100;
    private const int InviteAgeSeconds = 86_400;
    private const int DefaultAvatars = 6;

    public static void Map(ApiRoutes api) =>
        api.Get("/guilds/{guild_id}/widget.json", Handle, RouteOptions.Per(30, 10) with { IsOpen = true, ByAddress = true });

    public sealed record Command(string NewCode, string PublicUrl) : IGuildCommand<WidgetPayload>
    {
        public ValueTask<Result<WidgetPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<WidgetPayload> Decide(GuildTurn turn)
        {
            var guild = turn.State;
            if (!guild.Guild.WidgetEnabled) return new Failure.WidgetDisabled();
            var invite = guild.Guild.WidgetChannelId is { } channel && guild.Channels.ContainsKey(channel) ? Invite(turn, channel) : null;
            return new WidgetPayload
            {
                Id = guild.Id,
                Name = guild.Guild.Name,
                InstantInvite = invite is null ? null : $"{PublicUrl}/invite/{invite}",
                Channels = [.. guild.Channels.Values.Where(other => IsOpenVoice(guild, other)).OrderBy(other => other.Position).Select(other => new WidgetChannelPayload(other.Id, other.Name, other.Position))],
                Members = [.. guild.Presences.Where(presence => guild.Members.ContainsKey(presence.Key)).Take(MembersMax).Select((presence, index) => Shown(guild, presence.Key, presence.Value, index))],
                PresenceCount = guild.Presences.Count,
            };
        }

        // The same until it ends: a page that is looked at often does not fill the guild with invites.
        private string? Invite(GuildTurn turn, ChannelId channel)
        {
            var guild = turn.State;
            if (guild.Guild.Features.Contains(Guilds.GuildFeatures.InvitesDisabled)) return null;
            var known = guild.Documents.Find(WidgetDocuments.Kind, guild.Id.Number);
            if (known is not null && guild.Invites.TryGetValue(known.InviteCode, out var invite) && invite.Channel == channel && !InviteView.HasExpired(invite, turn.Now))
                return invite.Code;
            if (guild.Invites.Count >= Limits.InvitesPerGuild) return null;
            InviteEvents.Create(turn, new InviteRow { Code = NewCode, Channel = channel, CreatedAt = turn.Now, MaxAge = InviteAgeSeconds });
            turn.Put(WidgetDocuments.Kind, guild.Id.Number, new WidgetRecord(NewCode));
            return NewCode;
        }

        private static bool IsOpenVoice(GuildState guild, ChannelPayload channel) =>
            channel.Type is ChannelType.GuildVoice or ChannelType.GuildStageVoice
            && OnboardingRules.OfEveryone(guild, channel).Has(Permissions.ViewChannel | Permissions.Connect);

        private WidgetMemberPayload Shown(GuildState guild, UserId user, PresencePayload presence, int index)
        {
            var profile = guild.Users.GetValueOrDefault(user);
            var name = guild.Members[user].Nick ?? profile?.GlobalName ?? profile?.Username ?? "";
            var avatar = (index % DefaultAvatars).ToString(CultureInfo.InvariantCulture);
            return new WidgetMemberPayload(index.ToString(CultureInfo.InvariantCulture), name, presence.Status, $"{PublicUrl}/embed/avatars/{avatar}.png");
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        var command = new Command(InviteCode.New(), request.House.Options.PublicUrl());
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, command, request.Cancel), WidgetJson.Default.WidgetPayload);
    }
}
