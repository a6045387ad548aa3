using Guildhall.Protocol;
using Guildhall.Storage.Guilds;

namespace Guildhall.Storage.Packing;

/// <summary>Packs members of one guild. Equal lists of roles are one object, since thousands of members have the same.</summary>
public sealed class MemberCodec : RowCodec<MemberRow>
{
    /// <summary>Lists of roles that are shared; members with another one keep it as it is.</summary>
    public const int RoleSetsMax = 65_536;

    private readonly List<IReadOnlyList<RoleId>> _roleSets = [];
    private readonly Dictionary<IReadOnlyList<RoleId>, int> _known = new(SameRoles.Comparer);

    [Flags]
    private enum Has
    {
        None = 0,
        Nick = 1,
        Avatar = 1 << 1,
        Banner = 1 << 2,
        Bio = 1 << 3,
        TimedOut = 1 << 4,
        Premium = 1 << 5,
        LastSeen = 1 << 6,
        Temporary = 1 << 7,
        Mute = 1 << 8,
        Deaf = 1 << 9,
        Pending = 1 << 10,
        Answers = 1 << 11,
        Actions = 1 << 12,
    }

    public override ulong IdOf(MemberRow row) => row.User.Number;

    public override bool TryWrite(MemberRow row, ref PackedWriter writer)
    {
        if (RoleSetOf(row.Roles) is not (>= 0 and var roles)) return false;
        var has = (row.Nick is null ? 0 : Has.Nick) | (row.Avatar is null ? 0 : Has.Avatar) | (row.Banner is null ? 0 : Has.Banner)
            | (row.Bio.Length == 0 ? 0 : Has.Bio) | (row.TimedOutUntil is null ? 0 : Has.TimedOut) | (row.PremiumSince is null ? 0 : Has.Premium)
            | (row.LastSeenOn is null ? 0 : Has.LastSeen) | (row.Temporary ? Has.Temporary : 0) | (row.Mute ? Has.Mute : 0)
            | (row.Deaf ? Has.Deaf : 0) | (row.Pending ? Has.Pending : 0) | (row.OnboardingAnswers is null ? 0 : Has.Answers)
            | (row.DoneActions is null ? 0 : Has.Actions);
        writer.Number((ulong)has);
        writer.Moment(row.JoinedAt);
        writer.Number((ulong)roles);
        writer.Number((uint)row.Flags);
        if (row.Nick is { } nick) writer.Text(nick);
        if (row.Avatar is { } avatar) writer.Hash(avatar);
        if (row.Banner is { } banner) writer.Hash(banner);
        if (row.Bio.Length > 0) writer.Text(row.Bio);
        if (row.TimedOutUntil is { } until) writer.Moment(until);
        if (row.PremiumSince is { } since) writer.Moment(since);
        if (row.LastSeenOn is { } day) writer.Number((ulong)day.DayNumber);
        if (row.OnboardingAnswers is { } answers) Write(ref writer, answers.Select(id => id.Number), answers.Count);
        if (row.DoneActions is { } actions) Write(ref writer, actions.Select(id => id.Number), actions.Count);
        return true;
    }

    public override MemberRow Read(ulong id, ref PackedReader reader)
    {
        var has = (Has)reader.Number();
        return new MemberRow
        {
            User = new UserId(id),
            JoinedAt = reader.Moment(),
            Roles = _roleSets[(int)reader.Number()],
            Flags = (int)(uint)reader.Number(),
            Nick = has.HasFlag(Has.Nick) ? reader.Text() : null,
            Avatar = has.HasFlag(Has.Avatar) ? reader.Hash() : null,
            Banner = has.HasFlag(Has.Banner) ? reader.Hash() : null,
            Bio = has.HasFlag(Has.Bio) ? reader.Text() : "",
            TimedOutUntil = has.HasFlag(Has.TimedOut) ? reader.Moment() : null,
            PremiumSince = has.HasFlag(Has.Premium) ? reader.Moment() : null,
            LastSeenOn = has.HasFlag(Has.LastSeen) ? DateOnly.FromDayNumber((int)reader.Number()) : null,
            Temporary = has.HasFlag(Has.Temporary),
            Mute = has.HasFlag(Has.Mute),
            Deaf = has.HasFlag(Has.Deaf),
            Pending = has.HasFlag(Has.Pending),
            OnboardingAnswers = has.HasFlag(Has.Answers) ? [.. Read(ref reader).Select(answer => new PromptOptionId(answer))] : null,
            DoneActions = has.HasFlag(Has.Actions) ? [.. Read(ref reader).Select(channel => new ChannelId(channel))] : null,
        };
    }

    /// <summary>What a packed member is found by, read in place: the nickname in UTF-8, empty when there is none, and when they joined.</summary>
    public static ReadOnlySpan<byte> NickOf(ReadOnlySpan<byte> packed, out DateTimeOffset joinedAt)
    {
        var reader = new PackedReader(packed);
        var has = (Has)reader.Number();
        joinedAt = reader.Moment();
        if ((has & Has.Nick) == 0) return default;
        reader.Number();
        reader.Number();
        return reader.TextBytes();
    }

    private int RoleSetOf(IReadOnlyList<RoleId> roles)
    {
        if (_known.TryGetValue(roles, out var known)) return known;
        if (_roleSets.Count >= RoleSetsMax) return -1;
        RoleId[] copy = [.. roles];
        _roleSets.Add(copy);
        return _known[copy] = _roleSets.Count - 1;
    }

    private static void Write(ref PackedWriter writer, IEnumerable<ulong> ids, int count)
    {
        writer.Number((ulong)count);
        foreach (var id in ids) writer.Fixed(id);
    }

    private static ulong[] Read(ref PackedReader reader)
    {
        var ids = new ulong[reader.Number()];
        for (var i = 0; i < ids.Length; i++) ids[i] = reader.Fixed();
        return ids;
    }
}
