using Guildhall.Protocol;
using Guildhall.Storage.Sqlite;

namespace Guildhall.Storage.Messages;

/// <summary>Votes in SQLite, clustered by message and answer.</summary>
internal sealed class SqlitePollStore(ReadPool pool) : IPollStore
{
    private const string Counted = """
        SELECT answer_id, count(*), max(user_id = ?3) FROM poll_votes
        WHERE channel_id = ?1 AND message_id = ?2 GROUP BY answer_id ORDER BY answer_id
        """;

    private const string Who = """
        SELECT user_id FROM poll_votes
        WHERE channel_id = ?1 AND message_id = ?2 AND answer_id = ?3 AND user_id > ?4 ORDER BY user_id LIMIT ?5
        """;

    public ValueTask<IReadOnlyList<PollAnswerCountPayload>> Tally(ChannelId channel, MessageId message, UserId viewer, CancellationToken cancel) =>
        pool.Read(
            (channel, message, viewer),
            static IReadOnlyList<PollAnswerCountPayload> (connection, query) =>
            {
                var counts = new List<PollAnswerCountPayload>();
                var rows = connection.Prepared(Counted).Bind(1, query.channel.Number).Bind(2, query.message.Number).Bind(3, query.viewer.Number);
                while (rows.Step()) counts.Add(new PollAnswerCountPayload((int)rows.Number(0), (int)rows.Number(1), rows.Number(2) != 0));
                return counts;
            },
            cancel);

    public ValueTask<IReadOnlyList<UserId>> Voters(
        ChannelId channel, MessageId message, int answer, UserId after, int limit, CancellationToken cancel) =>
        pool.Read(
            (channel, message, answer, after, limit),
            static IReadOnlyList<UserId> (connection, query) =>
            {
                var users = new List<UserId>();
                var rows = connection.Prepared(Who)
                    .Bind(1, query.channel.Number)
                    .Bind(2, query.message.Number)
                    .Bind(3, (long)query.answer)
                    .Bind(4, Keys.Of(query.after.Number))
                    .Bind(5, (long)query.limit);
                while (rows.Step()) users.Add(new UserId(rows.Id(0)));
                return users;
            },
            cancel);
}
