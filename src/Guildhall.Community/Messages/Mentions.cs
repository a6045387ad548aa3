using Guildhall.Community.Guild;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Messages;

/// <summary>Whom a message notifies: what its content mentions, as far as the author wants and may, and as far as it is there.</summary>
public sealed record Mentions(IReadOnlyList<UserId> Users, IReadOnlyList<RoleId> Roles, bool Everyone)
{
    /// <summary>Decides for a content in a channel.</summary>
    /// <param name="entered">The channel with what the author may do there.</param>
    /// <param name="author">Who writes.</param>
    /// <param name="content">The text.</param>
    /// <param name="allowed">Null for everything.</param>
    /// <param name="repliedTo">The message that is answered, if any.</param>
    public static Mentions Of(EnteredChannel entered, UserId author, string content, AllowedMentions? allowed, StoredMessage? repliedTo)
    {
        allowed ??= AllowedMentions.Everything;
        var said = MentionText.Read(content);
        var mayMentionAll = entered.Has(Permissions.MentionEveryone);
        var guild = entered.Guild;
        List<UserId>? users = null;
        if (repliedTo is not null && allowed.RepliedUser && repliedTo.Author != author && guild.Members.ContainsKey(repliedTo.Author))
            users = [repliedTo.Author];
        foreach (var user in said.Users)
        {
            if (!allowed.Allows(user) || !guild.Members.ContainsKey(user) || users?.Contains(user) == true) continue;
            (users ??= []).Add(user);
        }

        List<RoleId>? roles = null;
        foreach (var id in said.Roles)
        {
            if (id == guild.EveryoneRole || !guild.Roles.TryGetValue(id, out var role)) continue;
            if (allowed.Allows(id) && (role.Mentionable || mayMentionAll)) (roles ??= []).Add(id);
        }

        return new Mentions(
            users ?? (IReadOnlyList<UserId>)[], roles ?? (IReadOnlyList<RoleId>)[], said.Everyone && mayMentionAll && allowed.ParseEveryone);
    }
}
