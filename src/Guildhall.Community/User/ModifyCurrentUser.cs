using Guildhall.Community.Accounts;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Mail;
using Guildhall.Storage.Users;

namespace Guildhall.Community.User;

/// <summary>
/// PATCH /users/@me: the caller's name, picture and what it tells of itself. People confirm a new username, address or
/// password with their password; a new password revokes every other token.
/// </summary>
public static class ModifyCurrentUser
{
    private const int DisplayNameMax = 32;
    private const int ColorMax = 0xFFFFFF;

    public static void Map(ApiRoutes api) => api.Patch("/users/@me", Handle, RouteOptions.Per(10, 60));

    /// <summary>What changes; absent fields stay. A new password deletes every token but the one with the hash <paramref name="KeptToken"/>.</summary>
    public sealed record Command(
        Optional<string> Username,
        Optional<string?> GlobalName,
        Optional<string?> Avatar,
        Optional<string?> Banner,
        Optional<int?> AccentColor,
        Optional<string> Bio,
        Optional<string?> Email,
        string? PasswordHash,
        byte[]? KeptToken) : IUserCommand<UserRow>
    {
        public ValueTask<Result<UserRow>> Run(UserTurn turn)
        {
            var before = turn.State.Row;
            var profile = before.Profile with
            {
                Username = Username.Or(before.Profile.Username),
                GlobalName = GlobalName.Or(before.Profile.GlobalName),
                Avatar = Avatar.Or(before.Profile.Avatar),
                Banner = Banner.Or(before.Profile.Banner),
                AccentColor = AccentColor.Or(before.Profile.AccentColor),
            };
            var after = before with { Profile = profile, Bio = Bio.Or(before.Bio), Email = Email.Or(before.Email), PasswordHash = PasswordHash ?? before.PasswordHash };
            if (after.Email != before.Email) after = after with { VerifiedEmail = null, VerifyToken = null, ResetToken = null };
            if (PasswordHash is not null) after = after with { ResetToken = null };
            if (after == before) return ValueTask.FromResult<Result<UserRow>>(after);
            turn.Put(after);
            if (PasswordHash is not null) turn.Row(new DeleteTokensOf(turn.State.Id, KeptToken));
            turn.TellOwnSessions(DispatchCatalogue.UserUpdate, after.ShownToSelf(), PayloadJson.Default.SelfUserPayload);
            if (profile != before.Profile) turn.TellGuilds(_ => new ProfileChanged(profile));
            return ValueTask.FromResult<Result<UserRow>>(after);
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var house = request.House;
        var read = await request.ReadForm(Limits.ImageBytes * 3);
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        if (await house.UserRows.Get(request.Caller.User, request.Cancel) is not { } account) return new Failure.Unauthorized();
        if (request.Caller.IsBot) return Shown(await ModifyBot(request, form, account));
        var username = NewUsername(form, account, isBot: false);
        var email = form.Has("email") ? new Optional<string?>(true, AccountFields.Email(form)) : default;
        var newPassword = form.Has("new_password") ? AccountFields.Password(form, "new_password") : null;
        var globalName = form.NullableText("global_name", 0, DisplayNameMax);
        var bio = form.NullableText("bio", 0, Limits.BioMax);
        var color = form.NullableInt("accent_color", 0, ColorMax);
        if (form.Failure is { } invalid) return invalid;

        var isGuarded = username.IsPresent || (email.IsPresent && email.Value != account.Email) || newPassword is not null;
        if (isGuarded && await CheckPassword(request, form, account) is { } wrong) return wrong;
        using var claim = username.IsPresent ? house.Accounts.Names.TryClaim(username.Value) : null;
        using var emailClaim = email is { IsPresent: true, Value: { } address } ? house.Accounts.Names.TryClaim(address) : null;
        await CheckTaken(request, form, username, claim is null, email, emailClaim is null);
        var avatar = await ImageField.Read(form, "avatar", $"avatars/{account.Profile.Id}", Limits.ImageBytes, house, request.Cancel);
        var banner = await ImageField.Read(form, "banner", $"banners/{account.Profile.Id}", Limits.ImageBytes, house, request.Cancel);
        if (form.Failure is { } refused) return refused;
        var newAddress = email.IsPresent && email.Value != account.Email ? email.Value : null;
        if (newAddress is not null && MailTokens.Refuse(house, newAddress) is { } noMail) return noMail;

        string? hash = null;
        if (newPassword is not null)
        {
            var hashed = await house.Accounts.Passwords.Hash(newPassword, request.Cancel);
            if (!hashed.IsOk) return hashed.Failure;
            hash = hashed.Value;
        }

        var command = new Command(
            username,
            globalName.IsPresent && globalName.Value is "" ? new Optional<string?>(true, null) : globalName,
            avatar,
            banner,
            color,
            bio.IsPresent ? bio.Value ?? "" : default(Optional<string>),
            email,
            hash,
            hash is null ? null : TokenAuthenticator.HashOf(request.Http.Request.Headers.Authorization!));
        // From here on it is done to the end, though the caller may leave: a stored password without the revocation would be half of it.
        var changed = await house.Users.Ask(account.Profile.Id, command, CancellationToken.None);
        if (changed.IsOk && hash is not null) await RevokeOthers(request, account.Profile.Id);
        if (changed.IsOk && email.IsPresent && email.Value != account.Email) house.Tokens.ForgetAll(account.Profile.Id);
        if (changed.IsOk && newAddress is not null) house.Accounts.Mail.TryAdd(new MailWish(MailPurpose.VerifyEmail, newAddress));
        return Shown(changed);
    }

    private static ApiAnswer Shown(Result<UserRow> changed) =>
        changed.IsOk ? ApiAnswer.Json(changed.Value!.ShownToSelf(), PayloadJson.Default.SelfUserPayload) : changed.Failure;

    /// <summary>A bot's name and pictures, changed by itself or by its owner.</summary>
    internal static async ValueTask<Result<UserRow>> ModifyBot(ApiRequest request, Form form, UserRow account)
    {
        var house = request.House;
        var bot = account.Profile.Id;
        var username = NewUsername(form, account, isBot: true);
        if (form.Failure is { } invalid) return invalid;
        using var claim = username.IsPresent ? house.Accounts.Names.TryClaim(username.Value) : null;
        if (username.IsPresent
            && (claim is null || (await house.UserRows.GetByName(username.Value, request.Cancel) is { } namesake && namesake.Profile.Id != bot)))
            AccountFields.Taken(form);
        var avatar = await ImageField.Read(form, "avatar", $"avatars/{bot}", Limits.ImageBytes, house, request.Cancel);
        var banner = await ImageField.Read(form, "banner", $"banners/{bot}", Limits.ImageBytes, house, request.Cancel);
        if (form.Failure is { } refused) return refused;
        return await house.Users.Ask(bot, new Command(username, default, avatar, banner, default, default, default, null, null), request.Cancel);
    }

    private static Optional<string> NewUsername(Form form, UserRow account, bool isBot)
    {
        if (!form.Has("username")) return default;
        var name = isBot ? AccountFields.BotUsername(form) : AccountFields.Username(form);
        return name == account.Profile.Username ? default : (Optional<string>)name;
    }

    private static async ValueTask<Failure?> CheckPassword(ApiRequest request, Form form, UserRow account)
    {
        var password = form.NullableText("password", 0, Limits.PasswordMax, trim: false).Value;
        if (string.IsNullOrEmpty(password)) form.Required("password");
        if (form.Failure is { } invalid) return invalid;
        var check = await request.House.Accounts.Passwords.Check(account.PasswordHash, password!, request.Cancel);
        if (!check.IsOk) return check.Failure;
        if (!check.Value!.IsRight) AccountFields.WrongPassword(form);
        return form.Failure;
    }

    private static async ValueTask CheckTaken(
        ApiRequest request, Form form, Optional<string> username, bool nameIsClaimed, Optional<string?> email, bool emailIsClaimed)
    {
        var (rows, self) = (request.House.UserRows, request.Caller.User);
        if (username.IsPresent
            && (nameIsClaimed || (await rows.GetByName(username.Value, request.Cancel) is { } namesake && namesake.Profile.Id != self)))
            AccountFields.Taken(form);
        if (email.Value is { } address
            && (emailIsClaimed || (await rows.GetByEmail(address, request.Cancel) is { } other && other.Profile.Id != self)))
            AccountFields.EmailTaken(form);
    }

    private static async ValueTask RevokeOthers(ApiRequest request, UserId user)
    {
        request.House.Tokens.ForgetAll(user);
        var kept = TokenAuthenticator.KeyOf(TokenAuthenticator.HashOf(request.Http.Request.Headers.Authorization!));
        await request.House.Users.Ask(user, new EndSessions(null, kept), CancellationToken.None);
    }
}
