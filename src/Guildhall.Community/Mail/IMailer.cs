namespace Guildhall.Community.Mail;

/// <summary>A way out for mail.</summary>
public interface IMailer
{
    /// <summary>Hands one mail on. Throws when that does not work, with whatever the way throws; it may be tried again.</summary>
    Task Send(OutgoingMail mail, CancellationToken cancel);
}

/// <summary>One mail in plain text. Only <paramref name="To"/> comes from a person: an address that was checked when it was given.</summary>
public sealed record OutgoingMail(string To, string Subject, string Body);
