using System.Text.Json;
using Guildhall.Protocol;
using Guildhall.Storage.EventLog;

namespace Guildhall.Community.Workers;

/// <summary>The ids that an entry of the log names; those that it does not name are null.</summary>
public readonly record struct LoggedIds(ChannelId? Channel, MessageId? Message, UserId? User, RoleId? Role)
{
    /// <summary>Reads the payload of an entry. A malformed one names nothing.</summary>
    public static LoggedIds Of(LogEntry entry)
    {
        var ids = default(LoggedIds);
        var reader = new Utf8JsonReader(entry.Payload.Span);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1) continue;
                ids = ids.With(ref reader);
            }
        }
        catch (JsonException)
        {
            return default;
        }

        return ids;
    }

    private LoggedIds With(ref Utf8JsonReader reader)
    {
        var isChannel = reader.ValueTextEquals("channel_id"u8);
        var isMessage = reader.ValueTextEquals("id"u8);
        var isUser = reader.ValueTextEquals("user_id"u8);
        var isRole = reader.ValueTextEquals("role_id"u8);
        if (!reader.Read() || reader.TokenType != JsonTokenType.String || !Snowflake.TryParse(reader.GetString(), out var id)) return this;
        if (isChannel) return this with { Channel = ChannelId.From(id) };
        if (isMessage) return this with { Message = MessageId.From(id) };
        if (isUser) return this with { User = UserId.From(id) };
        return isRole ? this with { Role = RoleId.From(id) } : this;
    }
}
