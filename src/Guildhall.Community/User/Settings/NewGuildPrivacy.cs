using System.Text.Json;
using Guildhall.Community.User.Documents;

namespace Guildhall.Community.User.Settings;

/// <summary>Who has chosen not to be written to by members of new guilds has each new one restricted.</summary>
internal static class NewGuildPrivacy
{
    public static async ValueTask Apply(UserTurn turn, GuildId guild)
    {
        var settings = await SettingsRecord.Of(turn);
        if (!settings.RestrictsNewGuilds()) return;
        var restricted = settings.RestrictedGuilds();
        if (restricted.Contains(guild)) return;
        // Guilds that the user has left make room.
        var ids = restricted.Where(turn.State.Guilds.Contains).Append(guild).Select(id => $"\"{id}\"");
        var after = settings.With([new("restricted_guilds", JsonElement.Parse($"[{string.Join(',', ids)}]"))]);
        await UserDocuments.Put(turn, SettingsRecord.Kind, SettingsRecord.Only, after);
        turn.TellOwnSessions(DispatchCatalogue.UserSettingsUpdate, after.Shown(turn.State.Row), UserJson.Default.JsonElement, peopleOnly: true);
    }
}
