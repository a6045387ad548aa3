using Guildhall.Community.Edge;
using Guildhall.Community.Invites;
using Guildhall.Community.Mail;
using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;

namespace Guildhall.Community.Accounts;

/// <summary>POST /auth/register: makes an account and its first token; with an invite the new account joins its guild at once.</summary>
public static class Register
{
    private const int DisplayNameMax = 32;
    private const int InviteCodeMax = 64;

    public static void Map(ApiRoutes api) => api.Post(
        "/auth/register",
        Handle,
        new RouteOptions { IsOpen = true, ByAddress = true, Limit = api.Limits.RegistrationsPerHour, WindowSeconds = 3_600 });

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var house = request.House;
        if (!house.Options.IsRegistrationOpen) return new Failure.RegistrationClosed();
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var username = AccountFields.Username(form);
        var password = AccountFields.Password(form);
        var email = AccountFields.Email(form);
        var displayName = form.NullableText("global_name", 0, DisplayNameMax).Value;
        var invite = form.NullableText("invite", 0, InviteCodeMax).Value;
        if (form.Failure is { } invalid) return invalid;

        using var nameClaim = house.Accounts.Names.TryClaim(username);
        using var emailClaim = email is null ? null : house.Accounts.Names.TryClaim(email);
        if (nameClaim is null || await house.UserRows.GetByName(username, request.Cancel) is not null) AccountFields.Taken(form);
        if (email is not null && (emailClaim is null || await house.UserRows.GetByEmail(email, request.Cancel) is not null)) AccountFields.EmailTaken(form);
        if (form.Failure is { } taken) return taken;
        if (email is not null && MailTokens.Refuse(house, email) is { } refused) return refused;

        var hash = await house.Accounts.Passwords.Hash(password, request.Cancel);
        if (!hash.IsOk) return hash.Failure;
        var profile = new UserPayload { Id = new UserId(house.Ids.Next()), Username = username, GlobalName = string.IsNullOrEmpty(displayName) ? null : displayName };
        var (token, row) = TokenAuthenticator.Create(profile.Id, Client(request), house.Time.GetUtcNow());
        try
        {
            await house.Writer.Submit(new WriteLane(), new StoreWrite(
                new PutUser(new UserRow { Profile = profile, PasswordHash = hash.Value, Email = email }), new PutToken(row)));
        }
        catch (UniqueViolationException)
        {
            AccountFields.Taken(form);
            return form.Failure!;
        }

        house.Directory.Set(profile);
        // Should the queue have filled up meanwhile: the account is there, and asks for the mail again.
        if (email is not null) house.Accounts.Mail.TryAdd(new MailWish(MailPurpose.VerifyEmail, email));
        if (!string.IsNullOrEmpty(invite)) await Join(house, invite, profile);
        return ApiAnswer.Json(new AuthPayload(token, profile.Id), AuthJson.Default.AuthPayload, 201);
    }

    // The account is there, whatever becomes of the invite: a client that joins by it once more learns why it does not work.
    private static async ValueTask Join(CommunityServices house, string invite, UserPayload profile)
    {
        if (await InviteLookup.GuildOf(house, invite, CancellationToken.None) is not { } guild) return;
        await house.Guilds.Ask(guild, new AcceptInvite.Command(invite, profile), CancellationToken.None);
    }

    /// <summary>How the place of a login is shown later: its User-Agent, cut.</summary>
    internal static string Client(ApiRequest request)
    {
        const int ClientMax = 200;
        var agent = request.Http.Request.Headers.UserAgent.ToString();
        return agent.Length > ClientMax ? agent[..ClientMax] : agent;
    }
}
