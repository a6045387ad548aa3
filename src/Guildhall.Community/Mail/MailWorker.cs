using System.Net.Mail;
using Guildhall.Community.Accounts;
using Guildhall.Storage.Users;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guildhall.Community.Mail;

/// <summary>
/// Writes and sends the mail of <see cref="MailQueue"/>, some at a time so that a slow server holds nobody up for long, and tries again
/// what fails. What still waits when the server stops is lost; people ask again.
/// </summary>
internal sealed class MailWorker(MailQueue queue, IMailer mailer, CommunityServices house, ILogger<MailWorker> log) : BackgroundService
{
    /// <summary>Mails on their way at a time, with those that wait for another attempt.</summary>
    private const int AtATime = 16;

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var limit = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = stoppingToken };
            await Parallel.ForEachAsync(queue.Reader.ReadAllAsync(stoppingToken), limit, Fulfil);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async ValueTask Fulfil(MailWish wish, CancellationToken stop)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                if (await Write(wish, stop) is { } mail) await mailer.Send(mail, stop);
                return;
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                // Whatever it is: one mail must not end the others. The message of a failure may hold the address, its kind does not.
                var reason = failure is SmtpException smtp ? $"SMTP {smtp.StatusCode}" : failure.GetType().Name;
                if (attempt == Pauses.Length)
                {
                    log.MailGivenUp(attempt + 1, reason);
                    return;
                }

                log.MailIsTriedAgain(reason);
                await Task.Delay(Pauses[attempt], house.Time, stop);
            }
        }
    }

    // Each attempt has a token of its own: the one before is worth nothing then, wherever it went.
    private async ValueTask<OutgoingMail?> Write(MailWish wish, CancellationToken stop)
    {
        var account = wish.Login.Contains('@', StringComparison.Ordinal)
            ? await house.UserRows.GetByEmail(wish.Login, stop)
            : await house.UserRows.GetByName(wish.Login, stop);
        if (account is not { Email: { } address, PasswordHash: not null }) return null;
        if (wish.Purpose == MailPurpose.VerifyEmail && account.HasVerifiedEmail) return null;
        var life = wish.Purpose == MailPurpose.VerifyEmail ? MailTokens.VerifyLife : MailTokens.ResetLife;
        var (token, hash) = MailTokens.New(account.Profile.Id);
        var stored = await house.Users.Ask(
            account.Profile.Id, new MailTokens.Put(wish.Purpose, new MailToken(hash, address, house.Time.GetUtcNow() + life)), stop);
        if (!stored.IsOk) throw new IOException("The account could not be asked.");
        return stored.Value!.IsDone ? Letter(wish.Purpose, account, token) : null;
    }

    private OutgoingMail Letter(MailPurpose purpose, UserRow account, string token)
    {
        var (name, url) = (account.Profile.Username, house.Options.PublicUrl());
        return purpose == MailPurpose.VerifyEmail
            ? new(account.Email!, "Confirm your e-mail address", Body($"Hello {name},", "open this link within 24 hours to confirm that this address is yours:", $"{url}/verify#token={token}"))
            : new(account.Email!, "Choose a new password", Body($"Hello {name},", "open this link within an hour to choose a new password:", $"{url}/reset#token={token}"));
    }

    private static string Body(string hello, string what, string link) =>
        $"{hello}\r\n\r\n{what}\r\n\r\n{link}\r\n\r\nIf you did not ask for this, there is nothing to do.\r\n";
}
