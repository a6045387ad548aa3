using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Guildhall.Cluster.Load;
using Guildhall.Community.Edge.Admission;
using Guildhall.Community.Guild;
using Guildhall.Protocol;
using Guildhall.Storage.Blobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Guildhall.Community.Edge;

/// <summary>
/// What every request passes: who is it, are there too many, then the route's work, then the answer. The first step of a
/// message's journey.
/// </summary>
public sealed class ApiPipeline(
    CommunityServices house, TokenAuthenticator tokens, RateLimiter limits, RateLimitOptions options, HouseLoad load, ILogger<ApiPipeline> log) : IDisposable
{
    private const int GlobalBucket = 0;

    // Who is turned away comes back after this long at least and twice as long at most, so that not all come at once.
    private const double ComeBackSeconds = 1;
    private readonly AdmissionGate _gate = new(load, house.Time);

    public void Dispose() => _gate.Dispose();

    public async Task Run(HttpContext http, ApiRoute route, ApiHandler handler)
    {
        var began = house.Time.GetTimestamp();
        ApiFigures.Began();
        try
        {
            await Serve(http, route, handler, began);
        }
        finally
        {
            ApiFigures.Ended(house.Time.GetElapsedTime(began), http.Response.StatusCode);
        }
    }

    private async Task Serve(HttpContext http, ApiRoute route, ApiHandler handler, long began)
    {
        try
        {
            var answer = await Answer(http, route, handler, began);
            if (answer.Failure is { } failure) await FailureWriter.Write(http, failure);
            else await Write(http, answer);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has left; nobody waits for an answer.
        }
        catch (BadHttpRequestException bad)
        {
            if (http.Response.HasStarted) return;
            await FailureWriter.Write(http, bad.StatusCode == 413 ? new Failure.RequestTooLarge() : new Failure.InvalidJson());
        }
        catch (BlobRefusedException refused)
        {
            if (!http.Response.HasStarted) await FailureWriter.Write(http, UploadField.FailureOf(refused));
        }
        catch (Exception bug)
        {
            log.RouteFailed(bug, route.Method, route.Path);
            if (!http.Response.HasStarted) await FailureWriter.Write(http, new Failure.Internal());
        }
    }

    private async ValueTask<ApiAnswer> Answer(HttpContext http, ApiRoute route, ApiHandler handler, long began)
    {
        var token = await tokens.Authenticate(http.Request.Headers.Authorization, http.RequestAborted);
        // Counted before the token is judged: whoever guesses tokens is slowed down like everybody else.
        if (Limit(http, route, token) is { } tooMany) return tooMany;
        if (token is null && !route.Options.IsOpen && !route.Options.ByWebhookToken) return new Failure.Unauthorized();
        if (token is { Application: not null } && Refuse(route, token) is { } closed) return closed;
        if (token is { IsBot: true } && route.Options.PeopleOnly) return new Failure.BotsCannotUse();
        var reason = Reason(http);
        if (!reason.IsOk) return reason.Failure;
        var caller = token is null ? null : new Caller(token.User, token.IsBot, reason.Value)
        {
            HasMfa = token.HasMfa,
            Application = token.Application,
            Scopes = token.Scopes,
            IsUnverified = house.Options.Mail.ReachesPeople && !token.HasVerifiedEmail,
        };
        return await Admitted(new ApiRequest(http, house, caller) { ArrivedAt = began }, route, handler);
    }

    // Past its capacity the house does what it has let in, and turns the rest away before it costs anything.
    private async ValueTask<ApiAnswer> Admitted(ApiRequest request, ApiRoute route, ApiHandler handler)
    {
        if (!load.IsOn) return await handler(request);
        if (route.Options.MayBeLeftOut && load.IsPressed) return ApiAnswer.NoContent;
        var kind = HttpMethods.IsGet(route.Method) ? RequestClass.Question : RequestClass.Change;
        using var admission = await _gate.Enter(kind);
        if (admission is null) return new Failure.RateLimited(ComeBackSeconds * (1 + Random.Shared.NextDouble()), false, "shared");
        return await handler(request);
    }

    // Closed unless the route says otherwise: what nobody thought of is not open to applications.
    private static Failure? Refuse(ApiRoute route, TokenIdentity token)
    {
        if (route.Options.Scope is not { } rule) return new Failure.Unauthorized();
        return rule.IsMetBy(token.Scopes) ? null : new Failure.MissingScope();
    }

    private Failure.RateLimited? Limit(HttpContext http, ApiRoute route, TokenIdentity? token)
    {
        var address = AddressKey(http.Connection.RemoteIpAddress);
        var caller = token is null || route.Options.ByAddress ? address : token.User.Number;
        var opener = route.Options.ByWebhookToken ? (http.Request.RouteValues["webhook_token"] ?? http.Request.RouteValues["interaction_token"]) as string : null;
        // Many bots of one machine answer without saying who they are; a genuine token is proof enough that they were asked.
        if (opener is null || house.InteractionTokens.Read(opener) is null)
        {
            var global = limits.Take(GlobalBucket, 0, token?.User.Number ?? address, options.GlobalPerSecond, 1);
            if (!global.IsAllowed) return new Failure.RateLimited(global.ResetAfter, true, "global");
        }

        if (route.Options.ByWebhookToken) caller = TokenKey(opener);
        ulong resource = 0;
        if (route.TopLevel is { } name && Snowflake.TryParse(http.Request.RouteValues[name] as string, out var id)) resource = id.Value;
        var state = limits.Take(route.Bucket, resource, caller, route.Options.Limit, route.Options.WindowSeconds);
        var headers = http.Response.Headers;
        headers["X-RateLimit-Limit"] = state.Limit.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = state.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = state.ResetAt.ToString("0.000", CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset-After"] = state.ResetAfter.ToString("0.000", CultureInfo.InvariantCulture);
        headers["X-RateLimit-Bucket"] = route.BucketName;
        return state.IsAllowed ? null : new Failure.RateLimited(state.ResetAfter, false, "user");
    }

    // The window is that of the webhook with this token: who only knows the webhook's id cannot use it up.
    private static ulong TokenKey(string? token) => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(token ?? "")));

    // Who has an IPv6 address has a whole /64 of them, so that counts as one.
    private static ulong AddressKey(IPAddress? address)
    {
        if (address is null) return 0;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        return length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }

    // The reason for the audit log: percent-encoded UTF-8, at most 512 characters.
    private static Result<string?> Reason(HttpContext http)
    {
        if (!http.Request.Headers.TryGetValue("X-Audit-Log-Reason", out var given) || given.Count == 0) return default(string?)!;
        var reason = Uri.UnescapeDataString(given[0] ?? "").Trim();
        if (reason.Length > Limits.AuditReasonMax)
            return new Failure.InvalidForm([new FieldError("_reason", "BASE_TYPE_MAX_LENGTH", $"Must be {Limits.AuditReasonMax} or fewer in length.")]);
        return new Result<string?>(reason.Length == 0 ? null : reason);
    }

    private static ValueTask Write(HttpContext http, ApiAnswer answer)
    {
        http.Response.StatusCode = answer.Status;
        if (answer.Body.Length == 0) return ValueTask.CompletedTask;
        http.Response.ContentType = answer.ContentType;
        http.Response.ContentLength = answer.Body.Length;
        return http.Response.Body.WriteAsync(answer.Body, http.RequestAborted);
    }
}
