using System.Collections.Concurrent;
using System.Net;
using Guildhall.Community.Edge;
using Guildhall.Community.Messages;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guildhall.Community.Interactions.Http;

/// <summary>
/// Posts interactions to the addresses of their applications, and gives what they answer as if it had come by the callback route: 200 with
/// the answer as JSON or with files, or 202 when it will come by that route. Whatever else comes, or nothing, or too late, the person is told
/// that it failed. An application whose address is slow fails alone: it has a bounded number of calls.
/// </summary>
public sealed class InteractionPosting(CommunityServices house, InteractionOutbox outbox, ILogger<InteractionPosting> log) : BackgroundService
{
    /// <summary>Calls at a time.</summary>
    public const int AtATime = 512;

    /// <summary>Calls to one application at a time; an interaction past this fails at once.</summary>
    public const int PerApplication = 64;

    private readonly ConcurrentDictionary<ApplicationId, int> _calls = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var limit = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = stoppingToken };
            await Parallel.ForEachAsync(outbox.Reader.ReadAllAsync(stoppingToken), limit, Carry);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops: who waits is told by the clock.
        }
    }

    private async ValueTask Carry(OutgoingInteraction interaction, CancellationToken stop)
    {
        if (house.InteractionTokens.Read(interaction.Token) is not { } token) return;
        var isDone = false;
        if (_calls.AddOrUpdate(interaction.Application, 1, (_, calls) => calls + 1) <= PerApplication)
        {
            try
            {
                isDone = await Post(interaction, token, stop);
            }
            catch (Exception failed) when (failed is OperationCanceledException or IOException or HttpRequestException or InvalidDataException)
            {
                // The answer came too slowly, broke off, or was longer than it may be.
            }
            catch (Exception failed)
            {
                log.AnswerFailed(failed, interaction.Application);
            }
        }

        if (_calls.AddOrUpdate(interaction.Application, 0, (_, calls) => calls - 1) <= 0)
            _calls.TryRemove(new KeyValuePair<ApplicationId, int>(interaction.Application, 0));
        if (isDone) return;
        log.EndpointFailed(interaction.Application);
        await house.Guilds.Tell(token.House, new InteractionUndelivered(interaction.Id), CancellationToken.None);
    }

    private async ValueTask<bool> Post(OutgoingInteraction interaction, InteractionToken token, CancellationToken stop)
    {
        if (await house.UserRows.GetApplication(interaction.Application, stop) is not { InteractionsEndpointUrl: { } url } application) return false;
        using var answer = await house.Endpoints.Post(url, application, interaction.Body, stop);
        if (answer.Status == (int)HttpStatusCode.Accepted) return true;
        var type = answer.ContentType;
        if (answer.Status != (int)HttpStatusCode.OK) return false;
        if (!type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) && !type.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase)) return false;
        await using var stream = await answer.Open(Limits.UploadRequestBytes);
        var http = new DefaultHttpContext { RequestAborted = answer.Cancel };
        (http.Request.Body, http.Request.ContentType, http.Request.ContentLength) = (stream, type, answer.ContentLength);
        if (answer.ContentLength is null) http.Request.Headers.TransferEncoding = "chunked";
        await using var body = await MessageBody.Read(new ApiRequest(http, house, caller: null), token.Channel, mayUpload: null);
        return (await InteractionCallbacks.Give(house, token, body, answer.Cancel)).IsOk;
    }
}
