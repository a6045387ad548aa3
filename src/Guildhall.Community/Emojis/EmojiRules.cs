using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Emojis;

/// <summary>The rules that the operations on custom emojis share.</summary>
internal static class EmojiRules
{
    private const int NameMin = 2;
    private const int NameMax = 32;

    /// <summary>Either permission that has to do with emojis.</summary>
    public static bool MaySeeMakers(Permissions held) =>
        (held & (Permissions.CreateGuildExpressions | Permissions.ManageGuildExpressions)) != 0;

    /// <summary>One's own with CREATE_GUILD_EXPRESSIONS, anybody's with MANAGE_GUILD_EXPRESSIONS.</summary>
    public static bool MayChange(ActingMember acting, EmojiPayload emoji) =>
        acting.Has(Permissions.ManageGuildExpressions)
        || (acting.Has(Permissions.CreateGuildExpressions) && emoji.User?.Id == acting.Member.User);

    /// <summary>Notes an error for a name with anything but letters, digits and underscores.</summary>
    public static Optional<string> ReadName(Form form)
    {
        var name = form.Text("name", NameMin, NameMax);
        if (name.IsPresent && !name.Value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
            form.Error("name", "STRING_TYPE_REGEX", "String value did not match validation regex.");
        return name;
    }

    /// <summary>The emoji as this member may see it: who made it is for those who may make some.</summary>
    public static EmojiPayload Shown(EmojiPayload emoji, Permissions held) => MaySeeMakers(held) ? emoji : emoji with { User = null };

    /// <summary>GUILD_EMOJIS_UPDATE with all emojis, without their makers.</summary>
    public static void Tell(GuildTurn turn)
    {
        var all = new EmojisUpdatedPayload(turn.GuildId, [.. turn.State.Emojis.Values.Select(emoji => emoji with { User = null })]);
        turn.Log("GUILD_EMOJIS_UPDATE", LogFacts.Guild(turn.GuildId));
        turn.Tell(DispatchCatalogue.GuildEmojisUpdate, all, EmojiJson.Default.EmojisUpdatedPayload);
    }

    /// <summary>Unknown Role when a role that an emoji is to be kept for does not exist.</summary>
    public static Failure? RefuseRoles(GuildState guild, IReadOnlyList<RoleId> roles) =>
        roles.All(guild.Roles.ContainsKey) ? null : new Failure.UnknownRole();
}
