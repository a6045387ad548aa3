using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Guildhall.Voice;

/// <summary>
/// Relays (coturn) for browsers in networks that let no UDP through. Names and passwords are made as coturn's use-auth-secret wants them:
/// they hold for <see cref="Life"/> and name the user, and the relay needs nothing but the secret that it shares with us.
/// </summary>
/// <param name="Urls">As browsers take them: turn:host:3478?transport=tcp, turns:host:443?transport=tcp.</param>
/// <param name="Secret">The relay's static-auth-secret.</param>
public sealed record TurnRelays(IReadOnlyList<string> Urls, string Secret)
{
    /// <summary>How long a name may begin to use the relay; what it has begun goes on.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <summary>A name that ends soon, and its password.</summary>
    public (string User, string Password) For(UserId user, DateTimeOffset now)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{(now + Life).ToUnixTimeSeconds()}:{user}");
        // The relay's protocol knows no other; HMAC does not rest on what broke SHA-1.
#pragma warning disable CA5350
        var seal = HMACSHA1.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(name));
#pragma warning restore CA5350
        return (name, Convert.ToBase64String(seal));
    }
}
