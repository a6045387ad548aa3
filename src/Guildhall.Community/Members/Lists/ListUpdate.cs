using System.Buffers;
using System.Text.Json;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;
using Guildhall.Community.Presence;

namespace Guildhall.Community.Members.Lists;

/// <summary>Writes GUILD_MEMBER_LIST_UPDATE. What a row shows of a member is encoded once for all who are told together.</summary>
internal sealed class ListUpdate(GuildState state)
{
    private static readonly string[] Names = ["SYNC", "INSERT", "UPDATE", "DELETE", "INVALIDATE"];

    // A page of a hundred is more than what the collector moves: a buffer of its own for each would be garbage for long.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? scratch;
    private readonly Dictionary<ulong, byte[]> _members = [];

    /// <summary>Members encoded so far.</summary>
    public int Encoded => _members.Count;

    public RelayEvent Encode(MemberList list, IReadOnlyList<ListOp> ops)
    {
        var groups = list.Groups();
        var body = scratch ??= new ArrayBufferWriter<byte>(16 * 1_024);
        body.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(body, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("guild_id"u8, state.Id.ToString());
            json.WriteString("id"u8, list.Id);
            json.WriteNumber("member_count"u8, state.Members.Count);
            json.WriteNumber("online_count"u8, state.Presences.Count);
            json.WriteStartArray("groups"u8);
            foreach (var group in groups) WriteGroup(json, group);
            json.WriteEndArray();
            json.WriteStartArray("ops"u8);
            foreach (var op in ops) Write(json, op, groups);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return new RelayEvent(DispatchCatalogue.GuildMemberListUpdate.Name, DispatchCatalogue.GuildMemberListUpdate.AnyOf, body.WrittenMemory.ToArray());
    }

    private void Write(Utf8JsonWriter json, ListOp op, ListGroup[] groups)
    {
        json.WriteStartObject();
        json.WriteString("op"u8, Names[(int)op.Kind]);
        if (op.Kind is ListOpKind.Sync or ListOpKind.Invalidate)
        {
            json.WriteStartArray("range"u8);
            json.WriteNumberValue(op.Index);
            json.WriteNumberValue(op.Last);
            json.WriteEndArray();
        }
        else
        {
            json.WriteNumber("index"u8, op.Index);
        }

        if (op.Kind == ListOpKind.Sync)
        {
            json.WriteStartArray("items"u8);
            foreach (var row in op.Rows) WriteItem(json, row, groups);
            json.WriteEndArray();
        }
        else if (op.Rows.Length > 0)
        {
            json.WritePropertyName("item"u8);
            WriteItem(json, op.Rows[0], groups);
        }

        json.WriteEndObject();
    }

    private void WriteItem(Utf8JsonWriter json, ListRow row, ListGroup[] groups)
    {
        json.WriteStartObject();
        if (row.IsGroup)
        {
            json.WritePropertyName("group"u8);
            WriteGroup(json, Array.Find(groups, group => group.Id == row.Id));
        }
        else
        {
            json.WritePropertyName("member"u8);
            json.WriteRawValue(MemberOf(row.Id), skipInputValidation: true);
        }

        json.WriteEndObject();
    }

    private static void WriteGroup(Utf8JsonWriter json, ListGroup group)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, ListRow.NameOf(group.Id));
        json.WriteNumber("count"u8, group.Count);
        json.WriteEndObject();
    }

    // A guild member with its presence.
    private byte[] MemberOf(ulong id)
    {
        if (_members.TryGetValue(id, out var known)) return known;
        var user = new UserId(id);
        var member = JsonSerializer.SerializeToUtf8Bytes(state.ShownMember(user)!, PayloadJson.Default.MemberPayload);
        var presence = JsonSerializer.SerializeToUtf8Bytes(state.ShownPresence(user), PayloadJson.Default.PresencePayload);
        byte[] item = [.. member.AsSpan(..^1), .. ",\"presence\":"u8, .. presence, (byte)'}'];
        return _members[id] = item;
    }
}
