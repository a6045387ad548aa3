using Guildhall.Community.Guild;
using Guildhall.Community.Guilds;
using Guildhall.Protocol;

namespace Guildhall.Community.Onboarding;

/// <summary>What onboarding must be and how it is shown.</summary>
internal static class OnboardingRules
{
    /// <summary>Channels that everybody may see when onboarding is on.</summary>
    public const int ChannelsMin = 7;

    /// <summary>Those of them in which everybody may write.</summary>
    public const int WritableMin = 5;

    /// <summary>The onboarding as it is now; an empty one before the first change. What was deleted since is left out.</summary>
    public static OnboardingPayload Of(GuildState guild)
    {
        var stored = guild.Documents.Find(OnboardingDocuments.Kind, guild.Id.Number) ?? new OnboardingPayload { GuildId = guild.Id };
        var current = stored with
        {
            DefaultChannelIds = [.. stored.DefaultChannelIds.Where(guild.Channels.ContainsKey)],
            Prompts = [.. stored.Prompts.Select(prompt => Current(guild, prompt))],
        };
        return current with { BelowRequirements = !IsEnough(guild, current) };
    }

    /// <summary>True when a community lets newcomers see and write enough.</summary>
    public static bool IsEnough(GuildState guild, OnboardingPayload onboarding)
    {
        if (!guild.Guild.Features.Contains(GuildFeatures.Community)) return false;
        IEnumerable<ChannelId> counted = onboarding.Mode == OnboardingPayload.ModeAdvanced
            ? onboarding.DefaultChannelIds.Concat(onboarding.Prompts.SelectMany(prompt => prompt.Options).SelectMany(option => option.ChannelIds))
            : onboarding.DefaultChannelIds;
        Permissions[] held = [.. counted.Distinct().Where(guild.Channels.ContainsKey).Select(id => OfEveryone(guild, guild.Channels[id]))];
        return held.Count(channel => channel.Has(Permissions.ViewChannel)) >= ChannelsMin
            && held.Count(channel => channel.Has(Permissions.ViewChannel | Permissions.SendMessages)) >= WritableMin;
    }

    /// <summary>What somebody without any role may do in a channel.</summary>
    public static Permissions OfEveryone(GuildState guild, ChannelPayload channel) => PermissionMath.InChannel(
        guild.Roles[guild.EveryoneRole].Permissions, false, guild.EveryoneRole, [], default, channel.PermissionOverwrites, channel.Type, false);

    private static PromptPayload Current(GuildState guild, PromptPayload prompt) => prompt with
    {
        Options =
        [
            .. prompt.Options.Select(option => option with
            {
                RoleIds = [.. option.RoleIds.Where(guild.Roles.ContainsKey)],
                ChannelIds = [.. option.ChannelIds.Where(guild.Channels.ContainsKey)],
            }),
        ],
    };
}
