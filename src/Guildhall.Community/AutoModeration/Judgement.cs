using Guildhall.Community.AutoModeration.Matching;
using Guildhall.Community.Guild;
using Guildhall.Community.Messages;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.AutoModeration;

/// <summary>The rules that something a member wrote or did has set off; found before anything is stored, carried out in the same turn.</summary>
internal sealed class Judgement
{
    private readonly IReadOnlyList<(AutoModerationRule Rule, RuleMatch Match)> _broken;

    private bool _isOfTitle;

    private Judgement(UserId author, ChannelId? channel, string content, IReadOnlyList<(AutoModerationRule Rule, RuleMatch Match)> broken) =>
        (Author, Channel, Content, _broken) = (author, channel, content, broken);

    public UserId Author { get; }

    public ChannelId? Channel { get; }

    /// <summary>Everything the author wrote, as the rules saw it.</summary>
    public string Content { get; }

    /// <summary>The rules that were set off, in the order of their ids, with what did so.</summary>
    public IReadOnlyList<(AutoModerationRule Rule, RuleMatch Match)> Broken => _broken;

    /// <summary>Why the message may not be; null when it may.</summary>
    public Failure? Refusal
    {
        get
        {
            var block = _broken.SelectMany(broken => broken.Rule.Actions).Where(action => action.Type == RuleActionType.BlockMessage).ToArray();
            if (block.Length == 0) return null;
            var custom = block.Select(action => action.Metadata.CustomMessage).FirstOrDefault(message => !string.IsNullOrEmpty(message));
            return _isOfTitle ? new Failure.TitleBlockedByAutoModeration(custom) : new Failure.BlockedByAutoModeration(custom);
        }
    }

    /// <summary>Carries out the rules' actions for a message that does not come to be; answers why not.</summary>
    public Failure Refuse(GuildTurn turn, Failure why)
    {
        turn.KeepThoughRefused();
        RuleActions.Execute(turn, this, null);
        return why;
    }

    /// <summary>Carries out the rules' actions for what they let be: a message, or a title (null).</summary>
    public void Execute(GuildTurn turn, MessageId? message) => RuleActions.Execute(turn, this, message);

    /// <summary>Looks at a message before it is stored; null when no rule minds.</summary>
    /// <param name="turn">The guild's turn; nothing is changed in it yet.</param>
    /// <param name="entered">Where the author wants to write, with what it may do there.</param>
    /// <param name="message">The message as it would be.</param>
    /// <param name="isNew">False for an edit, which is no repetition and no raid.</param>
    /// <param name="more">Texts of the message beside its content and embeds, such as those of a poll.</param>
    public static async ValueTask<Judgement?> OfMessage(
        GuildTurn turn, EnteredChannel entered, StoredMessage message, bool isNew = true, IEnumerable<string>? more = null)
    {
        if (await turn.AutoModeration.Rules(turn.State) is not { } rules) return null;
        // Webhooks write in no member's name; whoever may make one is trusted with what it says.
        if (!turn.State.Members.TryGetValue(message.Author, out var author) || IsExempt(turn.State, author)) return null;
        var asked = Asked(rules, turn.State, entered.Channel, author);
        if (!asked.Contains(true)) return null;
        string[] texts = [message.Content, .. (message.Extra?.Embeds ?? []).SelectMany(TextsOf), .. ComponentTree.Words(message.Extra?.Components), .. more ?? []];
        List<RuleMatch> matches = [];
        foreach (var text in texts) rules.Match(text, asked, matches);
        MatchBehaviour(turn, rules, entered, message, isNew, asked, matches);
        return Of(rules, message.Author, message.Channel, texts, matches);
    }

    /// <summary>Looks at the title that a member gives a thread; null when no rule minds.</summary>
    public static async ValueTask<Judgement?> OfTitle(GuildTurn turn, ChannelPayload place, UserId user, string title)
    {
        if (await turn.AutoModeration.Rules(turn.State) is not { } rules) return null;
        if (!turn.State.Members.TryGetValue(user, out var author) || IsExempt(turn.State, author)) return null;
        List<RuleMatch> matches = [];
        rules.Match(title, Asked(rules, turn.State, place, author), matches);
        if (Of(rules, user, place.Id, [title], matches) is not { } judgement) return null;
        judgement._isOfTitle = true;
        return judgement;
    }

    /// <summary>Looks at the names that a member goes by; null when no rule minds.</summary>
    public static async ValueTask<Judgement?> OfProfile(GuildTurn turn, MemberRow member)
    {
        if (await turn.AutoModeration.Rules(turn.State) is not { } rules) return null;
        if (IsExempt(turn.State, member)) return null;
        var asked = rules.Rules.Select(rule => rule.EventType == RuleEvent.MemberUpdate && !rule.ExemptRoles.Any(member.Roles.Contains)).ToArray();
        if (!asked.Contains(true)) return null;
        var user = turn.State.Users.GetValueOrDefault(member.User);
        string[] texts = [.. ((string?[])[member.Nick, user?.GlobalName, user?.Username, member.Bio]).OfType<string>()];
        List<RuleMatch> matches = [];
        foreach (var text in texts) rules.Match(text, asked, matches);
        return Of(rules, member.User, null, texts, matches);
    }

    /// <summary>Whoever manages the guild is not looked at.</summary>
    public static bool IsExempt(GuildState guild, MemberRow member) =>
        (guild.PermissionsOf(member, DateTimeOffset.MaxValue) & Permissions.ManageGuild) != 0;

    private static Judgement? Of(RuleSet rules, UserId author, ChannelId? channel, string[] texts, List<RuleMatch> matches)
    {
        if (matches.Count == 0) return null;
        AutoModerationMetrics.RulesSetOff.Add(matches.Count);
        return new Judgement(
            author,
            channel,
            string.Join('\n', texts.Where(text => text.Length > 0)),
            [.. matches.OrderBy(match => match.Rule).Select(match => (rules.Rules[match.Rule], match))]);
    }

    private static bool[] Asked(RuleSet rules, GuildState guild, ChannelPayload place, MemberRow author)
    {
        var parent = place.ParentId;
        var grandparent = parent is { } id && guild.Channels.TryGetValue(id, out var above) ? above.ParentId : null;
        return
        [
            .. rules.Rules.Select(rule =>
                rule.EventType == RuleEvent.MessageSend
                && !rule.ExemptChannels.Any(channel => channel == place.Id || channel == parent || channel == grandparent)
                && !rule.ExemptRoles.Any(author.Roles.Contains)),
        ];
    }

    // What no word says: the same again and again, and mentions of many.
    private static void MatchBehaviour(
        GuildTurn turn, RuleSet rules, EnteredChannel entered, StoredMessage message, bool isNew, bool[] asked, List<RuleMatch> matches)
    {
        for (var index = 0; index < asked.Length; index++)
        {
            if (!asked[index]) continue;
            var rule = rules.Rules[index];
            var isBroken = rule.TriggerType switch
            {
                TriggerType.Spam => IsSpam(turn, entered, message, isNew),
                TriggerType.MentionSpam => IsMentionSpam(turn, rule.TriggerMetadata, message, isNew),
                _ => false,
            };
            if (isBroken) matches.Add(new RuleMatch(index, null, null));
        }
    }

    private static bool IsSpam(GuildTurn turn, EnteredChannel entered, StoredMessage message, bool isNew) =>
        SpamMemory.LooksLikeSpam(message.Text(), entered.Has(Permissions.MentionEveryone))
        || (isNew && turn.AutoModeration.Spam.IsRepeated(message.Author, message.Text(), turn.Now));

    private static bool IsMentionSpam(GuildTurn turn, TriggerMetadata metadata, StoredMessage message, bool isNew)
    {
        var said = MentionText.Read(message.Text());
        var mentions = said.Users.Count + said.Roles.Count;
        var isRaid = isNew && metadata.MentionRaidProtectionEnabled == true
            && turn.AutoModeration.Raid.IsRaid(message.Author, mentions, turn.Now);
        return isRaid || mentions > (metadata.MentionTotalLimit ?? Limits.MentionTotalLimitDefault);
    }

    private static IEnumerable<string> TextsOf(EmbedPayload embed) =>
        ((string?[])[embed.Title, embed.Description, embed.Author?.Name, embed.Footer?.Text, embed.Url]).OfType<string>()
            .Concat((embed.Fields ?? []).SelectMany(field => (string[])[field.Name, field.Value]));
}
