using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Guildhall.Community.User;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Accounts;

/// <summary>
/// The second factor of accounts: a code is checked here, and taken by the account's own actor, so that of two who come with the same
/// code only one gets in.
/// </summary>
internal static class SecondFactor
{
    private const string Purpose = "accounts.mfa.v1";
    private const int BackupCodes = 10;
    private const int BackupLength = 8;
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <summary>Puts another record in the place of the one that was looked at; false when it changed meanwhile.</summary>
    public sealed record Replace(int? Expected, MfaRecord? New) : IUserCommand<Replaced>
    {
        public ValueTask<Result<Replaced>> Run(UserTurn turn)
        {
            var before = turn.State.Row;
            if (before.Mfa?.Version != Expected) return ValueTask.FromResult<Result<Replaced>>(new Replaced(false));
            turn.Put(before with { Mfa = New });
            if (before.Mfa is null != New is null)
                turn.TellOwnSessions(DispatchCatalogue.UserUpdate, turn.State.Row.ShownToSelf(), PayloadJson.Default.SelfUserPayload);
            return ValueTask.FromResult<Result<Replaced>>(new Replaced(true));
        }
    }

    public sealed record Replaced(bool IsDone);

    public static MfaSecrets? Secrets(CommunityServices house, UserRow account) =>
        account.Mfa is { } mfa && house.Accounts.Secrets.Open(Purpose, mfa.Secrets) is { } plain ? JsonSerializer.Deserialize(plain, AuthJson.Default.MfaSecrets) : null;

    /// <summary>A record with these secrets; the version follows the one before.</summary>
    public static MfaRecord Sealed(CommunityServices house, MfaSecrets secrets, long lastStep, MfaRecord? before) => new(
        house.Accounts.Secrets.Seal(Purpose, JsonSerializer.SerializeToUtf8Bytes(secrets, AuthJson.Default.MfaSecrets)), lastStep, (before?.Version ?? 0) + 1);

    public static BackupCode[] NewCodes() =>
        [.. Enumerable.Range(0, BackupCodes).Select(_ => new BackupCode(RandomNumberGenerator.GetString(Alphabet, BackupLength), false))];

    /// <summary>Takes a code of the app or a backup code; true for one that is right and was not used before.</summary>
    public static async ValueTask<bool> Take(CommunityServices house, UserRow account, string code, bool isBackup)
    {
        if (Secrets(house, account) is not { } secrets) return false;
        var after = isBackup ? UseBackup(house, account.Mfa!, secrets, code) : UseCode(house, account.Mfa!, secrets, code);
        if (after is null) return false;
        var replaced = await house.Users.Ask(account.Profile.Id, new Replace(account.Mfa!.Version, after), CancellationToken.None);
        return replaced.IsOk && replaced.Value!.IsDone;
    }

    private static MfaRecord? UseCode(CommunityServices house, MfaRecord mfa, MfaSecrets secrets, string code) =>
        Totp.Match(secrets.Key, code, house.Time.GetUtcNow(), mfa.LastStep) is { } step ? mfa with { LastStep = step, Version = mfa.Version + 1 } : null;

    private static MfaRecord? UseBackup(CommunityServices house, MfaRecord mfa, MfaSecrets secrets, string code)
    {
        var given = Encoding.UTF8.GetBytes(code.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant());
        BackupCode? found = null;
        foreach (var known in secrets.Codes)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(known.Code), given) && !known.IsUsed) found = known;
        }

        if (found is null) return null;
        return Sealed(house, secrets with { Codes = [.. secrets.Codes.Select(known => known == found ? known with { IsUsed = true } : known)] }, mfa.LastStep, mfa);
    }
}
