using System.Net;
using System.Net.Mail;
using System.Text;

namespace Guildhall.Community.Mail;

/// <summary>Sends mail through a server that takes SMTP with STARTTLS. Each mail has a connection of its own.</summary>
public sealed class SmtpMailer(MailOptions options, Func<string> publicUrl, TimeProvider time) : IMailer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public async Task Send(OutgoingMail mail, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        using var client = new SmtpClient(options.SmtpHost, options.SmtpPort) { EnableSsl = !options.InsecureSmtp };
        if (options.SmtpUser is { } user) client.Credentials = new NetworkCredential(user, options.SmtpPassword);
        // MailMessage refuses line breaks in addresses and in the subject.
        using var message = new MailMessage(options.Sender(publicUrl()), mail.To, mail.Subject, mail.Body)
        {
            BodyEncoding = Encoding.UTF8,
            SubjectEncoding = Encoding.UTF8,
        };
        await client.SendMailAsync(message, either.Token);
    }
}
