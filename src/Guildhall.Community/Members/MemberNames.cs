using System.Text;
using Guildhall.Community.Guild;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Packing;

namespace Guildhall.Community.Members;

/// <summary>The names that a member is found by: those that begin as a query says, without regard to case.</summary>
internal sealed class MemberNames(GuildState guild, string query)
{
    private readonly byte[]? _ascii = Ascii.IsValid(query) ? Encoding.ASCII.GetBytes(query) : null;

    /// <summary>True when the nickname, the username or the display name begins so; of a member as an object, or as its packed bytes.</summary>
    public bool Begin(UserId user, MemberRow? member, ReadOnlySpan<byte> packed)
    {
        if (query.Length == 0 || (member is null ? Begins(MemberCodec.NickOf(packed, out _)) : Begins(member.Nick))) return true;
        var profile = guild.Users.PackedBody(user);
        if (!profile.IsEmpty) return Begins(ProfileCodec.NamesOf(profile, out var shown)) || Begins(shown);
        return guild.Users.TryGetValue(user, out var known) && (Begins(known.Username) || Begins(known.GlobalName));
    }

    private bool Begins(string? name) => name is not null && name.StartsWith(query, StringComparison.OrdinalIgnoreCase);

    // Nearly all names are told apart as they lie there; others become texts.
    private bool Begins(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty) return false;
        if (_ascii is null) return Begins(Encoding.UTF8.GetString(name));
        var start = name[..Math.Min(name.Length, _ascii.Length)];
        if (Ascii.EqualsIgnoreCase(start, _ascii)) return true;
        return !Ascii.IsValid(start) && Begins(Encoding.UTF8.GetString(name));
    }
}
