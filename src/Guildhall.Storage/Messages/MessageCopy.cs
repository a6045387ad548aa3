using Guildhall.Protocol;

namespace Guildhall.Storage.Messages;

/// <summary>A message that a follower's webhook has made of one in an announcement channel.</summary>
public sealed record MessageCopy(MessageId Source, WebhookId Webhook, GuildId Guild, ChannelId Channel, MessageId Message);
