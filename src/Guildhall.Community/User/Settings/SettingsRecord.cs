using System.Text.Json;
using Guildhall.Community.User.Documents;
using Guildhall.Storage.Users;

namespace Guildhall.Community.User.Settings;

/// <summary>What a user has set, by the names of <see cref="SettingsTable"/>; the rest is as the table says.</summary>
public sealed record SettingsRecord(IReadOnlyDictionary<string, JsonElement> Fields)
{
    public static readonly SettingsRecord Untouched = new(new Dictionary<string, JsonElement>());

    internal static readonly UserDocumentKind<SettingsRecord> Kind = new("settings", UserJson.Default.SettingsRecord);

    /// <summary>Where the one record of the kind is.</summary>
    internal const ulong Only = 0;

    /// <summary>Guilds whose members may not write to the user for that alone.</summary>
    public IReadOnlySet<GuildId> RestrictedGuilds() =>
        Fields.TryGetValue("restricted_guilds", out var ids) ? ids.EnumerateArray().Select(IdOf).ToHashSet() : new HashSet<GuildId>();

    public bool RestrictsNewGuilds() => Fields.TryGetValue("default_guilds_restricted", out var flag) && flag.ValueKind == JsonValueKind.True;

    /// <summary>True when somebody may ask the user for friendship.</summary>
    public bool MayBeAsked(bool hasMutualFriend, bool hasMutualGuild)
    {
        if (!Fields.TryGetValue("friend_source_flags", out var sources)) return true;
        return Is("all") || (hasMutualFriend && Is("mutual_friends")) || (hasMutualGuild && Is("mutual_guilds"));

        bool Is(string source) => sources.TryGetProperty(source, out var flag) && flag.ValueKind == JsonValueKind.True;
    }

    public SettingsRecord With(IEnumerable<KeyValuePair<string, JsonElement>> changes)
    {
        Dictionary<string, JsonElement> fields = new(Fields);
        foreach (var (name, value) in changes) fields[name] = value;
        return new SettingsRecord(fields);
    }

    /// <summary>The settings as the wire shows them.</summary>
    public JsonElement Shown(UserRow row)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(2_048);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var field in SettingsTable.All)
            {
                json.WritePropertyName(field.Name);
                Fields.GetValueOrDefault(field.Name, field.Default).WriteTo(json);
            }

            json.WriteString("status", row.Status);
            json.WriteString("locale", row.Locale);
            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    /// <summary>The settings in a user's actor.</summary>
    internal static async ValueTask<SettingsRecord> Of(UserTurn turn) =>
        (await UserDocuments.Of(turn, Kind)).GetValueOrDefault(Only) ?? Untouched;

    /// <summary>The settings of a user as they are stored; for decisions on others.</summary>
    internal static async ValueTask<SettingsRecord> Stored(IUserStore store, UserId user) =>
        await store.UserDocuments(user, Kind.Name, CancellationToken.None) is [var row, ..]
            ? JsonSerializer.Deserialize(row.Data.Span, UserJson.Default.SettingsRecord) ?? Untouched
            : Untouched;

    private static GuildId IdOf(JsonElement text) => Snowflake.TryParse(text.GetString(), out var id) ? new GuildId(id) : default;
}
