using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Messages;
using Guildhall.Storage.Users;

namespace Guildhall.Storage.Sqlite;

/// <summary>Generated JSON of the records that are stored as documents.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(UserPayload))]
[JsonSerializable(typeof(UserRow))]
[JsonSerializable(typeof(ApplicationRow))]
[JsonSerializable(typeof(GuildPayload))]
[JsonSerializable(typeof(ChannelPayload))]
[JsonSerializable(typeof(ThreadMemberRow))]
[JsonSerializable(typeof(RolePayload))]
[JsonSerializable(typeof(MemberRow))]
[JsonSerializable(typeof(BanRow))]
[JsonSerializable(typeof(InviteRow))]
[JsonSerializable(typeof(EmojiPayload))]
[JsonSerializable(typeof(AuditRow))]
[JsonSerializable(typeof(MessageExtra))]
[JsonSerializable(typeof(PrivateChannelRow))]
[JsonSerializable(typeof(RecipientRow))]
[JsonSerializable(typeof(RelationRow))]
[JsonSerializable(typeof(AuthorizationRow))]
[JsonSerializable(typeof(CodeRow))]
internal sealed partial class StoreJson : JsonSerializerContext;

/// <summary>The documents of the store: one JSON shape for each kind of row.</summary>
internal static class Documents
{
    private static readonly JsonSerializerOptions Options = new(StoreJson.Default.Options)
    {
        Converters = { new CommonTexts() },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // never shown as it is, so letters stay letters
        TypeInfoResolver = StoreJson.Default.WithAddedModifier(LeaveOutTheProfile),
    };

    public static readonly JsonTypeInfo<UserPayload> Profile = Of<UserPayload>();

    /// <summary>A user without the profile, which has a column of its own.</summary>
    public static readonly JsonTypeInfo<UserRow> Account = Of<UserRow>();

    public static readonly JsonTypeInfo<ApplicationRow> Application = Of<ApplicationRow>();
    public static readonly JsonTypeInfo<AuthorizationRow> Authorization = Of<AuthorizationRow>();
    public static readonly JsonTypeInfo<CodeRow> Code = Of<CodeRow>();
    public static readonly JsonTypeInfo<GuildPayload> Guild = Of<GuildPayload>();
    public static readonly JsonTypeInfo<ChannelPayload> Channel = Of<ChannelPayload>();
    public static readonly JsonTypeInfo<ThreadMemberRow> ThreadMember = Of<ThreadMemberRow>();
    public static readonly JsonTypeInfo<RolePayload> Role = Of<RolePayload>();
    public static readonly JsonTypeInfo<MemberRow> Member = Of<MemberRow>();
    public static readonly JsonTypeInfo<BanRow> Ban = Of<BanRow>();
    public static readonly JsonTypeInfo<InviteRow> Invite = Of<InviteRow>();
    public static readonly JsonTypeInfo<EmojiPayload> Emoji = Of<EmojiPayload>();
    public static readonly JsonTypeInfo<AuditRow> Audit = Of<AuditRow>();
    public static readonly JsonTypeInfo<MessageExtra> Extra = Of<MessageExtra>();
    public static readonly JsonTypeInfo<PrivateChannelRow> PrivateChannel = Of<PrivateChannelRow>();
    public static readonly JsonTypeInfo<RecipientRow> Recipient = Of<RecipientRow>();
    public static readonly JsonTypeInfo<RelationRow> Relation = Of<RelationRow>();

    /// <summary>Binds a record as JSON.</summary>
    public static Statement BindDocument<T>(this Statement statement, int parameter, T? document, JsonTypeInfo<T> shape)
        where T : class =>
        document is null
            ? statement.BindNull(parameter)
            : statement.BindText(parameter, JsonSerializer.SerializeToUtf8Bytes(document, shape));

    /// <summary>Reads a record from a column of JSON.</summary>
    public static T Document<T>(this Statement statement, int column, JsonTypeInfo<T> shape)
        where T : class =>
        JsonSerializer.Deserialize(statement.Bytes(column), shape)
        ?? throw new JsonException($"A stored {typeof(T).Name} is null.");

    private static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    private static void LeaveOutTheProfile(JsonTypeInfo shape)
    {
        if (shape.Type != typeof(UserRow)) return;
        var profile = shape.Properties.Single(property => property.PropertyType == typeof(UserPayload));
        profile.IsRequired = false;
        profile.ShouldSerialize = static (_, _) => false;
    }
}
