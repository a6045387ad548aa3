using System.Globalization;
using System.Text;
using Guildhall.Community.Edge;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Messages;
using Guildhall.Storage.Sqlite;
using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Guildhall.Swarm;

/// <summary>
/// A crowd without the cost of ten thousand password hashes: accounts, tokens, a guild with two channels and a history are
/// written through the store itself. Prints the ids as one line of JSON.
/// </summary>
internal static class CrowdSeed
{
    private const int RowsPerWrite = 200;

    public static async Task<int> Run(DirectoryInfo data, int users, int messages, FileInfo tokens, int aside, int voice, CancellationToken cancel)
    {
        var time = TimeProvider.System;
        await using var store = SqliteStore.Open(data.FullName, time, NullLoggerFactory.Instance);
        var ids = new SnowflakeGenerator(time);
        var guild = new GuildId(ids.Next());
        var busy = new ChannelId(ids.Next());
        var history = new ChannelId(ids.Next());
        var people = Enumerable.Range(0, users).Select(_ => new UserId(ids.Next())).ToArray();
        await WriteGuild(store.Writer, guild, people[0], busy, history);
        var rooms = await WriteVoice(store.Writer, ids, guild, voice);
        await WritePeople(store.Writer, guild, people, tokens, time);
        await WriteHistory(store.Writer, ids, guild, history, people, messages);
        var other = aside > 0 ? await WriteAside(store.Writer, ids, aside, new FileInfo(tokens.FullName + ".aside"), time) : default;
        Console.WriteLine($"{{\"guild\":\"{guild}\",\"busy\":\"{busy}\",\"history\":\"{history}\",\"aside\":\"{other}\",\"voice\":[{rooms}],\"users\":{users},\"messages\":{messages}}}");
        return 0;
    }

    /// <summary>A stage and voice channels after it; their ids as JSON.</summary>
    private static async Task<string> WriteVoice(IStoreWriter writer, SnowflakeGenerator ids, GuildId guild, int count)
    {
        if (count == 0) return "";
        var channels = Enumerable.Range(0, count + 1).Select(number => new ChannelPayload
        {
            Id = new ChannelId(ids.Next()),
            Type = number == 0 ? ChannelType.GuildStageVoice : ChannelType.GuildVoice,
            GuildId = guild,
            Name = $"voice {number}",
            Position = number,
            Bitrate = 64_000,
        }).ToArray();
        await writer.Submit(new WriteLane(), new StoreWrite([.. channels.Select(channel => new PutChannel(guild, channel))], []));
        return string.Join(',', channels.Select(channel => $"\"{channel.Id}\""));
    }

    /// <summary>A small guild of its own; the channel in it.</summary>
    private static async Task<ChannelId> WriteAside(IStoreWriter writer, SnowflakeGenerator ids, int users, FileInfo tokens, TimeProvider time)
    {
        var guild = new GuildId(ids.Next());
        var channel = new ChannelId(ids.Next());
        var people = Enumerable.Range(0, users).Select(_ => new UserId(ids.Next())).ToArray();
        await WriteGuild(writer, guild, people[0], channel, new ChannelId(ids.Next()));
        await WritePeople(writer, guild, people, tokens, time);
        return channel;
    }

    private static Task WriteGuild(IStoreWriter writer, GuildId guild, UserId owner, ChannelId busy, ChannelId history) =>
        writer.Submit(new WriteLane(), new StoreWrite(
            new PutGuild(new GuildPayload { Id = guild, Name = "Crowd", OwnerId = owner }),
            new PutRole(guild, new RolePayload { Id = new RoleId(guild.Value), Name = "@everyone", Permissions = PermissionMath.Default }),
            new PutChannel(guild, new ChannelPayload { Id = busy, Type = ChannelType.GuildText, GuildId = guild, Name = "busy" }),
            new PutChannel(guild, new ChannelPayload { Id = history, Type = ChannelType.GuildText, GuildId = guild, Name = "history", Position = 1 })));

    private static async Task WritePeople(IStoreWriter writer, GuildId guild, UserId[] people, FileInfo tokens, TimeProvider time)
    {
        var lane = new WriteLane();
        var lines = new StringBuilder();
        List<Task> written = [];
        foreach (var group in people.Chunk(RowsPerWrite))
        {
            List<RowChange> rows = [];
            foreach (var id in group)
            {
                var (token, row) = TokenAuthenticator.Create(id, "swarm", time.GetUtcNow());
                lines.AppendLine(token);
                rows.Add(new PutUser(new UserRow { Profile = new UserPayload { Id = id, Username = $"swarm{id}" } }));
                rows.Add(new PutToken(row));
                rows.Add(new PutMember(guild, new MemberRow { User = id, JoinedAt = time.GetUtcNow() }));
            }

            written.Add(writer.Submit(lane, new StoreWrite(rows, [])));
        }

        await Task.WhenAll(written);
        await File.WriteAllTextAsync(tokens.FullName, lines.ToString());
    }

    private static async Task WriteHistory(IStoreWriter writer, SnowflakeGenerator ids, GuildId guild, ChannelId channel, UserId[] people, int messages)
    {
        var lane = new WriteLane();
        List<Task> written = [];
        for (var done = 0; done < messages; done += RowsPerWrite)
        {
            List<RowChange> rows = [];
            for (var i = done; i < Math.Min(messages, done + RowsPerWrite); i++)
            {
                rows.Add(new PutMessage(new StoredMessage
                {
                    Channel = channel,
                    Id = new MessageId(ids.Next()),
                    Guild = guild,
                    Author = people[i % Math.Min(people.Length, 200)],
                    Content = $"message {i.ToString(CultureInfo.InvariantCulture)}: {new string('x', 100)}",
                }));
            }

            written.Add(writer.Submit(lane, new StoreWrite(rows, [])));
            if (written.Count < 64) continue;
            await Task.WhenAll(written);
            written.Clear();
        }

        await Task.WhenAll(written);
    }
}
