using System.Text;
using Guildhall.Protocol;
using Microsoft.Extensions.Logging;

namespace Guildhall.Community.Mail;

/// <summary>
/// Puts each mail into a folder as a file of its own, for development and for houses without a mail server, whose operator hands links
/// on. The folder is for its owner alone, since the links in it are as good as passwords.
/// </summary>
public sealed class OutboxMailer(MailOptions options, Func<string> publicUrl, SnowflakeGenerator ids, ILogger<OutboxMailer> log) : IMailer
{
    /// <summary>Files kept; the oldest go first.</summary>
    public const int Capacity = 500;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <inheritdoc/>
    public async Task Send(OutgoingMail mail, CancellationToken cancel)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(options.OutboxFolder);
        else Directory.CreateDirectory(options.OutboxFolder, OwnerOnly);
        var name = $"{ids.Next():D20}.eml";
        var path = Path.Combine(options.OutboxFolder, name);
        var text = $"From: {OneLine(options.Sender(publicUrl()))}\r\nTo: {OneLine(mail.To)}\r\nSubject: {OneLine(mail.Subject)}\r\n\r\n{mail.Body}";
        await File.WriteAllTextAsync(path + ".part", text, Encoding.UTF8, cancel);
        File.Move(path + ".part", path);
        foreach (var old in Directory.EnumerateFiles(options.OutboxFolder, "*.eml").Order(StringComparer.Ordinal).SkipLast(Capacity)) File.Delete(old);
        log.MailInOutbox(name);
    }

    private static string OneLine(string text) => new([.. text.Where(letter => !char.IsControl(letter))]);
}
