namespace Guildhall.Community.Mail;

/// <summary>How this house sends mail.</summary>
public sealed record MailOptions
{
    /// <summary>The mail server; null puts mail into <see cref="OutboxFolder"/> instead.</summary>
    public string? SmtpHost { get; init; }

    public int SmtpPort { get; init; } = 587;

    /// <summary>Null sends without logging in.</summary>
    public string? SmtpUser { get; init; }

    public string? SmtpPassword { get; init; }

    /// <summary>The sender's address; null makes one of <see cref="CommunityOptions.PublicUrl"/>.</summary>
    public string? From { get; init; }

    /// <summary>Sends without STARTTLS; for a relay on this machine.</summary>
    public bool InsecureSmtp { get; init; }

    /// <summary>Where mail goes that no server takes; made when it is first needed.</summary>
    public string OutboxFolder { get; init; } = "outbox";

    /// <summary>Mail reaches people: only then may anything depend on a verified address.</summary>
    public bool ReachesPeople => SmtpHost is not null;

    /// <summary>The sender's address.</summary>
    public string Sender(string publicUrl)
    {
        if (From is not null) return From;
        var host = new Uri(publicUrl).Host;
        return "guildhall@" + (Uri.CheckHostName(host) == UriHostNameType.Dns ? host : "localhost");
    }
}
