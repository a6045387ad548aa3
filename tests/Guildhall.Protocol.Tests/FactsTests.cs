using System.Reflection;
using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Protocol.Tests;

/// <summary>Every number that the wire prescribes is the documented one.</summary>
public sealed class FactsTests
{
    [Fact]
    public void The_checked_in_schemas_agree_with_the_whole_document()
    {
        if (Facts.Whole("discord-openapi.json") is not { } whole) return;
        foreach (var schema in Facts.Schemas.EnumerateObject())
            Agrees(schema.Value, whole.GetProperty("components").GetProperty("schemas").GetProperty(schema.Name), schema.Name);
    }

    [Fact]
    public void The_checked_in_tables_agree_with_the_whole_document()
    {
        if (Facts.Whole("gateway-facts.json") is { } whole) Agrees(Facts.Gateway, whole, "facts");
    }

    [Fact]
    public void Every_documented_permission_has_its_bit()
    {
        var all = Permissions.None;
        foreach (var flag in Facts.Gateway.GetProperty("permissions").GetProperty("flags").EnumerateArray())
        {
            var permission = (Permissions)(1UL << flag.GetProperty("bit").GetInt32());
            Facts.WireName(permission.ToString()).ShouldBe(flag.GetProperty("name").GetString());
            all |= permission;
        }

        Permissions.All.ShouldBe(all);
    }

    [Fact]
    public void Permissions_without_a_kind_of_channel_are_those_of_the_guild_alone()
    {
        foreach (var flag in Facts.Gateway.GetProperty("permissions").GetProperty("flags").EnumerateArray())
        {
            var permission = (Permissions)(1UL << flag.GetProperty("bit").GetInt32());
            PermissionMath.OfGuildAlone.Has(permission).ShouldBe(flag.GetProperty("channels").GetArrayLength() == 0, permission.ToString());
        }
    }

    [Fact]
    public void What_a_timeout_leaves_and_what_silence_takes_are_as_documented()
    {
        var rules = Facts.Gateway.GetProperty("permissions").GetProperty("rules");
        Named(rules.GetProperty("timed_out_member_keeps")).ShouldBe(PermissionMath.KeptInTimeout);
        Named(rules.GetProperty("implicit").GetProperty("no SEND_MESSAGES")).ShouldBe(PermissionMath.NeedingSend);
    }

    [Fact]
    public void Every_documented_intent_has_its_bit()
    {
        var (all, privileged) = (Intents.None, Intents.None);
        foreach (var entry in Facts.Gateway.GetProperty("gateway").GetProperty("intents").EnumerateArray())
        {
            var intent = (Intents)(1 << entry.GetProperty("bit").GetInt32());
            Facts.WireName(intent.ToString()).ShouldBe(entry.GetProperty("name").GetString());
            all |= intent;
            if (entry.GetProperty("privileged").GetBoolean()) privileged |= intent;
        }

        Intents.All.ShouldBe(all);
        Intents.Privileged.ShouldBe(privileged);
    }

    /// <summary>Direct messages have no feature yet: their intents join an event together with it.</summary>
    [Fact]
    public void Every_dispatch_is_documented_and_needs_the_documented_intents()
    {
        var documented = Facts.Gateway.GetProperty("gateway").GetProperty("receive_events").EnumerateArray()
            .ToDictionary(entry => entry.GetProperty("name").GetString()!, IntentsOf);
        string[] forPeople = // of the user API, which is not in this table
        [
            "MESSAGE_ACK", "CHANNEL_RECIPIENT_ADD", "CHANNEL_RECIPIENT_REMOVE", "CHANNEL_PINS_ACK", "RECENT_MENTION_DELETE",
            "RELATIONSHIP_ADD", "RELATIONSHIP_UPDATE", "RELATIONSHIP_REMOVE", "USER_NOTE_UPDATE", "USER_GUILD_SETTINGS_UPDATE",
            "USER_SETTINGS_UPDATE", "SESSIONS_REPLACE",
            "GUILD_JOIN_REQUEST_CREATE", "GUILD_JOIN_REQUEST_UPDATE", "GUILD_JOIN_REQUEST_DELETE",
            "NOTIFICATION_CENTER_ITEM_CREATE", "USER_APPLICATION_UPDATE", "USER_APPLICATION_REMOVE",
            "INTERACTION_SUCCESS", "INTERACTION_FAILURE", "INTERACTION_MODAL_CREATE", "APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE",
            "OAUTH2_TOKEN_CREATE", "OAUTH2_TOKEN_DELETE", "GUILD_APPLICATION_COMMAND_INDEX_UPDATE",
            "PASSIVE_UPDATE_V1", "PASSIVE_UPDATE_V2", "GUILD_MEMBER_LIST_UPDATE",
            "CALL_CREATE", "CALL_UPDATE", "CALL_DELETE", "STREAM_CREATE", "STREAM_UPDATE", "STREAM_DELETE",
            "GUILD_REPORT_UPDATE", // of this house
            // Documented since the table was made.
            "GUILD_SCHEDULED_EVENT_EXCEPTION_CREATE", "GUILD_SCHEDULED_EVENT_EXCEPTION_UPDATE", "GUILD_SCHEDULED_EVENT_EXCEPTION_DELETE",
        ];
        foreach (var dispatch in Dispatches())
        {
            if (forPeople.Contains(dispatch.Name)) continue;
            documented.ShouldContainKey(dispatch.Name);
            var direct = Intents.DirectMessages | Intents.DirectMessageReactions | Intents.DirectMessageTyping | Intents.DirectMessagePolls;
            (dispatch.AnyOf | direct).ShouldBe(documented[dispatch.Name] | direct, dispatch.Name);
            (dispatch.AnyOf & ~documented[dispatch.Name]).ShouldBe(Intents.None, dispatch.Name);
        }
    }

    [Fact]
    public void No_dispatch_is_listed_twice() => Dispatches().Select(dispatch => dispatch.Name).ShouldBeUnique();

    [Fact]
    public void Opcodes_are_the_documented_ones()
    {
        var documented = Facts.Gateway.GetProperty("gateway").GetProperty("opcodes").EnumerateArray()
            .ToDictionary(entry => entry.GetProperty("op").GetInt32(), entry => Squeezed(entry.GetProperty("name").GetString()!));
        // Those of people's clients are not in the document.
        GatewayOpcode[] forPeople =
        [
            GatewayOpcode.GuildSubscriptions, GatewayOpcode.SearchRecentMembers, GatewayOpcode.GuildSubscriptionsBulk, GatewayOpcode.CallConnect,
            GatewayOpcode.StreamCreate, GatewayOpcode.StreamDelete, GatewayOpcode.StreamWatch, GatewayOpcode.StreamSetPaused,
        ];
        var all = Enum.GetValues<GatewayOpcode>().Except(forPeople).ToArray();
        foreach (var opcode in all) documented[(int)opcode].ShouldBe(Squeezed(opcode.ToString()));
        all.Length.ShouldBe(documented.Count);
    }

    [Fact]
    public void Close_codes_are_the_documented_ones()
    {
        var documented = Numbers(Facts.Gateway.GetProperty("gateway").GetProperty("close_codes"));
        foreach (var code in Enum.GetValues<GatewayCloseCode>())
            if ((int)code >= 4000) documented.ShouldContain((int)code);
    }

    [Fact]
    public void Every_failure_has_a_documented_code_and_a_status_of_an_error()
    {
        var documented = Numbers(Facts.Gateway.GetProperty("json_error_codes"));
        int[] ofFriendship = [80000, 80001, 80002, 80003, 80006, 80007]; // of people's clients, which the document leaves out
        const int ownsGuilds = 40011; // of the end of a person's account, likewise
        documented = [.. documented, .. ofFriendship, ownsGuilds];
        foreach (var kind in typeof(Failure).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(Failure))))
        {
            var constructor = kind.GetConstructors().Single();
            var failure = (Failure)constructor.Invoke([.. constructor.GetParameters().Select(parameter => Samples.Full(parameter.ParameterType))]);
            documented.ShouldContain(failure.Code, kind.Name);
            // An index that is being built is no error: the document has a 202 for it.
            failure.Status.ShouldBeInRange(kind == typeof(Failure.IndexNotAvailable) ? 202 : 400, 599, kind.Name);
            failure.Message.ShouldNotBeNullOrWhiteSpace();
        }
    }

    [Fact]
    public void Limits_are_the_documented_ones()
    {
        Documented("message", "content_characters").ShouldBe(Limits.ContentMax);
        Documented("message", "nonce_characters").ShouldBe(Limits.NonceMax);
        Documented("message", "embeds").ShouldBe(Limits.EmbedsPerMessage);
        Documented("message", "embed_characters_total").ShouldBe(Limits.EmbedCharactersPerMessage);
        Documented("message", "attachments").ShouldBe(Limits.AttachmentsPerMessage);
        Documented("message", "attachment_description_characters").ShouldBe(Limits.AttachmentDescriptionMax);
        Documented("message", "reactions").ShouldBe(Limits.ReactionsPerMessage);
        Documented("message", "pins_per_channel").ShouldBe(Limits.PinsPerChannel);
        Documented("message", "request_bytes").ShouldBe(Limits.UploadRequestBytes);
        Documented("message", "file_bytes_default").ShouldBe(Limits.FileBytes);
        Documented("message", "allowed_mentions_users").ShouldBe(Limits.AllowedMentions);
        Documented("message", "bulk_delete", "min").ShouldBe(Limits.BulkDeleteMin);
        Documented("message", "bulk_delete", "max").ShouldBe(Limits.BulkDeleteMax);
        Documented("message", "bulk_delete", "max_age_days").ShouldBe(Limits.BulkDeleteMaxAgeDays);
        Documented("message", "history_page", "max").ShouldBe(Limits.HistoryPageMax);
        Documented("message", "history_page", "default").ShouldBe(Limits.HistoryPageDefault);
        Range("guild", "name").ShouldBe((Limits.GuildNameMin, Limits.GuildNameMax));
        Documented("guild", "guilds_per_user").ShouldBe(Limits.GuildsPerUser);
        Documented("guild", "channels").ShouldBe(Limits.ChannelsPerGuild);
        Documented("guild", "channels_per_category").ShouldBe(Limits.ChannelsPerCategory);
        Documented("guild", "roles").ShouldBe(Limits.RolesPerGuild);
        Documented("guild", "role_name").ShouldBe(Limits.RoleNameMax);
        Documented("guild", "bans_bulk").ShouldBe(Limits.BulkBanUsers);
        Range("guild", "ban_delete_message_seconds").Max.ShouldBe(Limits.BanDeleteMessageMaxSeconds);
        Documented("guild", "emoji_bytes").ShouldBe(Limits.EmojiImageBytes);
        Documented("guild", "invites").ShouldBe(Limits.InvitesPerGuild);
        Range("guild", "nickname").Max.ShouldBe(Limits.NicknameMax);
        Range("guild", "members_page").Max.ShouldBe(Limits.MembersPageMax);
        Documented("guild", "permission_overwrites_per_channel").ShouldBe(Limits.OverwritesPerChannel);
        Documented("guild", "timeout_max_days").ShouldBe(Limits.TimeoutMaxDays);
        Range("channel", "name").Max.ShouldBe(Limits.ChannelNameMax);
        Documented("channel", "topic").ShouldBe(Limits.ChannelTopicMax);
        Range("channel", "slowmode_seconds").Max.ShouldBe(Limits.SlowmodeMaxSeconds);
        Range("channel", "invite_max_age_seconds").Max.ShouldBe(Limits.InviteMaxAgeSeconds);
        Range("channel", "invite_max_uses").Max.ShouldBe(Limits.InviteMaxUses);
        Range("user", "username").ShouldBe((Limits.UsernameMin, Limits.UsernameMax));
        Range("audit_log", "reason").Max.ShouldBe(Limits.AuditReasonMax);
        Range("audit_log", "page").Max.ShouldBe(Limits.AuditPageMax);
        Documented("audit_log", "kept_days").ShouldBe(Limits.AuditKeptDays);
    }

    [Fact]
    public void The_gateways_limits_are_the_documented_ones()
    {
        var limits = Facts.Gateway.GetProperty("gateway").GetProperty("limits");
        At(limits, "client_payload_max_bytes", "value").ShouldBe(Limits.GatewayPayloadBytes);
        At(limits, "client_events", "count").ShouldBe(Limits.GatewayEventsPerWindow);
        At(limits, "client_events", "per_seconds").ShouldBe(Limits.GatewayEventWindowSeconds);
        At(limits, "large_threshold", "min").ShouldBe(Limits.LargeThresholdMin);
        At(limits, "large_threshold", "max").ShouldBe(Limits.LargeThresholdMax);
        At(limits, "request_guild_members", "members_per_chunk").ShouldBe(Limits.MembersPerChunk);
        At(limits, "request_guild_members", "query_result_max").ShouldBe(Limits.RequestMembersByQueryMax);
        At(limits, "request_guild_members", "nonce_max_bytes").ShouldBe(Limits.RequestMembersNonceBytes);
    }

    private static IEnumerable<GatewayEvent> Dispatches() =>
        typeof(DispatchCatalogue).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetValue(null)).OfType<GatewayEvent>();

    private static Intents IntentsOf(JsonElement entry) => entry.TryGetProperty("intents", out var names)
        ? names.EnumerateArray().Aggregate(Intents.None, (all, name) => all | Enum.GetValues<Intents>().Single(intent => Facts.WireName(intent.ToString()) == name.GetString()))
        : Intents.None;

    private static Permissions Named(JsonElement names) => names.EnumerateArray()
        .Aggregate(Permissions.None, (all, name) => all | Enum.GetValues<Permissions>().Single(one => Facts.WireName(one.ToString()) == name.GetString()));

    private static HashSet<int> Numbers(JsonElement list) => [.. list.EnumerateArray().Select(entry => entry.GetProperty("code").GetInt32())];

    private static string Squeezed(string name) => name.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();

    private static long Documented(params string[] path) => At(Facts.Gateway.GetProperty("limits"), path);

    private static (long Min, long Max) Range(params string[] path)
    {
        var range = path.Aggregate(Facts.Gateway.GetProperty("limits"), (at, name) => at.GetProperty(name));
        return (range[0].GetInt64(), range[1].GetInt64());
    }

    private static long At(JsonElement at, params string[] path) => path.Aggregate(at, (here, name) => here.GetProperty(name)).GetInt64();

    /// <summary>Everything in the part is the same in the whole, which may hold more.</summary>
    private static void Agrees(JsonElement part, JsonElement whole, string path)
    {
        whole.ValueKind.ShouldBe(part.ValueKind, path);
        if (part.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in part.EnumerateObject()) Agrees(property.Value, whole.GetProperty(property.Name), $"{path}.{property.Name}");
        }
        else if (part.ValueKind == JsonValueKind.Array)
        {
            whole.GetArrayLength().ShouldBe(part.GetArrayLength(), path);
            for (var index = 0; index < part.GetArrayLength(); index++) Agrees(part[index], whole[index], $"{path}[{index}]");
        }
        else
        {
            JsonElement.DeepEquals(part, whole).ShouldBeTrue(path);
        }
    }
}
