using Guildhall.Community.Applications.Installs;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Interactions;

/// <summary>How an application stands to the place where it is invoked.</summary>
/// <param name="OwnerGuild">The guild that has it; null when none has. 0 stands for a direct message with its bot.</param>
/// <param name="Context">0 in a guild, 1 in a direct message with the bot, 2 in other private channels.</param>
/// <param name="IsInstalled">True when the guild has it, the person has it for itself, or the channel is a direct message with its bot.</param>
/// <param name="AppPermissions">What it may do there.</param>
internal sealed record InteractionPlace(GuildId? OwnerGuild, int Context, bool IsInstalled, Permissions AppPermissions)
{
    /// <summary>What an application may do with its answers where its bot is not.</summary>
    private const Permissions OfGuest = Permissions.AttachFiles | Permissions.EmbedLinks | Permissions.MentionEveryone;

    private const int InGuild = 0;
    private const int InBotDm = 1;
    private const int InPrivate = 2;

    public static InteractionPlace Of(GuildTurn turn, EnteredChannel entered, InteractionApplication application)
    {
        var state = turn.State;
        var isHere = state.Members.TryGetValue(application.Bot, out var bot);
        if (state.IsPrivate)
        {
            var isBotDm = isHere && !state.Private!.IsGroup;
            var held = isHere ? PermissionMath.InPrivate : OfGuest | Permissions.UseExternalEmojis;
            return new InteractionPlace(isBotDm ? default(GuildId) : null, isBotDm ? InBotDm : InPrivate, isBotDm || application.IsOfUser, held);
        }

        var has = GuildInstalls.Has(state, application.Id);
        var permissions = isHere ? state.PermissionsIn(entered.Channel, bot!, turn.Now) : OfGuest | (entered.Held & Permissions.UseExternalEmojis);
        return new InteractionPlace(has ? state.Id : null, InGuild, has || application.IsOfUser, permissions);
    }

    /// <summary>Who has the application, as the wire says it.</summary>
    public Dictionary<string, Snowflake> Owners(UserId? user) => OwnersOf(OwnerGuild, user);

    internal static Dictionary<string, Snowflake> OwnersOf(GuildId? guild, UserId? user)
    {
        Dictionary<string, Snowflake> owners = [];
        if (guild is { } hasGuild) owners["0"] = hasGuild.Value;
        if (user is { } hasUser) owners["1"] = hasUser.Value;
        return owners;
    }
}
