using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Onboarding;

/// <summary>
/// PUT /guilds/{guild_id}/onboarding: MANAGE_GUILD and MANAGE_ROLES. Options may bring only roles that the caller could give by hand, since
/// any newcomer takes them. What is on must let newcomers see and write enough.
/// </summary>
public static class PutOnboarding
{
    public static void Map(ApiRoutes api) => api.Put("/guilds/{guild_id}/onboarding", Handle, RouteOptions.Per(10, 30));

    public sealed record Command(OnboardingForm Form, Caller Caller) : IGuildCommand<OnboardingPayload>
    {
        public ValueTask<Result<OnboardingPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<OnboardingPayload> Decide(GuildTurn turn)
        {
            var guild = turn.State;
            var entry = guild.Enter(Caller, Permissions.ManageGuild | Permissions.ManageRoles, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var before = OnboardingRules.Of(guild);
            if (RefuseUnknown(guild) is { } unknown) return unknown;
            if (RefuseRoles(entry.Value!, before) is { } tooHigh) return tooHigh;
            var after = before with
            {
                Prompts = Form.Prompts.IsPresent ? [.. Form.Prompts.Value.Select(prompt => WithIds(turn, before, prompt))] : before.Prompts,
                DefaultChannelIds = Form.DefaultChannels.Or(before.DefaultChannelIds),
                Enabled = Form.Enabled.Or(before.Enabled),
                Mode = Form.Mode.Or(before.Mode),
            };
            after = after with { BelowRequirements = !OnboardingRules.IsEnough(guild, after) };
            if (after is { Enabled: true, BelowRequirements: true })
                return before.Enabled ? new Failure.OnboardingBelowRequirements() : new Failure.OnboardingNeedsMore();
            var isNew = guild.Documents.Find(OnboardingDocuments.Kind, guild.Id.Number) is null;
            turn.Put(OnboardingDocuments.Kind, guild.Id.Number, after);
            turn.Log("GUILD_ONBOARDING_UPDATE", LogFacts.Guild(turn.GuildId));
            Audit(turn, before, after, isNew);
            return after;
        }

        private Failure? RefuseUnknown(GuildState guild)
        {
            var options = (Form.Prompts.Value ?? []).SelectMany(prompt => prompt.Options).ToArray();
            if (!(Form.DefaultChannels.Value ?? []).Concat(options.SelectMany(option => option.ChannelIds)).All(guild.Channels.ContainsKey))
                return new Failure.UnknownChannel();
            return options.All(option => option.Emoji.Id is not { } emoji || guild.Emojis.ContainsKey(emoji)) ? null : new Failure.UnknownEmoji();
        }

        // A role that an option brought before may stay, whoever saves the form.
        private Failure? RefuseRoles(ActingMember acting, OnboardingPayload before)
        {
            var guild = acting.Guild;
            var known = before.Prompts.SelectMany(prompt => prompt.Options).SelectMany(option => option.RoleIds).ToHashSet();
            foreach (var id in (Form.Prompts.Value ?? []).SelectMany(prompt => prompt.Options).SelectMany(option => option.RoleIds).Distinct())
            {
                if (!guild.Roles.TryGetValue(id, out var role)) return new Failure.UnknownRole();
                if (role.Managed || id == guild.EveryoneRole) return new Failure.InvalidRole();
                if (known.Contains(id)) continue;
                if (!acting.IsAbove(role) || !RoleOrder.CanGrant(acting.Held, Permissions.None, role.Permissions)) return new Failure.MissingPermissions();
            }

            return null;
        }

        // Ids that are known stay; all others are placeholders.
        private static PromptPayload WithIds(GuildTurn turn, OnboardingPayload before, PromptPayload prompt)
        {
            var old = before.Prompts.FirstOrDefault(known => known.Id == prompt.Id);
            return prompt with
            {
                Id = old?.Id ?? new PromptId(turn.NextId()),
                Options =
                [
                    .. prompt.Options.Select(option => option with
                    {
                        Id = old?.Options.Any(known => known.Id == option.Id) == true ? option.Id : new PromptOptionId(turn.NextId()),
                        Emoji = option.Emoji.Id is { } id && turn.State.Emojis[id] is { } emoji ? new SettingsEmojiPayload(id, emoji.Name, emoji.Animated) : option.Emoji,
                    }),
                ],
            };
        }

        private void Audit(GuildTurn turn, OnboardingPayload before, OnboardingPayload after, bool isNew)
        {
            foreach (var prompt in after.Prompts)
            {
                var old = before.Prompts.FirstOrDefault(known => known.Id == prompt.Id);
                var changes = PromptChanges(old, prompt);
                if (changes.Count > 0) turn.Audit(old is null ? AuditAction.OnboardingPromptCreate : AuditAction.OnboardingPromptUpdate, Caller, prompt.Id.ToString(), changes);
            }

            foreach (var gone in before.Prompts.Where(old => after.Prompts.All(prompt => prompt.Id != old.Id)))
                turn.Audit(AuditAction.OnboardingPromptDelete, Caller, gone.Id.ToString(), PromptChanges(gone, null));
            var settings = AuditChange.List(
                AuditChange.Of("enabled", (object)before.Enabled, after.Enabled),
                AuditChange.Of("mode", (object)before.Mode, after.Mode),
                AuditChange.Of("default_channel_ids", Ids(before.DefaultChannelIds), Ids(after.DefaultChannelIds)));
            if (isNew || settings.Count > 0) turn.Audit(isNew ? AuditAction.OnboardingCreate : AuditAction.OnboardingUpdate, Caller, turn.GuildId.ToString(), settings);
        }

        private static IReadOnlyList<AuditChange> PromptChanges(PromptPayload? before, PromptPayload? after) => AuditChange.List(
            AuditChange.Of("id", before?.Id.ToString(), after?.Id.ToString()),
            AuditChange.Of("title", before?.Title, after?.Title),
            AuditChange.Of("options", before?.Options, after?.Options, OnboardingJson.Default.IReadOnlyListPromptOptionPayload),
            AuditChange.Of<object>("single_select", before?.SingleSelect, after?.SingleSelect),
            AuditChange.Of<object>("required", before?.Required, after?.Required),
            AuditChange.Of<object>("in_onboarding", before?.InOnboarding, after?.InOnboarding),
            AuditChange.Of<object>("type", before?.Type, after?.Type));

        private static string Ids(IReadOnlyList<ChannelId> channels) => string.Join(",", channels);
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = OnboardingForm.Read(read.Value!);
        if ((request.Failure ?? read.Value!.Failure) is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, new Command(form, request.Caller), request.Cancel), OnboardingJson.Default.OnboardingPayload);
    }
}
