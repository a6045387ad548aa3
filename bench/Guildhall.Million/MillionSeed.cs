using System.Globalization;
using Guildhall.Community.Edge;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Sqlite;
using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Guildhall.Million;

/// <summary>Writes the guild, its members and the tokens of those who will connect, through the store itself.</summary>
internal static class MillionSeed
{
    private const int UsersPerWrite = 5_000;
    private const int WritesAtOnce = 3;
    private const int Channels = 50;

    /// <summary>Where <see cref="Run"/> leaves the tokens, one a line in the order of the members.</summary>
    public static string TokensOf(string folder) => Path.Combine(folder, "tokens");

    public static async Task Run(string folder, Mix mix)
    {
        await using var store = SqliteStore.Open(folder, TimeProvider.System, NullLoggerFactory.Instance);
        var lane = new WriteLane();
        List<RowChange> guild =
        [
            new PutGuild(new GuildPayload { Id = mix.Guild, Name = "A crowd", OwnerId = Mix.User(0) }),
            new PutRole(mix.Guild, new RolePayload { Id = new RoleId(mix.Guild.Value), Name = "@everyone", Permissions = PermissionMath.Default }),
            new PutRole(mix.Guild, new RolePayload { Id = mix.Captains, Name = "captains", Permissions = Permissions.None, Hoist = true, Position = 1 }),
        ];
        for (var i = 0; i < Channels; i++)
        {
            var id = new ChannelId(mix.Busy.Number + (ulong)i);
            guild.Add(new PutChannel(mix.Guild, new ChannelPayload { Id = id, GuildId = mix.Guild, Type = ChannelType.GuildText, Name = $"channel-{i}", Position = i }));
        }

        await store.Writer.Submit(lane, new StoreWrite([.. guild], []));
        await using var tokens = new StreamWriter(TokensOf(folder));
        Queue<Task> written = new();
        for (var first = 0; first < mix.Members; first += UsersPerWrite)
        {
            if (written.Count >= WritesAtOnce) await written.Dequeue();
            written.Enqueue(store.Writer.Submit(lane, new StoreWrite(Rows(mix, first, tokens), [])));
        }

        await Task.WhenAll(written);
    }

    private static List<RowChange> Rows(Mix mix, int first, StreamWriter tokens)
    {
        List<RowChange> rows = [];
        for (var i = first; i < Math.Min(mix.Members, first + UsersPerWrite); i++)
        {
            var user = Mix.User(i);
            var name = string.Create(CultureInfo.InvariantCulture, $"{(char)('a' + (i * 7 % 26))}member{i * 7919L % 1_000_003}");
            rows.Add(new PutUser(new UserRow
            {
                Profile = new UserPayload
                {
                    Id = user,
                    Username = name,
                    GlobalName = i % 2 == 0 ? $"The {name}" : null,
                    Avatar = i % 2 == 0 ? $"{(ulong)i * 0x9E3779B97F4A7C15:x16}{i:x16}" : null,
                    Bot = Mix.IsBot(i),
                },
            }));
            rows.Add(new PutMember(mix.Guild, new MemberRow
            {
                User = user,
                JoinedAt = DateTimeOffset.UnixEpoch.AddSeconds(1_700_000_000 + i),
                Roles = i % 100 == 0 ? [mix.Captains] : [],
                Nick = i % 10 == 0 ? $"nick {i}" : null,
                LastSeenOn = DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(20_000)),
            }));
            if (Mix.IsBot(i))
            {
                rows.Add(new PutApplication(new ApplicationRow
                {
                    Id = new ApplicationId(user.Value),
                    Owner = Mix.User(0),
                    Name = name,
                    Flags = ApplicationFlags.AnyPresence | ApplicationFlags.AnyGuildMembers | ApplicationFlags.AnyMessageContent,
                }));
            }

            if (i >= mix.Connected) continue;
            var (token, row) = TokenAuthenticator.Create(user, "million", DateTimeOffset.UnixEpoch.AddSeconds(1_700_000_000));
            rows.Add(new PutToken(row));
            tokens.WriteLine(token);
        }

        return rows;
    }
}
