using System.Threading.Channels;

namespace Guildhall.Community.Mail;

/// <summary>What a mail is for.</summary>
public enum MailPurpose
{
    /// <summary>The address is to be confirmed.</summary>
    VerifyEmail,

    /// <summary>The password was forgotten.</summary>
    ResetPassword,
}

/// <summary>
/// A mail that was asked for. Whether there is an account, and its token, is found out when its turn comes: who asks learns nothing from
/// how long the answer takes.
/// </summary>
/// <param name="Login">An address or, for a reset, a username.</param>
public sealed record MailWish(MailPurpose Purpose, string Login);

/// <summary>Mail that was asked for and is not written yet.</summary>
public sealed class MailQueue
{
    /// <summary>Wishes that may wait.</summary>
    public const int Capacity = 1_000;

    private readonly Channel<MailWish> _wishes = Channel.CreateBounded<MailWish>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    /// <summary>Mails that wait.</summary>
    public int Count => _wishes.Reader.Count;

    /// <summary>Nothing more fits in now.</summary>
    public bool IsFull => _wishes.Reader.Count >= Capacity;

    internal ChannelReader<MailWish> Reader => _wishes.Reader;

    /// <summary>False when the queue is full.</summary>
    public bool TryAdd(MailWish wish) => _wishes.Writer.TryWrite(wish);
}
