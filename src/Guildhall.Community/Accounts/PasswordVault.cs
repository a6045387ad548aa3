using Guildhall.Protocol;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Guildhall.Community.Accounts;

/// <summary>
/// Hashes and checks passwords. That is slow on purpose, so it runs on few threads with a short queue in front: a storm of
/// registrations waits and is then refused, while messages go on.
/// </summary>
public sealed class PasswordVault : IDisposable
{
    /// <summary>Requests that may wait for a thread; the next ones are told to try again.</summary>
    public const int WaitingMax = 256;

    /// <summary>PBKDF2 rounds of a normal installation.</summary>
    public const int DefaultIterations = 100_000;

    private static readonly object Nobody = new();
    private readonly SemaphoreSlim _threads = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly PasswordHasher<object> _hasher;
    private readonly Lazy<string> _decoy;
    private int _waiting;

    /// <param name="iterations">PBKDF2 rounds of new hashes; older ones are renewed at the next login.</param>
    public PasswordVault(int iterations = DefaultIterations)
    {
        _hasher = new PasswordHasher<object>(Options.Create(new PasswordHasherOptions { IterationCount = iterations }));
        _decoy = new Lazy<string>(() => _hasher.HashPassword(Nobody, Guid.NewGuid().ToString()));
    }

    /// <summary>The hash to store; Overloaded when too many wait.</summary>
    public ValueTask<Result<string>> Hash(string password, CancellationToken cancel) =>
        Run(() => _hasher.HashPassword(Nobody, password), cancel);

    /// <summary>
    /// Whether the password is the one of the hash. Without a hash (no such account, a bot) it takes as long and says no.
    /// </summary>
    public async ValueTask<Result<PasswordCheck>> Check(string? hash, string password, CancellationToken cancel)
    {
        var verified = await Run(() => _hasher.VerifyHashedPassword(Nobody, hash ?? _decoy.Value, password), cancel);
        if (!verified.IsOk) return verified.Failure;
        var isRight = hash is not null && verified.Value != PasswordVerificationResult.Failed;
        return new PasswordCheck(isRight, isRight && verified.Value == PasswordVerificationResult.SuccessRehashNeeded);
    }

    public void Dispose() => _threads.Dispose();

    private async ValueTask<Result<T>> Run<T>(Func<T> work, CancellationToken cancel)
    {
        if (Interlocked.Increment(ref _waiting) > WaitingMax)
        {
            Interlocked.Decrement(ref _waiting);
            return new Failure.Overloaded();
        }

        try
        {
            await _threads.WaitAsync(cancel);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            return await Task.Run(work, CancellationToken.None);
        }
        finally
        {
            _threads.Release();
        }
    }
}

/// <summary>The answer of a password check.</summary>
/// <param name="IsRight">It is the account's password.</param>
/// <param name="IsOutdated">The stored hash is of an older kind and should be made again.</param>
public sealed record PasswordCheck(bool IsRight, bool IsOutdated);
