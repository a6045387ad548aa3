using System.Buffers.Binary;
using System.Security.Cryptography;
using Guildhall.Protocol;

namespace Guildhall.Cluster.Relay;

/// <summary>
/// A set of sessions that see the same events: everybody in a guild (the guild's id) or those who may view a channel
/// (the channel's id). Who belongs to it is decided by the guild; the relay only keeps the list.
/// A passive session of a guild is in none of these but in two of its own: the guild's passive sessions, and those of them that
/// see the same channels.
/// </summary>
public readonly record struct AudienceId(ulong Value)
{
    // No id of a guild or channel has this bit before the year 2084.
    private const ulong PassiveBit = 1UL << 63;

    public static AudienceId Everyone(GuildId guild) => new(guild.Number);

    public static AudienceId Viewers(ChannelId channel) => new(channel.Number);

    /// <summary>The passive sessions of a guild.</summary>
    public static AudienceId Passive(GuildId guild) => new(guild.Number | PassiveBit);

    /// <summary>The passive sessions that see, and manage, just these channels and are told in one form. The same question has the same answer after any restart.</summary>
    public static AudienceId PassiveView(GuildId guild, IReadOnlyList<ChannelId> channels, IReadOnlyList<ChannelId> managed, PassiveForm form)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(number, guild.Number);
        hash.AppendData(number);
        hash.AppendData([(byte)form]);
        foreach (var list in (ReadOnlySpan<IReadOnlyList<ChannelId>>)[channels, managed])
        {
            for (var i = 0; i < list.Count; i++)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(number, list[i].Number);
                hash.AppendData(number);
            }

            hash.AppendData("|"u8);
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return new AudienceId(BinaryPrimitives.ReadUInt64LittleEndian(digest) | PassiveBit);
    }
}
