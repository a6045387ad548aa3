using System.Text.Json;
using Guildhall.Community.Edge;

namespace Guildhall.Community.PrivateChannels;

/// <summary>The nicks of a new group's recipients: an object of texts by user id.</summary>
internal static class GroupNicks
{
    public static IReadOnlyDictionary<UserId, string> Read(Form form)
    {
        Dictionary<UserId, string> nicks = [];
        if (form.Part("nicks") is not { } part) return nicks;
        var given = form.Raw("nicks");
        if (given.EnumerateObject().Count() > Limits.GroupRecipients)
        {
            form.Error("nicks", "BASE_TYPE_MAX_LENGTH", $"Must be {Limits.GroupRecipients} or fewer in length.");
            return nicks;
        }

        foreach (var field in given.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.Null) continue;
            if (!Snowflake.TryParse(field.Name, out var user)) part.Error(field.Name, "NUMBER_TYPE_COERCE", $"Value \"{field.Name}\" is not snowflake.");
            else if (part.Text(field.Name, 1, Limits.NicknameMax).Value is { Length: > 0 } nick) nicks[new UserId(user)] = nick;
        }

        return nicks;
    }
}
