using Guildhall.Community.Edge;
using Guildhall.Protocol;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Accounts;

/// <summary>What cannot be taken back asks for the password again, in the field "password".</summary>
internal static class OwnPassword
{
    /// <summary>The caller's account, if the body has its password.</summary>
    public static async ValueTask<Result<UserRow>> Check(ApiRequest request)
    {
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var password = form.NullableText("password", 0, Limits.PasswordMax, trim: false).Value;
        if (string.IsNullOrEmpty(password)) form.Required("password");
        if (form.Failure is { } invalid) return invalid;
        if (await request.House.UserRows.Get(request.Caller.User, request.Cancel) is not { } account) return new Failure.Unauthorized();
        var check = await request.House.Accounts.Passwords.Check(account.PasswordHash, password!, request.Cancel);
        if (!check.IsOk) return check.Failure;
        if (!check.Value!.IsRight) AccountFields.WrongPassword(form);
        return form.Failure is { } wrong ? wrong : account;
    }
}
