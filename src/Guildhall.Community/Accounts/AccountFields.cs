using System.Net.Mail;
using System.Text.RegularExpressions;
using Guildhall.Community.Edge;
using Guildhall.Protocol;

namespace Guildhall.Community.Accounts;

/// <summary>The fields of an account as forms carry them, each with its own rules and errors.</summary>
internal static partial class AccountFields
{
    private const int EmailMax = 254;

    /// <summary>A person's username: 2 to 32 of a-z, 0-9, underscore and full stop. Capitals are taken as small letters.</summary>
    public static string Username(Form form)
    {
        var name = form.RequiredText("username", Limits.UsernameMin, Limits.UsernameMax).ToLowerInvariant();
        if (form.Failure is not null) return name;
        if (!Allowed().IsMatch(name))
            form.Error("username", "USERNAME_INVALID_CHARACTERS", "Please only use numbers, letters, underscores _ , or periods.");
        else if (name.Contains("..", StringComparison.Ordinal))
            form.Error("username", "USERNAME_CONSECUTIVE_PERIODS", "Username cannot contain consecutive periods.");
        else if (name is "everyone" or "here")
            Taken(form);
        return name;
    }

    /// <summary>A bot's username: 2 to 32 characters, without what mentions and code are made of.</summary>
    public static string BotUsername(Form form)
    {
        var name = form.RequiredText("username", Limits.UsernameMin, Limits.UsernameMax);
        if (form.Failure is null && !IsBotName(name))
            form.Error("username", "USERNAME_INVALID_CONTAINS", "Username cannot contain @, #, :, ``` and cannot be everyone or here.");
        return name;
    }

    public static bool IsBotName(string name) =>
        name.AsSpan().IndexOfAny('@', '#', ':') < 0
        && !name.Contains("```", StringComparison.Ordinal)
        && !name.Any(char.IsControl)
        && !name.Equals("everyone", StringComparison.OrdinalIgnoreCase)
        && !name.Equals("here", StringComparison.OrdinalIgnoreCase);

    /// <summary>A password of 8 to 72 characters, taken exactly as it was typed.</summary>
    public static string Password(Form form, string field = "password")
    {
        var password = form.NullableText(field, Limits.PasswordMin, Limits.PasswordMax, trim: false);
        if (!password.IsPresent || password.Value is null) form.Required(field);
        return password.Value ?? "";
    }

    /// <summary>An e-mail address, or null when there is none.</summary>
    public static string? Email(Form form)
    {
        var email = form.NullableText("email", 0, EmailMax).Value;
        if (string.IsNullOrEmpty(email)) return null;
        if (!MailAddress.TryCreate(email, out var parsed) || parsed.Address != email || parsed.Host.StartsWith('.') || email.Any(char.IsControl))
            form.Error("email", "EMAIL_TYPE_INVALID_EMAIL", "Not a well formed email address.");
        return email;
    }

    public static void Taken(Form form) =>
        form.Error("username", "USERNAME_ALREADY_TAKEN", "Username is unavailable. Try adding numbers, letters, underscores _ , or periods.");

    public static void EmailTaken(Form form) => form.Error("email", "EMAIL_ALREADY_REGISTERED", "Email is already registered.");

    public static void WrongPassword(Form form) => form.Error("password", "PASSWORD_DOES_NOT_MATCH", "Password does not match.");

    [GeneratedRegex("^[a-z0-9_.]+$")]
    private static partial Regex Allowed();
}
