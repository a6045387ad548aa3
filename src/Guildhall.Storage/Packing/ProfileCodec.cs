using Guildhall.Protocol;

namespace Guildhall.Storage.Packing;

/// <summary>Packs users' public profiles. One who wears a guild's tag is kept as it is.</summary>
public sealed class ProfileCodec : RowCodec<UserPayload>
{
    public static readonly ProfileCodec Only = new();

    [Flags]
    private enum Has
    {
        None = 0,
        GlobalName = 1,
        Avatar = 1 << 1,
        Banner = 1 << 2,
        AccentColor = 1 << 3,
        Bot = 1 << 4,
        Discriminator = 1 << 5,
        Flags = 1 << 6,
    }

    public override ulong IdOf(UserPayload row) => row.Id.Number;

    public override bool TryWrite(UserPayload row, ref PackedWriter writer)
    {
        // What an account shows to itself is a type of its own, and has no place here.
        if (row.PrimaryGuild is not null || row.GetType() != typeof(UserPayload)) return false;
        var has = (row.GlobalName is null ? 0 : Has.GlobalName) | (row.Avatar is null ? 0 : Has.Avatar) | (row.Banner is null ? 0 : Has.Banner)
            | (row.AccentColor is null ? 0 : Has.AccentColor) | (row.Bot ? Has.Bot : 0) | (row.Discriminator == "0" ? 0 : Has.Discriminator)
            | (row.PublicFlags == 0 && row.Flags == 0 ? 0 : Has.Flags);
        writer.Number((ulong)has);
        writer.Text(row.Username);
        if (row.GlobalName is { } name) writer.Text(name);
        if (row.Avatar is { } avatar) writer.Hash(avatar);
        if (row.Banner is { } banner) writer.Hash(banner);
        if (row.AccentColor is { } color) writer.Number((uint)color);
        if (has.HasFlag(Has.Discriminator)) writer.Text(row.Discriminator);
        if (!has.HasFlag(Has.Flags)) return true;
        writer.Number((uint)row.PublicFlags);
        writer.Number((ulong)row.Flags);
        return true;
    }

    /// <summary>What a packed user is found by, read in place and in UTF-8: the username, and the display name, empty when there is none.</summary>
    public static ReadOnlySpan<byte> NamesOf(ReadOnlySpan<byte> packed, out ReadOnlySpan<byte> globalName)
    {
        var reader = new PackedReader(packed);
        var has = (Has)reader.Number();
        var username = reader.TextBytes();
        globalName = (has & Has.GlobalName) == 0 ? default : reader.TextBytes();
        return username;
    }

    public override UserPayload Read(ulong id, ref PackedReader reader)
    {
        var has = (Has)reader.Number();
        return new UserPayload
        {
            Id = new UserId(id),
            Username = reader.Text(),
            GlobalName = has.HasFlag(Has.GlobalName) ? reader.Text() : null,
            Avatar = has.HasFlag(Has.Avatar) ? reader.Hash() : null,
            Banner = has.HasFlag(Has.Banner) ? reader.Hash() : null,
            AccentColor = has.HasFlag(Has.AccentColor) ? (int)(uint)reader.Number() : null,
            Bot = has.HasFlag(Has.Bot),
            Discriminator = has.HasFlag(Has.Discriminator) ? reader.Text() : "0",
            PublicFlags = has.HasFlag(Has.Flags) ? (int)(uint)reader.Number() : 0,
            Flags = has.HasFlag(Has.Flags) ? (long)reader.Number() : 0,
        };
    }
}
