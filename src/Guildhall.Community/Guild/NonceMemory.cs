using Guildhall.Protocol;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Guild;

/// <summary>Which message an author's enforced nonce made in a channel: a repeated request finds it instead of making another.</summary>
public sealed class NonceMemory
{
    /// <summary>Nonces remembered at a time; the oldest go first. They are stored too, so this survives a restart.</summary>
    public const int Capacity = 8_192;

    private readonly Dictionary<(ChannelId Channel, UserId Author, string Nonce), MessageId> _messages = [];
    private readonly Queue<(ChannelId Channel, UserId Author, string Nonce)> _oldestFirst = new();

    internal void Load(IReadOnlyList<PutNonce> stored)
    {
        foreach (var row in stored.OrderBy(row => row.Message.Number)) Remember(row);
    }

    public MessageId? Find(ChannelId channel, UserId author, string nonce, DateTimeOffset now) =>
        _messages.TryGetValue((channel, author, nonce), out var message) && message.Value.CreatedAt + PutNonce.KeptFor > now ? message : null;

    public void Remember(PutNonce row)
    {
        var key = (row.Channel, row.Author, row.Nonce);
        if (!_messages.TryAdd(key, row.Message))
        {
            _messages[key] = row.Message;
            return;
        }

        _oldestFirst.Enqueue(key);
        if (_oldestFirst.Count > Capacity) _messages.Remove(_oldestFirst.Dequeue());
    }
}
